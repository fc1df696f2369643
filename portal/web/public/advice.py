"""What the rules say to the answers of "which filing do I need": the one function every channel calls, told less."""

from portal.catalogue.county import County
from portal.domain.actor import Context
from portal.domain.checks_of_stay import StayAtLeast, StayAtMost
from portal.domain.claims import NOT_LISTED, AdmissionClaim, ReferralClaim, says_nothing
from portal.domain.claims import Answers as FormAnswers
from portal.domain.facts import Facts, Person
from portal.domain.item import Item
from portal.domain.vocabulary import Channel, FilingType, Scheme
from portal.services.rulebook import rulebook
from portal.web.addresses import day_in
from portal.web.presenters.advice import Advice, advice_of
from portal.web.public.questions import Answers, situation_of
from portal.web.public.wizard_pages import ADMITTED, BEGUN, DISCHARGED, ISSUED, PLACE
from portal.web.questions.carried import to_address
from portal.web.questions.controls import FLAGS


def advise(ctx: Context, county: County, item: Item, answers: Answers) -> Advice:
    """The rules' answer to what was told so far."""
    facts = facts_from(ctx, county, item, answers)
    carried = to_address(item, _said_to_the_form(item, answers, facts))
    return advice_of(county, item, rulebook.determine(facts, item), ctx.today, carried)


def _said_to_the_form(item: Item, answers: Answers, facts: Facts) -> FormAnswers:
    """What was answered that the form asks for too; a length of time was only compared, and stays to be written."""
    stay, slip = facts.stay or AdmissionClaim(), facts.slip or ReferralClaim()
    is_one_kind = FilingType.POSTED_WORKER not in item.kinds or answers["situation"] != "long-stay"
    return {
        "person.scheme": facts.person.scheme if "scheme" in answers else None,
        "person.kind": facts.person.kind if is_one_kind else None,
        "person.retired": facts.person.retired,
        "household_moved": facts.household_moved,
        "treatment_place": facts.treatment_place,
        "begins_on": facts.begins_on,
        "admission.on": stay.on,
        "admission.emergency": stay.emergency,
        "admission.inpatient": FLAGS.get(answers.get("inpatient", ""), stay.inpatient),
        "admission.networked": stay.networked,
        "admission.discharged_on": stay.discharged_on,
        "referral.institution": slip.institution,
        "referral.issued_on": slip.issued_on,
    }


def facts_from(ctx: Context, county: County, item: Item, answers: Answers) -> Facts:
    """The answers as the rules take them; nobody is named, and no paper is there yet."""
    kind = situation_of(answers)
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
        treatment_place=_place(answers.get(PLACE, "")),
        begins_on=day_in(answers.get(BEGUN, "")),
        stay_months=_months(item, answers.get("stay", "")),
        admission=_admission(kind, answers),
        referral=_referral(item, answers),
    )


def _place(answer: str) -> str | None:
    return answer if answer.isdigit() else None


def _admission(kind: FilingType, answers: Answers) -> AdmissionClaim | None:
    is_emergency = True if kind is FilingType.EMERGENCY else None
    claim = AdmissionClaim(
        on=day_in(answers.get(ADMITTED, "")),
        emergency=is_emergency,
        inpatient=False if answers.get("inpatient") == "no" else is_emergency,
        networked=FLAGS.get(answers.get("networked", "")),
        discharged_on=day_in(answers.get(DISCHARGED, "")),
    )
    return None if says_nothing(claim) else claim


def _referral(item: Item, answers: Answers) -> ReferralClaim | None:
    hospitals = {f"h{place}": hospital.name for place, hospital in enumerate(item.place.hospitals)}
    named = (hospitals | {"none": NOT_LISTED}).get(answers.get("hospital", ""))
    claim = ReferralClaim(named, day_in(answers.get(ISSUED, "")))
    return None if says_nothing(claim) else claim


def _months(item: Item, answer: str) -> int | None:
    """A number of months that lies where the answer says."""
    for condition in item.conditions:
        match condition.readings[0].check:
            case StayAtMost(months=months, long_months=long_months):
                return {"short": months, "middle": months + 1, "long": long_months}.get(answer)
            case StayAtLeast(months=months):
                return {"short": months - 1, "long": months}.get(answer)
    return None
