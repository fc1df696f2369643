"""The part of the description that is about filings: what each operation takes and answers."""

from portal.domain.item import Item
from portal.domain.vocabulary import Channel, FilingStatus, FilingType
from portal.services.rulebook import rulebook
from portal.web.api.entering import channels_of
from portal.web.api.question_schemas import answers_schema, corrections_schema
from portal.web.api.referral_routes import PAGE
from portal.web.api.repeating import HEADER
from portal.web.api.schemas import (
    Schema,
    a_day,
    a_text,
    address_of,
    an_object,
    answers,
    body,
    in_json,
    named,
    one_of,
    or_nothing,
)
from portal.web.language import gettext as _
from portal.web.questions import for_somebody

OF_AN_ACT = (401, 403, 404, 409, 413, 415, 422, 429, 503)
OF_A_LOOK = (401, 403, 404, 422, 429, 503)


def filing_paths() -> dict[str, Schema]:
    """Every operation on filings."""
    return {
        address_of("api_referral.issue"): {"post": _issue()},
        address_of("api_referral.correct"): {"post": _correct()},
        address_of("api_filing.every"): {"get": _every(), "post": _enter()},
        address_of("api_filing.one"): {"get": _one()},
        address_of("api_filing.add"): {"post": _add()},
    }


def filing_schemas() -> dict[str, Schema]:
    """What they take and answer; a hospital's county says which of the referrals it is."""
    referrals = {f"Referral.{item.place.slug}": answers_schema(item, Channel.HOSPITAL, PAGE) for item in _referrals()}
    corrections = {
        f"Correction.{item.place.slug}": corrections_schema(item, Channel.HOSPITAL, PAGE) for item in _referrals()
    }
    entered = {f"Filing.{item.id}.{way}": _entered(item, way) for item in _items() for way in channels_of(item)}
    record, more = _record(), _awaited()
    return {
        **referrals,
        **corrections,
        **entered,
        "Filing": {"anyOf": [named(name) for name in entered]},
        "Correction": {"anyOf": [named(name) for name in corrections]},
        "Referral": {"anyOf": [named(name) for name in referrals]},
        "Record": an_object(record),
        "WholeRecord": an_object({**record, **more}),
        "Records": an_object(
            {
                "filings": {"type": "array", "items": named("Record")},
                "next": or_nothing({"type": "string", "description": _("下一页的网址；空着就是最后一页")}),
            }
        ),
        "Document": an_object(
            {
                "kind": {"type": "string", "description": _("材料的种类")},
                "pages": {"type": "integer", "description": _("几页")},
                "sha256": {"type": "string", "description": _("收下的内容的 SHA-256")},
            }
        ),
    }


def _entered(item: Item, way: Channel) -> Schema:
    which: dict[str, Schema] = {
        "item": {"type": "string", "const": item.id, "description": _("哪个事项")},
        "channel": {"type": "string", "const": way.value, "description": _("本人是怎么来办的")},
    }
    return answers_schema(item, way, for_somebody.PAGE, which)


def _items() -> list[Item]:
    return [rulebook.item(item.id) for county in rulebook.catalogue.counties() for item in county.items]


def _referrals() -> list[Item]:
    found = (county.place.items_by_type.get(FilingType.REFERRAL) for county in rulebook.catalogue.counties())
    return [rulebook.item(item_id) for item_id in found if item_id]


def _issue() -> Schema:
    return {
        "operationId": "issueReferral",
        "summary": _("开一张转诊单"),
        "description": _("转诊单的扫描件随后作为材料交来；没有交来以前算缺材料。"),
        "parameters": [_request_name()],
        "requestBody": body("Referral"),
        "responses": answers({201: {"description": _("收下了"), "content": in_json(named("Record"))}}, OF_AN_ACT),
    }


