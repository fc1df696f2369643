"""From when an approval counts: the guide's day, else the first that is known, moved by a clerk within its bounds."""

from dataclasses import replace
from datetime import date

import pytest

from portal.catalogue.repository import Catalogue
from portal.domain.claims import AdmissionClaim, ReferralClaim
from portal.domain.facts import Facts
from portal.domain.facts_json import parse_facts
from portal.domain.findings import Finding
from portal.domain.item import Item
from portal.domain.periods import Anchor, Effective, Validity
from portal.domain.sourced import Citation, stated
from portal.domain.term import (
    Start,
    decided_term,
    faults_of_far_start,
    faults_of_start,
    nothing_to_change,
    over_when_decided,
    remarks,
    start_of,
    term_of,
)
from portal.domain.validity import Term
from portal.domain.vocabulary import Severity

ITEMS = {item.id: item for item in Catalogue.load().items()}
COUNTS, LASTS = (Citation("S", "指南", line, "字") for line in (1, 2))
TODAY = date(2026, 9, 14)
WANTED, ADMITTED, ISSUED = date(2026, 9, 20), date(2026, 9, 10), date(2026, 9, 8)


def facts() -> Facts:
    """Nothing told that says a day."""
    who = {"name": "孔测试", "id_number": "370830195503070018", "scheme": "employee", "insured_place": "370830"}
    given = {"item": "x", "channel": "online", "filed_at": "2026-09-12T10:00:00+08:00", "person": who}
    return parse_facts({**given, "item": "wenshang.emergency"}, Catalogue.load().document_kinds)


BARE = facts()
KNOWN = replace(BARE, begins_on=WANTED, admission=AdmissionClaim(on=ADMITTED), referral=ReferralClaim(issued_on=ISSUED))


def item(effective: Anchor | None = None, validity: Anchor | None = None) -> Item:
    """An item whose guide states so much of its days."""
    silent = replace(ITEMS["wenshang.emergency"], effective=None, validity=None)
    return replace(
        silent,
        effective=Effective(stated(effective, COUNTS), COUNTS) if effective else None,
        validity=Validity(LASTS, stated(validity, LASTS), 1) if validity else None,
    )


@pytest.mark.parametrize(
    ("known", "on", "event"),
    [
        (KNOWN, WANTED, Anchor.BEGINNING),
        (replace(KNOWN, begins_on=None), ADMITTED, Anchor.ADMISSION),
        (replace(KNOWN, begins_on=None, admission=None), ISSUED, Anchor.REFERRAL_ISSUE),
        (BARE, TODAY, Anchor.DECISION),
    ],
)
def test_without_a_day_of_the_guide_the_first_known_is_proposed(known: Facts, on: date, event: Anchor) -> None:
    assert start_of(known, item(), TODAY, is_change=False) == Start(on, event, False)


@pytest.mark.parametrize(
    ("event", "on"),
    [
        (Anchor.DECISION, TODAY),
        (Anchor.REFERRAL_ISSUE, ISSUED),
        (Anchor.ADMISSION, ADMITTED),
        (Anchor.BEGINNING, WANTED),
    ],
)
def test_the_guide_s_day_is_taken(event: Anchor, on: date) -> None:
    start = start_of(KNOWN, item(event), TODAY, is_change=False)
    assert (start.on, start.is_stated) == (on, True)
    assert list(faults_of_start(start, None)) == list(faults_of_start(start, on)) == []
    assert [fault.code for fault in faults_of_start(start, date(2026, 9, 1))] == ["start_is_stated"]


def test_what_is_applied_while_the_guide_is_silent_is_proposed_first() -> None:
    """S4:88 一年内有效: the guide does not say from which day; the county's file applies the day of the slip."""
    start = start_of(KNOWN, ITEMS["wenshang.referral"], TODAY, is_change=False)
    assert start == Start(ISSUED, Anchor.REFERRAL_ISSUE, False, ISSUED, date(2027, 9, 8))


