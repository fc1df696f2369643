"""From when an approval counts: the guide's day, else the first that is known, moved by a clerk within its bounds."""

from dataclasses import replace
from datetime import date

import pytest

from portal.catalogue.repository import Catalogue
from portal.domain.claims import AdmissionClaim, ReferralClaim
from portal.domain.facts import Facts
from portal.domain.facts_json import parse_facts
from portal.domain.item import Item
from portal.domain.periods import Anchor, Effective, Validity
from portal.domain.sourced import stated
from portal.domain.term import Start, decided_term, faults_of_start, start_of
from portal.domain.validity import Term

ITEMS = {item.id: item for item in Catalogue.load().items()}
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
    cited = silent.citation
    return replace(
        silent,
        effective=Effective(stated(effective, cited), cited) if effective else None,
        validity=Validity(cited, stated(validity, cited), 1) if validity else None,
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
    assert start_of(known, item(), TODAY) == Start(on, event, False)


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
    start = start_of(KNOWN, item(event), TODAY)
    assert (start.on, start.is_stated) == (on, True)
    assert list(faults_of_start(start, None)) == list(faults_of_start(start, on)) == []
    assert [fault.code for fault in faults_of_start(start, date(2026, 9, 1))] == ["start_is_stated"]


def test_what_is_applied_while_the_guide_is_silent_is_proposed_first() -> None:
    """S4:88 一年内有效: the guide does not say from which day; the county's file applies the day of the slip."""
    start = start_of(KNOWN, ITEMS["wenshang.referral"], TODAY)
    assert start == Start(ISSUED, Anchor.REFERRAL_ISSUE, False, ISSUED, date(2027, 9, 8))


def test_the_guide_s_event_without_a_day_leaves_it_to_the_clerk() -> None:
    assert start_of(BARE, item(Anchor.ADMISSION), TODAY) == Start(TODAY, Anchor.DECISION, False)


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
    start = start_of(replace(KNOWN, begins_on=date(2026, 9, 1)), item(None, Anchor.REFERRAL_ISSUE), TODAY)
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
