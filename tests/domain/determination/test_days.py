"""Which days follow from what the item states, what is late, and which day has to be asked for; each finding whole."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from portal.domain.claims import AdmissionClaim, ReferralClaim
from portal.domain.determination import determine
from portal.domain.facts import Declared, SuppliedDocument
from portal.domain.findings import Effect, Finding
from portal.domain.item import EffectReading, LatenessEffect, LimitKind, Material, TimeLimit
from portal.domain.periods import Anchor, Deadline, Effective, Unit, Validity
from portal.domain.sourced import Fact, stated
from portal.domain.vocabulary import Channel, Mark, Outcome, Severity
from tests.domain.determination.bare import ADMITTED, BARE, CALENDAR, CATALOGUE, CITED, FACTS, OTHER, TODAY, says


def due(anchor: Anchor, number: int = 5) -> dict[str, Any]:
    """Late, with what follows from it."""
    effect = LatenessEffect("fund_share_reduction", "少报", OTHER, (EffectReading((15,)),))
    return {"deadline": Deadline(anchor, number, Unit.DAYS, CITED), "effects": (effect,)}


LONG_AGO = date(2024, 9, 1)
LIMITS = tuple(
    TimeLimit(LimitKind.PROMISED, CITED, working_days, channels=(channel,))
    for channel, working_days in ((Channel.WINDOW, 1), (Channel.ONLINE, 3))
)
LATE = Finding("filed_late", Severity.WARN, CITED.basis, {"day": date(2026, 9, 6)}, "filed_at")
EFFECT = Effect("fund_share_reduction", (15,), "少报", OTHER.basis)


@pytest.mark.parametrize(
    ("admitted_on", "deadline_on", "findings", "effects"),
    [
        (ADMITTED, date(2026, 9, 6), (LATE,), (EFFECT,)),
        (date(2026, 9, 9), TODAY, (), ()),  # on the last day it is in time
        (None, None, (Finding("admission_day_unknown", Severity.ASK, CITED.basis, fact="admission.on"),), ()),
    ],
)
def test_of_the_last_day(
    admitted_on: date | None, deadline_on: date | None, findings: tuple[Finding, ...], effects: tuple[Effect, ...]
) -> None:
    found = says({"admission": AdmissionClaim(on=admitted_on)}, **due(Anchor.ADMISSION))
    assert (found.deadline_on, found.findings, found.effects) == (deadline_on, findings, effects)


@pytest.mark.parametrize(
    ("stating", "due_on"),
    [
        ({"limits": LIMITS}, date(2026, 9, 17)),  # of its own channel, and not the first
        ({"limits": LIMITS[:1], "steps": (), "handling_mode": Fact()}, None),  # nothing is stated of it
    ],
)
def test_of_the_day_the_agency_is_done_by(stating: dict[str, Any], due_on: date | None) -> None:
    assert says({}, **stating).due_on == due_on


def test_what_is_refused_is_not_late_and_has_no_days() -> None:
    """The last day stays told: it says by when another item has to be filed."""
    stay = {"admission": AdmissionClaim(on=ADMITTED), "person": replace(FACTS.person, insured=False)}
    stating = due(Anchor.ADMISSION) | {"effective": Effective(stated(Anchor.ADMISSION, CITED), CITED)}
    found = says(stay, **stating)
    assert [each.code for each in found.findings] == ["not_insured"]
    assert (found.begins_on, found.effects, found.deadline_on) == (None, (), date(2026, 9, 6))
    assert says(stay | {"person": FACTS.person}, **stating).begins_on == ADMITTED


@pytest.mark.parametrize(
    ("anchor", "of", "code", "fact"),
    [
        (Anchor.ADMISSION, {}, "admission_day_unknown", "admission.on"),
        (Anchor.ADMISSION, {"admission": Declared.NONE}, "", ""),  # without a stay no period begins with one
        (Anchor.DISCHARGE, {"admission": Declared.NONE}, "", ""),
        (Anchor.DISCHARGE, {}, "discharge_day_unknown", "admission.discharged_on"),
        (Anchor.BEGINNING, {}, "beginning_day_unknown", "begins_on"),
        (Anchor.BEGINNING, {"begins_on": TODAY}, "", ""),
        (Anchor.REFERRAL_ISSUE, {}, "referral_day_unknown", "referral.issued_on"),
        (Anchor.REFERRAL_ISSUE, {"referral": ReferralClaim(issued_on=TODAY)}, "", ""),
        (Anchor.DECISION, {}, "", ""),
    ],
)
def test_a_day_a_period_runs_from_is_asked_for_once(anchor: Anchor, of: dict[str, Any], code: str, fact: str) -> None:
    twice = {
        "effective": Effective(stated(anchor, CITED), CITED),
        "validity": Validity(OTHER, stated(anchor, OTHER), 1),
    }
    found = [each for each in says(of, **twice).findings if each.severity is Severity.ASK]
    assert found == ([Finding(code, Severity.ASK, OTHER.basis, fact=fact)] if code else [])


@pytest.mark.parametrize(
    ("admitted_on", "codes"),
    [(None, ["admission_day_unknown", "discharge_day_unknown"]), (ADMITTED, ["discharge_day_unknown"])],
)
def test_each_day_that_is_missing_is_asked_for(admitted_on: date | None, codes: list[str]) -> None:
    both = {
        "validity": Validity(OTHER, stated(Anchor.ADMISSION, OTHER), 1),
        "effective": Effective(stated(Anchor.DISCHARGE, CITED), CITED),
    }
    found = says({"admission": AdmissionClaim(on=admitted_on)}, **both).findings
    assert [each.code for each in found] == codes


def test_the_day_of_a_slip_is_asked_for_once_the_slip_is_there() -> None:
    slip = Material("referral_slip", "转诊单", CITED)
    stating = {"materials": (slip,), "validity": Validity(OTHER, stated(Anchor.REFERRAL_ISSUE, OTHER), 1)}
    assert [each.code for each in says({}, **stating).findings] == ["paper_missing"]
    with_slip = {"documents": (SuppliedDocument("referral_slip"),)}
    assert [each.code for each in says(with_slip, **stating).findings] == ["referral_day_unknown"]


def test_what_a_condition_asked_about_already_is_not_asked_again() -> None:
    """One finding about the stay, or about a part of it, is enough."""
    emergency = next(each for each in CATALOGUE.items() if each.id == "wenshang.emergency")
    stating = {"conditions": emergency.conditions, "effective": Effective(stated(Anchor.ADMISSION, CITED), CITED)}
    found = says({}, **stating).findings
    assert [each.code for each in found if each.fact == "admission.on"] == []
    assert any(each.fact == "admission" for each in found)
    referral = next(each for each in CATALOGUE.items() if each.id == "wenshang.referral")
    stating = {"conditions": referral.conditions, "validity": Validity(OTHER, stated(Anchor.REFERRAL_ISSUE, OTHER), 1)}
    known = {"documents": (SuppliedDocument("referral_slip"),), "referral": ReferralClaim("汶上县中医院")}
    assert [each.code for each in says(known, **stating).findings].count("referral_day_unknown") == 1


@pytest.mark.parametrize("issued_on", [date(2024, 9, 1), date(2026, 9, 15)])
def test_a_slip_that_is_of_no_use_gives_no_days(issued_on: date) -> None:
    slip = Material("referral_slip", "转诊单", CITED, valid_years=stated(1, CITED))
    stating = {"materials": (slip,), "effective": Effective(stated(Anchor.REFERRAL_ISSUE, CITED), CITED)}
    known = {"documents": (SuppliedDocument("referral_slip"),), "begins_on": TODAY}
    found = says(known | {"referral": ReferralClaim(issued_on=issued_on)}, **stating)
    assert (found.begins_on, found.owed, found.outcome) == (None, ("referral_slip",), Outcome.CORRECT)
    assert [each.severity for each in found.findings] == [Severity.CORRECT]
    good = says(known | {"referral": ReferralClaim(issued_on=TODAY)}, **stating)
    assert (good.begins_on, good.owed) == (TODAY, ())


@pytest.mark.parametrize(
    ("mark", "anchor", "begins_on"),
    [
        (Mark.SOUND, Anchor.REFERRAL_ISSUE, TODAY),
        (Mark.ILLEGIBLE, Anchor.REFERRAL_ISSUE, None),
        (Mark.ILLEGIBLE, Anchor.ADMISSION, ADMITTED),  # the slip has no part in it
    ],
)
def test_nothing_is_counted_from_a_slip_that_a_clerk_found_not_to_count(
    mark: Mark, anchor: Anchor, begins_on: date | None
) -> None:
    stating = {
        "materials": (Material("referral_slip", "转诊单", CITED),),
        "effective": Effective(stated(anchor, CITED), CITED),
    }
    known = {
        "documents": (SuppliedDocument("referral_slip", mark=mark),),
        "referral": ReferralClaim(issued_on=TODAY),
        "admission": AdmissionClaim(on=ADMITTED),
    }
    assert says(known, **stating).begins_on == begins_on


def test_a_slip_that_is_over_before_it_is_sent_gives_no_days_either() -> None:
    """Whoever read only that it has not come would send it, and be sent back for another."""
    slip = Material("referral_slip", "转诊单", CITED, valid_years=stated(1, CITED))
    stating = {"materials": (slip,), "effective": Effective(stated(Anchor.REFERRAL_ISSUE, CITED), CITED)}
    over, on_its_last_day = (
        says({"referral": ReferralClaim(issued_on=on)}, **stating) for on in (date(2025, 9, 13), date(2025, 9, 14))
    )
    assert ([each.code for each in over.findings], over.begins_on) == (["paper_expired"], None)
    assert [each.code for each in on_its_last_day.findings] == ["paper_missing"]
    assert (over.owed, on_its_last_day.owed) == (("referral_slip",), ("referral_slip",))


@pytest.mark.parametrize(
    ("mark", "codes"),
    [
        (Mark.ILLEGIBLE, ["paper_unsound", "paper_expired"]),
        (Mark.UNSEALED, ["paper_unsound", "paper_expired"]),
        (Mark.WRONG_PERSON, ["paper_unsound"]),
        (Mark.EXPIRED, ["paper_unsound"]),
    ],
)
def test_what_would_come_again_and_is_over_is_said_to_be_both(mark: Mark, codes: list[str]) -> None:
    slip = Material("referral_slip", "转诊单", CITED, valid_years=stated(1, CITED))
    over = {"documents": (SuppliedDocument("referral_slip", mark=mark),), "referral": ReferralClaim(issued_on=LONG_AGO)}
    assert [each.code for each in says(over, materials=(slip,)).findings] == codes


@pytest.mark.parametrize(
    ("length", "last"), [({"valid_days": 7}, date(2026, 9, 7)), ({"valid_months": 1}, date(2026, 8, 14))]
)
def test_a_slip_may_be_of_use_for_days_or_months(length: dict[str, int], last: date) -> None:
    slip = Material(
        "referral_slip", "转诊单", CITED, **{name: stated(number, CITED) for name, number in length.items()}
    )
    known = {"documents": (SuppliedDocument("referral_slip"),), "begins_on": TODAY}
    on_time, late = (
        says(known | {"referral": ReferralClaim(issued_on=on)}, materials=(slip,)).owed
        for on in (last, last - timedelta(1))
    )
    assert (on_time, late) == ((), ("referral_slip",))


@pytest.mark.parametrize(
    ("filed_on", "admitted_on", "year"),
    [
        (date(2090, 9, 14), date(2090, 9, 13), 2090),  # both the agency's last day and the filer's pass through it
        (date(2026, 12, 31), date(2026, 12, 30), 2027),  # the filer's alone
    ],
)
def test_a_year_nobody_knows_is_said_once(filed_on: date, admitted_on: date, year: int) -> None:
    filed_at = FACTS.filed_at.replace(filed_on.year, filed_on.month, filed_on.day)
    far = replace(FACTS, filed_at=filed_at, admission=AdmissionClaim(on=admitted_on))
    item = replace(BARE, deadline=Deadline(Anchor.ADMISSION, 5, Unit.WORKING_DAYS, CITED))
    [found] = determine(far, item, CALENDAR).findings
    basis = "全国年节及纪念日放假办法"
    assert found == Finding("calendar_year_unknown", Severity.WARN, basis, {"years": (year,)}, "filed_at")


def test_the_county_s_own_holidays_count() -> None:
    closed = replace(BARE.place.holidays, off=frozenset({TODAY}))
    item = replace(BARE, place=replace(BARE.place, holidays=closed))
    open_day, day_off = (determine(FACTS, each, CALENDAR).due_on for each in (BARE, item))
    assert (open_day, day_off) == (TODAY, date(2026, 9, 15))