def _enter() -> Schema:
    return {
        "operationId": "file",
        "summary": _("替来办事的人备案"),
        "description": _(
            "事项要是本经办机构的，办理方式要是指南开通的。问的和经办人员在窗口、电话、传真上问的一样；"
            "材料随后一份一份交来，没有交来以前算缺材料。"
        ),
        "parameters": [_request_name()],
        "requestBody": body("Filing"),
        "responses": answers({201: {"description": _("收下了"), "content": in_json(named("Record"))}}, OF_AN_ACT),
    }


def _correct() -> Schema:
    return {
        "operationId": "correctReferral",
        "summary": _("更正退回来的转诊单"),
        "description": _("告知书开放了哪些就写哪些，要写全：没有写的就当是空的。转诊单要重新交的，先作为材料交来。"),
        "parameters": [_number(), _request_name()],
        "requestBody": body("Correction"),
        "responses": answers({200: {"description": _("收下了"), "content": in_json(named("Record"))}}, OF_AN_ACT),
    }


def _request_name() -> Schema:
    return {
        "name": HEADER,
        "in": "header",
        "required": True,
        "description": _("这次请求的名字：同一个名字、同样的内容再送一次，只算一次"),
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,64}$"},
    }


def _every() -> Schema:
    cursor = {"name": "cursor", "in": "query", "description": _("从哪里接着列"), "schema": {"type": "string"}}
    return {
        "operationId": "filings",
        "summary": _("自己的办件，新的在前"),
        "parameters": [cursor],
        "responses": answers({200: {"description": _("一页"), "content": in_json(named("Records"))}}, OF_A_LOOK),
    }


def _one() -> Schema:
    return {
        "operationId": "filing",
        "summary": _("一件办到哪里，还缺什么"),
        "parameters": [_number()],
        "responses": answers({200: {"description": _("一件"), "content": in_json(named("WholeRecord"))}}, OF_A_LOOK),
    }


def _add() -> Schema:
    kind = {"name": "kind", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[a-z_]{1,64}$"}}
    sealed = {"name": "sealed", "in": "query", "description": _("盖了章吗"), "schema": one_of(("yes", "no"), "")}
    content: Schema = {each: {"schema": {}} for each in ("application/pdf", "image/jpeg", "image/png", "image/tiff")}
    return {
        "operationId": "addDocument",
        "summary": _("交一份材料"),
        "description": _("内容就是文件本身。同一个文件再送一次，还是同一份材料。"),
        "parameters": [_number(), kind, sealed],
        "requestBody": {"required": True, "content": content},
        "responses": answers({201: {"description": _("收下了"), "content": in_json(named("Document"))}}, OF_AN_ACT),
    }


def _number() -> Schema:
    shape: Schema = {"type": "string", "pattern": "^[0-9]{12}$"}
    return {"name": "number", "in": "path", "required": True, "description": _("办件编号"), "schema": shape}


def _record() -> dict[str, Schema]:
    instant: Schema = {"type": ["string", "null"], "format": "date-time"}
    return {
        "number": {"type": "string", "description": _("办件编号")},
        "item": {"type": "string", "description": _("哪个事项")},
        "status": one_of([status.value for status in FilingStatus], _("办到哪里")),
        "version": {"type": "integer", "description": _("第几版；每办一次加一")},
        "submitted_at": {**instant, "description": _("什么时候提交的")},
        "decided_at": {**instant, "description": _("什么时候作的决定")},
        "due_on": or_nothing(a_day(_("经办机构最晚哪天办完"))),
        "begins_on": or_nothing(a_day(_("从哪天起算"))),
        "ends_on": or_nothing(a_day(_("到哪天为止；空着就是没有期限"))),
    }


def _awaited() -> dict[str, Schema]:
    words: Schema = {"type": "array", "items": {"type": "string"}}
    return {
        "documents_awaited": {**words, "description": _("还要交哪些材料")},
        "signatures_awaited": {**words, "description": _("转诊单还等医院的谁签字；签齐才提交")},
        "questions_asked": {**words, "description": _("告知书开放了哪些内容更正")},
        "remark": or_nothing(a_text(_("告知书里另外写的话"), 1000)),
    }
