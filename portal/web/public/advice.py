"""What the rules say to the answers of "which filing do I need": the one function every channel calls, told less."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from portal.catalogue.county import County
from portal.domain.actor import Context
from portal.domain.checks_of_stay import StayAtLeast, StayAtMost
from portal.domain.claims import NOT_LISTED, AdmissionClaim, ReferralClaim, says_nothing
from portal.domain.determination import UNKNOWN_DAYS, Determination
from portal.domain.facts import Facts, Person
from portal.domain.findings import Finding
from portal.domain.item import Item
from portal.domain.vocabulary import Channel, FilingType, Outcome, Scheme, Severity
from portal.services.rulebook import rulebook
from portal.web.addresses import item_url
from portal.web.dates import day
from portal.web.presenters.sentences import alternative_name, found
from portal.web.public.questions import SITUATIONS, Answers
from portal.web.public.summary import Summary, county_name, summary_of
from portal.web.public.wizard_pages import ADMITTED, BEGUN, DISCHARGED, ISSUED
from portal.web.public.wizard_question import day_of

NOT_SAID = frozenset({"treatment_place_unknown", "agent_not_stated", "filed_late", *UNKNOWN_DAYS.values()})
"""Findings about facts this wizard leaves to the form, and lateness, which the page says with its day on top."""
FLAGS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Alternative:
    """What fits instead; without an address where the county has no such item."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Advice:
    """The answer: what fits, why not, what a clerk has to say, and by when."""

    fits: bool
    summary: Summary
    deadline_day: str
    is_late: bool
    against: tuple[str, ...]
    open_points: tuple[str, ...]
    remarks: tuple[str, ...]
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class NoItem:
    """The county has no item for the situation: whom to ask, and what it does offer."""

    county: str
    calls: tuple[str, ...]
    url: str


def advise(ctx: Context, county: County, item: Item, answers: Answers) -> Advice:
    """The rules' answer to what was told so far."""
    determination = rulebook.determine(facts_from(ctx, county, item, answers), item)
    told_findings = [finding for finding in determination.findings if finding.code not in NOT_SAID]
    return Advice(
        fits=determination.outcome is not Outcome.REFUSE,
        summary=summary_of(county, item),
        deadline_day=_deadline(determination, ctx.today),
        is_late=determination.deadline_on is not None and determination.deadline_on < ctx.today,
        against=_sentences(told_findings, Severity.REFUSE),
        open_points=_sentences(told_findings, Severity.ASK),
        remarks=_sentences(told_findings, Severity.WARN),
        alternatives=tuple(_alternative(each) for each in determination.alternatives),
    )


def no_item(county: County) -> NoItem:
    """Whom to call where the county's guides have nothing that fits."""
    calls = (summary_of(county, item).call for item in county.items)
    return NoItem(
        county_name(county),
        tuple(dict.fromkeys(call for call in calls if call)),
        url_for("guides.one_county", county=county.slug),
    )


def facts_from(ctx: Context, county: County, item: Item, answers: Answers) -> Facts:
    """The answers as the rules take them; nobody is named, and no paper is there yet."""
    kind = SITUATIONS[answers["situation"]]
    is_retiree = True if kind is FilingType.RELOCATED_RETIREE else None
    person = Person(
        name="",
        id_number="",
        scheme=Scheme(answers.get("scheme", Scheme.EMPLOYEE)),
        insured_place=county.division_code,
        insured=FLAGS.get(answers.get("insured", "")),
        retired=is_retiree,
        kind=kind,
    )
    return Facts(
        item=item.id,
        channel=Channel.ONLINE,
        filed_at=ctx.now,
        person=person,
        household_moved=is_retiree,
        begins_on=day_of(answers.get(BEGUN, "")),
        stay_months=_months(item, answers.get("stay", "")),
        admission=_admission(kind, answers),
        referral=_referral(item, answers),
    )


def _admission(kind: FilingType, answers: Answers) -> AdmissionClaim | None:
    is_emergency = True if kind is FilingType.EMERGENCY else None
    told = AdmissionClaim(
        on=day_of(answers.get(ADMITTED, "")),
        emergency=is_emergency,
        inpatient=False if answers.get("inpatient") == "no" else is_emergency,
        networked=FLAGS.get(answers.get("networked", "")),
        discharged_on=day_of(answers.get(DISCHARGED, "")),
    )
    return None if says_nothing(told) else told


def _referral(item: Item, answers: Answers) -> ReferralClaim | None:
    hospitals = {f"h{place}": hospital.name for place, hospital in enumerate(item.place.hospitals)}
    named = (hospitals | {"none": NOT_LISTED}).get(answers.get("hospital", ""))
    told = ReferralClaim(named, day_of(answers.get(ISSUED, "")))
    return None if says_nothing(told) else told


def _months(item: Item, answer: str) -> int | None:
    """A number of months that lies where the answer says."""
    for condition in item.conditions:
        match condition.readings[0].check:
            case StayAtMost(months=months, long_months=long_months):
                return {"short": months, "middle": months + 1, "long": long_months}.get(answer)
            case StayAtLeast(months=months):
                return {"short": months - 1, "long": months}.get(answer)
    return None


def _deadline(determination: Determination, today: date) -> str:
    if determination.deadline_on is None:
        return ""
    if determination.deadline_on < today:
        return str(_("期限到%(day)s为止，已经过了；现在仍可以办，请尽快", day=day(determination.deadline_on)))
    return str(_("最晚 %(day)s", day=day(determination.deadline_on)))


def _sentences(findings: list[Finding], severity: Severity) -> tuple[str, ...]:
    return tuple(found(finding) for finding in findings if finding.severity is severity)


def _alternative(item_or_type: str) -> Alternative:
    has_guide = rulebook.catalogue.item(item_or_type) is not None
    return Alternative(alternative_name(item_or_type), item_url("guides.one_item", item_or_type) if has_guide else "")
