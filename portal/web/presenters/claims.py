"""What was typed into a filing, section by section, in words; numbers of identity papers masked."""

from dataclasses import dataclass

from flask_babel import gettext as _

from portal.domain import identity
from portal.domain.claims import AgentClaim, Claims
from portal.models import Filing
from portal.services.rulebook import rulebook
from portal.web.dates import day
from portal.web.labels import label
from portal.web.presenters.sentences import institution_name

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ClaimSection:
    """A heading and what was said under it."""

    title: str
    rows: Rows


def sections(filing: Filing) -> tuple[ClaimSection, ...]:
    """Every section that says something, in the order a clerk reads."""
    claims = filing.claims
    found = (
        ClaimSection(_("参保人"), _person(claims)),
        ClaimSection(_("去哪里、什么时候"), _stay(claims)),
        ClaimSection(_("转诊转院单"), _slip(claims)),
        ClaimSection(_("代办人"), _agent(claims.agent)),
        ClaimSection(_("怎么联系"), _contact(claims)),
    )
    return tuple(section for section in found if section.rows)


def _said(*rows: tuple[str, object]) -> Rows:
    return tuple((name, str(value)) for name, value in rows if value not in (None, ""))


def yes_no(flag: bool | None) -> str:
    """是 or 否; empty where nobody said."""
    return "" if flag is None else _("是") if flag else _("否")


def _person(claims: Claims) -> Rows:
    person = claims.person
    return _said(
        (_("姓名"), person.name),
        (_("身份证号"), identity.masked(person.id_number or "")),
        (_("险种"), label(person.scheme) if person.scheme else ""),
        (_("参保地"), rulebook.place_name(person.insured_place)),
        (_("属于哪种情况"), label(person.kind) if person.kind else ""),
        (_("已经退休"), yes_no(person.retired)),
        (_("户口已经迁走"), yes_no(claims.household_moved)),
    )


def _stay(claims: Claims) -> Rows:
    admission, months, days = claims.admission, claims.stay_months, claims.stay_days
    return _said(
        (_("就医地"), rulebook.place_name(claims.treatment_place)),
        (_("从哪天开始"), day(claims.begins_on)),
        (_("住多久"), _("%(count)s 个月", count=months) if months is not None else ""),
        (_("这次在外地"), _("%(count)s 天", count=days) if days is not None else ""),
        (_("医院"), claims.hospital),
        (_("入院日期"), day(admission.on)),
        (_("是急诊"), yes_no(admission.emergency)),
        (_("已经住院"), yes_no(admission.inpatient)),
        (_("医院能联网结算"), yes_no(admission.networked)),
        (_("出院日期"), day(admission.discharged_on)),
    )


def _slip(claims: Claims) -> Rows:
    referral, slip = claims.referral, claims.slip
    return _said(
        (_("开单医院"), institution_name(referral.institution)),
        (_("开单日期"), day(referral.issued_on)),
        (_("诊断代码"), slip.diagnosis_code),
        (_("诊断"), slip.diagnosis_name),
        (_("病情"), slip.condition),
        (_("转诊原因"), slip.reason),
        (_("医院意见"), slip.opinion),
        (_("医生"), slip.doctor),
        (_("科主任"), slip.chief),
    )


def _agent(agent: AgentClaim) -> Rows:
    return _said(
        (_("姓名"), agent.name),
        (_("身份证号"), identity.masked(agent.id_number or "")),
        (_("和参保人的关系"), agent.relation),
        (_("电话"), agent.phone),
    )


def _contact(claims: Claims) -> Rows:
    contact, caller = claims.contact, claims.caller
    return _said(
        (_("联系人"), contact.name),
        (_("联系电话"), contact.phone),
        (_("联系地址"), contact.address),
        (_("来电人"), caller.name),
        (_("回电号码"), caller.phone),
        (_("来电人和参保人的关系"), caller.relation),
        (_("来电时间"), caller.at),
    )
