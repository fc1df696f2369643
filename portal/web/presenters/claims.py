"""What was typed into a filing, section by section, in words; numbers of identity papers masked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.domain import identity
from portal.domain.vocabulary import FilingType, Scheme
from portal.models import Filing
from portal.services.rulebook import rulebook
from portal.web.dates import day
from portal.web.labels import label

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ClaimSection:
    """A heading and what was said under it."""

    title: str
    rows: Rows


def sections(filing: Filing) -> tuple[ClaimSection, ...]:
    """Every section that says something, in the order a clerk reads."""
    facts, claims = filing.claims.get("facts", {}), filing.claims
    found = (
        ClaimSection(_("参保人"), _person(facts)),
        ClaimSection(_("去哪里、什么时候"), _stay(facts, claims)),
        ClaimSection(_("转诊转院单"), _slip(facts, claims)),
        ClaimSection(_("代办人"), _agent(facts, claims)),
        ClaimSection(_("怎么联系"), _contact(claims)),
    )
    return tuple(section for section in found if section.rows)


def _said(*rows: tuple[str, object]) -> Rows:
    return tuple((name, str(value)) for name, value in rows if value not in (None, ""))


def yes_no(flag: bool | None) -> str:
    """是 or 否; empty where nobody said."""
    return "" if flag is None else _("是") if flag else _("否")


def _day(text: str | None) -> str:
    return day(date.fromisoformat(text)) if text else ""


def _person(facts: dict[str, Any]) -> Rows:
    person = facts.get("person") or {}
    return _said(
        (_("姓名"), person.get("name")),
        (_("身份证号"), identity.masked(person.get("id_number", ""))),
        (_("险种"), label(Scheme(person["scheme"])) if person.get("scheme") else ""),
        (_("参保地"), rulebook.place_name(person.get("insured_place"))),
        (_("属于哪种情况"), label(FilingType(person["kind"])) if person.get("kind") else ""),
        (_("已经退休"), yes_no(person.get("retired"))),
        (_("户口已经迁走"), yes_no(facts.get("household_moved"))),
    )


def _stay(facts: dict[str, Any], claims: dict[str, Any]) -> Rows:
    admission = facts.get("admission") or {}
    months, days = facts.get("stay_months"), facts.get("stay_days")
    return _said(
        (_("就医地"), rulebook.place_name(facts.get("treatment_place"))),
        (_("从哪天开始"), _day(facts.get("begins_on"))),
        (_("住多久"), _("%(count)s 个月", count=months) if months is not None else ""),
        (_("这次在外地"), _("%(count)s 天", count=days) if days is not None else ""),
        (_("医院"), (claims.get("hospital") or {}).get("name")),
        (_("入院日期"), _day(admission.get("on"))),
        (_("是急诊"), yes_no(admission.get("emergency"))),
        (_("已经住院"), yes_no(admission.get("inpatient"))),
        (_("医院能联网结算"), yes_no(admission.get("networked"))),
        (_("出院日期"), _day(admission.get("discharged_on"))),
    )


def _slip(facts: dict[str, Any], claims: dict[str, Any]) -> Rows:
    referral, slip = facts.get("referral") or {}, claims.get("slip") or {}
    words = {
        "diagnosis_code": _("诊断代码"),
        "diagnosis_name": _("诊断"),
        "condition": _("病情"),
        "reason": _("转诊原因"),
        "opinion": _("医院意见"),
        "doctor": _("医生"),
        "chief": _("科主任"),
    }
    return _said(
        (_("开单医院"), referral.get("institution")),
        (_("开单日期"), _day(referral.get("issued_on"))),
        *((word, slip.get(key)) for key, word in words.items()),
    )


def _agent(facts: dict[str, Any], claims: dict[str, Any]) -> Rows:
    agent, more = facts.get("agent") or {}, claims.get("agent") or {}
    if not agent:
        return ()
    return _said(
        (_("姓名"), agent.get("name")),
        (_("身份证号"), identity.masked(agent.get("id_number", ""))),
        (_("和参保人的关系"), more.get("relation")),
        (_("电话"), more.get("phone")),
    )


def _contact(claims: dict[str, Any]) -> Rows:
    contact, caller = claims.get("contact") or {}, claims.get("caller") or {}
    return _said(
        (_("联系人"), contact.get("name")),
        (_("联系电话"), contact.get("phone")),
        (_("联系地址"), contact.get("address")),
        (_("来电人"), caller.get("name")),
        (_("回电号码"), caller.get("phone")),
        (_("来电人和参保人的关系"), caller.get("relation")),
        (_("来电时间"), caller.get("at")),
    )
