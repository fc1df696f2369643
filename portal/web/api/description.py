"""The whole description of the interface: made from what the routes read, so that there is no second one to keep."""

from portal.domain.vocabulary import FilingType
from portal.web.api.filing_description import filing_paths, filing_schemas
from portal.web.api.schemas import (
    Schema,
    a_day,
    a_place,
    a_text,
    address_of,
    an_id_number,
    an_object,
    answers,
    body,
    in_json,
    named,
    one_of,
    or_nothing,
    problems,
)
from portal.web.language import gettext as _

REFUSED = (401, 403, 404, 409, 413, 415, 422, 429, 503)
OF_A_QUESTION = (401, 403, 413, 415, 422, 429, 503)


def described() -> Schema:
    """OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {"title": _("异地就医备案：系统接口"), "version": "1"},
        "servers": [{"url": "/"}],
        "security": [{"key": []}],
        "paths": {
            address_of("api_in_force.ask"): {"post": _in_force()},
            **filing_paths(),
            address_of("api_description.whole"): {"get": _openapi()},
        },
        "components": {
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": _("机构的密钥，由经办机构的主管发给")}
            },
            "schemas": {"Problem": _problem(), "Inquiry": _inquiry(), "InForce": _answer(), **filing_schemas()},
            "responses": problems(REFUSED),
        },
    }


def _openapi() -> Schema:
    return {
        "operationId": "openapi",
        "summary": _("接口的说明"),
        "security": [],
        "responses": answers({200: {"description": _("这份说明"), "content": in_json({"type": "object"})}}, ()),
    }


def _in_force() -> Schema:
    return {
        "operationId": "inForce",
        "summary": _("这个人在这一天有没有有效的备案"),
        "description": _(
            "姓名和身份证号要都对上才有结果。每问一次都记下来，本人能看到是哪家机构问的；一天能问的次数有限。"
        ),
        "requestBody": body("Inquiry"),
        "responses": answers({200: {"description": _("有没有"), "content": in_json(named("InForce"))}}, OF_A_QUESTION),
    }


def _inquiry() -> Schema:
    return an_object(
        {
            "id_number": an_id_number(_("身份证号")),
            "name": a_text(_("姓名，和身份证上一样")),
            "on": a_day(_("哪一天")),
            "treatment_place": or_nothing(a_place(_("就医地；不写就不按就医地筛选"))),
        },
        ("id_number", "name", "on"),
    )


def _answer() -> Schema:
    filing = an_object(
        {
            "filing_type": one_of([each.value for each in FilingType], _("备案类型")),
            "treatment_place": or_nothing(a_place(_("就医地"))),
            "treatment_place_name": or_nothing(a_text(_("就医地的名称"))),
            "begins_on": or_nothing(a_day(_("从哪天起算"))),
            "ends_on": or_nothing(a_day(_("到哪天为止；空着就是没有期限"))),
        }
    )
    has: Schema = {"type": "boolean", "description": _("有没有有效的备案")}
    return an_object({"in_force": has, "filings": {"type": "array", "items": filing}})


def _problem() -> Schema:
    fault = an_object(
        {
            "pointer": {"type": "string", "description": _("哪一项（JSON 指针）；空的就是整个内容")},
            "detail": {"type": "string", "description": _("怎么改")},
        }
    )
    return an_object(
        {
            "type": {"type": "string", "description": _("是哪一种问题，给程序看")},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": _("出了什么事、怎么办，给人看")},
            "errors": {"type": "array", "items": fault},
        },
        ("type", "title", "status", "detail"),
    )