def test_the_guide_s_event_without_a_day_leaves_it_to_the_clerk() -> None:
    assert start_of(BARE, item(Anchor.ADMISSION), TODAY, is_change=False) == Start(TODAY, Anchor.DECISION, False)


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (None, "start_needed"),
        (date(2026, 9, 7), "start_too_early"),
        (ISSUED, ""),
        (date(2027, 9, 8), ""),
        (date(2027, 9, 9), "start_after_end"),
    ],
)
def test_it_is_moved_within_the_period_only(day: date | None, fault: str) -> None:
    start = start_of(
        replace(KNOWN, begins_on=date(2026, 9, 1)), item(None, Anchor.REFERRAL_ISSUE), TODAY, is_change=False
    )
    assert (start.on, start.event) == (ADMITTED, Anchor.ADMISSION)  # the day asked for lies before the slip
    assert [each.code for each in faults_of_start(start, day)] == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("validity", "ends_on"),
    [
        (None, None),
        (Anchor.REFERRAL_ISSUE, date(2027, 9, 8)),
        (Anchor.DECISION, date(2027, 9, 14)),
        (Anchor.BEGINNING, date(2027, 9, 15)),
    ],
)
def test_the_end_follows_from_the_day_that_was_fixed(validity: Anchor | None, ends_on: date | None) -> None:
    begins_on = date(2026, 9, 15)
    assert decided_term(KNOWN, item(None, validity), begins_on, TODAY) == Term(begins_on, ends_on)


@pytest.mark.parametrize(
    ("known", "effective", "validity", "term"),
    [
        (KNOWN, None, None, Term()),
        (KNOWN, Anchor.ADMISSION, None, Term(ADMITTED)),
        (KNOWN, None, Anchor.REFERRAL_ISSUE, Term(None, date(2027, 9, 8))),
        (KNOWN, Anchor.BEGINNING, Anchor.ADMISSION, Term(WANTED, date(2027, 9, 10))),
        (KNOWN, Anchor.DECISION, None, Term(date(2026, 9, 12))),  # taken to fall on the day it was filed
        (BARE, Anchor.ADMISSION, Anchor.REFERRAL_ISSUE, Term()),
    ],
)
def test_the_term_is_what_the_guide_states_of_what_is_known(
    known: Facts, effective: Anchor | None, validity: Anchor | None, term: Term
) -> None:
    assert term_of(known, item(effective, validity)) == term


def test_until_changed_has_no_last_day() -> None:
    lasting = replace(item(), validity=Validity(LASTS, until_changed=True))
    assert term_of(KNOWN, lasting) == Term()
    assert decided_term(KNOWN, lasting, WANTED, TODAY) == Term(WANTED)
    half_stated = (Validity(LASTS, years=1), Validity(LASTS, stated(Anchor.REFERRAL_ISSUE, LASTS)))
    for validity in half_stated:
        faulty = replace(item(), validity=validity)
        assert term_of(KNOWN, faulty) == Term()
        assert decided_term(KNOWN, faulty, WANTED, TODAY) == Term(WANTED)
        assert start_of(KNOWN, faulty, TODAY, is_change=False).latest is None


def remark(code: str, basis: str, **days: date) -> Finding:
    """A word beside the day that is wanted."""
    return Finding(code, Severity.WARN, basis, days, "begins_on")


NAMED = ITEMS["wenshang.emergency"].citation  # where no sentence says from when it counts
OUTLIVED = replace(KNOWN, begins_on=date(2027, 9, 9), admission=None)
OLD_SLIP = ReferralClaim("汶上县中医院", date(2025, 9, 8))


@pytest.mark.parametrize(
    ("known", "on", "findings"),
    [
        (BARE, item(Anchor.DECISION, Anchor.DECISION), []),
        (replace(KNOWN, begins_on=ADMITTED), item(), []),
        (KNOWN, item(), [remark("begins_after_admission", NAMED.basis, begins_on=WANTED, day=ADMITTED)]),
        (
            KNOWN,
            item(Anchor.REFERRAL_ISSUE),
            [remark("start_set_by_guide", COUNTS.basis, wanted=WANTED, day=ISSUED)],
        ),
        (replace(KNOWN, begins_on=ISSUED), item(Anchor.REFERRAL_ISSUE), []),
        (
            replace(KNOWN, admission=None),
            item(Anchor.DECISION),  # which day that will be nobody knows
            [remark("start_is_the_decision", COUNTS.basis, wanted=WANTED)],
        ),
        (replace(KNOWN, admission=None), item(Anchor.BEGINNING), []),
        (replace(KNOWN, admission=None), item(Anchor.ADMISSION), []),  # nobody knows the day the guide names
        (replace(KNOWN, begins_on=None), item(), []),
        (
            replace(KNOWN, begins_on=None),
            item(Anchor.DECISION),
            [remark("begins_after_admission", COUNTS.basis, begins_on=date(2026, 9, 12), day=ADMITTED)],
        ),
        (
            OUTLIVED,
            item(None, Anchor.REFERRAL_ISSUE),
            [remark("over_before_treatment", LASTS.basis, day=date(2027, 9, 8), treated_from=date(2027, 9, 9))],
        ),
        (replace(OUTLIVED, begins_on=date(2027, 9, 8)), item(None, Anchor.REFERRAL_ISSUE), []),  # its last day counts
        (OUTLIVED, item(None, Anchor.ADMISSION), []),
        (OUTLIVED, item(), []),
    ],
)
def test_what_is_said_of_the_days(known: Facts, on: Item, findings: list[Finding]) -> None:
    assert list(remarks(known, on, term_of(known, on))) == findings


@pytest.mark.parametrize(
    ("treated_from", "last"),
    [(date(2026, 9, 8), None), (date(2026, 9, 9), date(2026, 9, 8)), (date(2027, 12, 1), date(2026, 9, 8))],
)
def test_of_slip_and_filing_whichever_is_over_first_is_said_once(treated_from: date, last: date | None) -> None:
    """S4:88 一年内有效: the slip of a year ago is over before the filing that counts from today."""
    referral = ITEMS["wenshang.referral"]
    on = replace(referral, effective=None, validity=Validity(LASTS, stated(Anchor.DECISION, LASTS), 1))
    known = replace(BARE, begins_on=treated_from, referral=OLD_SLIP)
    slip = referral.material("referral_slip")
    assert slip is not None
    cited = slip.valid_years.citation or slip.citation
    findings = (
        [] if last is None else [remark("over_before_treatment", cited.basis, day=last, treated_from=treated_from)]
    )
    assert list(remarks(known, on, term_of(known, on))) == findings


@pytest.mark.parametrize(
    ("start", "day", "fault"),
    [
        (Start(WANTED, Anchor.BEGINNING, False), None, ("start_needed", {})),
        (Start(WANTED, Anchor.BEGINNING, True), ISSUED, ("start_is_stated", {"day": WANTED})),
        (Start(WANTED, Anchor.BEGINNING, False, ADMITTED, TODAY), ISSUED, ("start_too_early", {"day": ADMITTED})),
        (Start(WANTED, Anchor.BEGINNING, False, ADMITTED, TODAY), WANTED, ("start_after_end", {"day": TODAY})),
        (Start(WANTED, Anchor.BEGINNING, True, WANTED, TODAY), WANTED, ("start_after_end", {"day": TODAY})),
    ],
)
def test_a_day_that_cannot_be_is_said_beside_its_field(
    start: Start, day: date | None, fault: tuple[str, dict[str, date]]
) -> None:
    [found] = faults_of_start(start, day)
    assert (found.code, found.field, found.values) == (fault[0], "begins_on", fault[1])


@pytest.mark.parametrize(
    ("start", "day", "is_far"),
    [
        (Start(TODAY, Anchor.DECISION, False), date(1950, 1, 1), True),
        (Start(TODAY, Anchor.DECISION, False), date(2199, 12, 31), True),
        (Start(TODAY, Anchor.DECISION, False), date(2025, 9, 14), False),
        (Start(TODAY, Anchor.DECISION, False), date(2025, 9, 13), True),
        (Start(TODAY, Anchor.DECISION, False), date(2027, 9, 14), False),
        (Start(TODAY, Anchor.DECISION, False), date(2027, 9, 15), True),
        (Start(TODAY, Anchor.DECISION, False), None, False),
        (Start(date(1950, 1, 1), Anchor.BEGINNING, False), date(1950, 1, 1), True),  # that was typed too
        (Start(date(2024, 1, 1), Anchor.ADMISSION, False), date(2024, 1, 1), False),
        (Start(date(2024, 1, 1), Anchor.DECISION, True), date(2024, 1, 1), False),
        (Start(TODAY, Anchor.DECISION, False, date(2020, 1, 1), date(2030, 1, 1)), date(2020, 1, 1), False),
        (Start(TODAY, Anchor.DECISION, False, date(2020, 1, 1)), date(2020, 1, 1), True),  # no period without its end
    ],
)
def test_a_day_far_off_is_a_slip_of_the_pen_unless_somebody_says_why(
    start: Start, day: date | None, is_far: bool
) -> None:
    found = [(fault.code, fault.field, fault.values) for fault in faults_of_far_start(start, day, TODAY, "")]
    assert found == ([("start_far_off", "start_reason", {"day": day})] if is_far else [])
    assert list(faults_of_far_start(start, day, TODAY, "调令写的是那天")) == [], "no guide forbids it"


@pytest.mark.parametrize(("ends_on", "is_over"), [(date(2026, 9, 13), True), (TODAY, False), (None, False)])
def test_what_is_over_before_it_is_approved_is_for_somebody_to_want(ends_on: date | None, is_over: bool) -> None:
    found = list(over_when_decided(item(None, Anchor.DECISION), Term(None, ends_on), TODAY))
    over = Finding("over_when_decided", Severity.ASK, LASTS.basis, {"day": ends_on}, "begins_on")
    assert found == ([over] if is_over else [])


def test_what_a_change_finds_over_is_for_somebody_to_want() -> None:
    assert nothing_to_change(item()) == Finding("changed_one_is_over", Severity.ASK, NAMED.basis)


def test_a_proposal_lies_within_the_period_or_is_its_first_day() -> None:
    late = replace(KNOWN, begins_on=date(2027, 10, 1), admission=None, referral=ReferralClaim(issued_on=WANTED))
    start = start_of(late, item(None, Anchor.REFERRAL_ISSUE), TODAY, is_change=False)
    assert start == Start(WANTED, Anchor.REFERRAL_ISSUE, False, WANTED, date(2027, 9, 20))
    left = replace(BARE, admission=AdmissionClaim(discharged_on=WANTED))
    bounded = Start(WANTED, Anchor.DECISION, False, WANTED, date(2027, 9, 20))
    assert (
        start_of(left, item(None, Anchor.DISCHARGE), TODAY, is_change=False) == bounded
    )  # no day that is known lies within
    assert start_of(left, item(None, Anchor.DISCHARGE), date(2026, 9, 30), is_change=False).on == date(2026, 9, 30)
    applied = replace(item(), validity=Validity(LASTS, stated(Anchor.ADMISSION, LASTS), 1))
    too_late = replace(BARE, admission=AdmissionClaim(on=date(2024, 9, 1)))
    first = date(2024, 9, 1)
    assert start_of(too_late, applied, TODAY, is_change=False) == Start(
        first, Anchor.ADMISSION, False, first, date(2025, 9, 1)
    )


def test_a_day_the_guide_states_is_the_only_one_and_ends_with_its_period() -> None:
    start = start_of(KNOWN, item(Anchor.ADMISSION, Anchor.REFERRAL_ISSUE), TODAY, is_change=False)
    assert start == Start(ADMITTED, Anchor.ADMISSION, True, ADMITTED, date(2027, 9, 8))


def test_a_period_from_the_decision_begins_with_it_and_a_proposal_may_be_its_last_day() -> None:
    early = replace(KNOWN, begins_on=date(2026, 9, 1), admission=AdmissionClaim())
    start = start_of(replace(early, referral=ReferralClaim()), item(None, Anchor.DECISION), TODAY, is_change=False)
    assert start == Start(TODAY, Anchor.DECISION, False, TODAY, date(2027, 9, 14))
    last = date(2027, 9, 8)
    start = start_of(replace(KNOWN, begins_on=last), item(None, Anchor.REFERRAL_ISSUE), TODAY, is_change=False)
    assert (start.on, start.event) == (last, Anchor.BEGINNING)


def test_without_the_day_its_years_run_from_it_has_no_end() -> None:
    assert decided_term(BARE, item(None, Anchor.REFERRAL_ISSUE), TODAY, TODAY) == Term(TODAY, None)


def test_a_change_is_proposed_from_when_it_is_wanted_or_decided() -> None:
    """Until then what it changes counts: the admission and the slip are those it began with."""
    known, silent = replace(KNOWN, begins_on=None), item(None, Anchor.REFERRAL_ISSUE)
    assert start_of(known, silent, TODAY, is_change=True).on == TODAY
    assert start_of(known, silent, TODAY, is_change=False).on < TODAY
    assert start_of(replace(KNOWN, begins_on=TODAY), silent, TODAY, is_change=True).event is Anchor.BEGINNING
