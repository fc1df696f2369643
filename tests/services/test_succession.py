"""A change that counts on no day gives its place back: revoked, or cancelled before it began."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.errors import NotAllowed
from portal.domain.numbering import grouped
from portal.domain.vocabulary import Channel, EventKind, FilingStatus, Role
from portal.models import Filing, db
from portal.models.transaction import transaction
from portal.services import (
    altering,
    amendments,
    binding,
    filings,
    history,
    in_force,
    intake,
    notices,
    review,
    succession,
)
from portal.services.documents import StoredFile
from tests.approving import approve
from tests.people import acting, citizen, just_confirmed, long_stay, own_number, person, staff
from tests.services import test_amendments
from tests.services.test_amendments import TODAY

LATER = date(2026, 12, 1)


def changed(begins_on: date | None = None) -> tuple[Context, Filing, Filing]:
    """A filing in force for a year, and the approved change that takes its place."""
    filer, before = test_amendments.in_force()
    draft = amendments.begin_change(filer, before.number, lambda key: f"copy-{key}")
    filings.save_draft(filer, draft.number, {"treatment_place": "440100", "begins_on": begins_on})
    return filer, before, approve(acting(staff("second")), filings.submit(filer, draft.number))


def revoke(_filer: Context, change: Filing) -> None:
    review.revoke(just_confirmed(staff("chief", role=Role.SUPERVISOR)), change.number, change.version, "批错了")


def cancel(filer: Context, change: Filing) -> None:
    amendments.cancel(filer, change.number, change.version)


def counting(filing: Filing, on: date) -> list[str]:
    return [found.number for found in in_force.on_day("wenshang", filing.person_index or "", on)]


@pytest.mark.parametrize(("undo", "begins_on"), [(revoke, None), (revoke, LATER), (cancel, LATER)])
def test_it_gives_its_place_back(
    services: Flask, undo: Callable[[Context, Filing], None], begins_on: date | None
) -> None:
    filer, before, change = changed(begins_on)
    assert before.status is FilingStatus.SUPERSEDED
    undo(filer, change)
    assert (before.status, before.ends_on) == (FilingStatus.APPROVED, None)
    assert [counting(before, on) for on in (TODAY, LATER, LATER + timedelta(days=1))] == [[before.number]] * 3
    last = history.events_of(before)[-1]
    assert (last.kind, last.detail.by) == (EventKind.REINSTATED, change.number)
    again = amendments.begin_change(filer, before.number, lambda key: f"again-{key}")
    assert again.id != change.id


@pytest.mark.parametrize("begins_on", [None, LATER])
def test_the_paper_of_a_revoked_change_says_what_its_person_goes_by_again(
    services: Flask, begins_on: date | None
) -> None:
    filer, before, change = changed(begins_on)
    revoke(filer, change)
    assert closing_of(change)[0] == f"原来那一件（编号 {grouped(before.number)}）恢复有效。"


def test_it_does_not_say_so_of_what_is_over_by_then(services: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    filer, before, change = changed()
    with transaction():
        before.begins_on = TODAY - timedelta(days=30)
    monkeypatch.setattr(altering, "own_end", lambda _ctx, _filing: TODAY - timedelta(days=1))
    revoke(filer, change)
    assert (before.status, before.ends_on) == (FilingStatus.APPROVED, TODAY - timedelta(days=1))
    assert [each for each in closing_of(change) if "有效" in each] == []


def test_nor_where_it_changed_nothing(services: Flask) -> None:
    filer, alone = test_amendments.in_force()
    revoke(filer, alone)
    assert [each for each in closing_of(alone) if "有效" in each] == []


def closing_of(filing: Filing) -> tuple[str, ...]:
    """What stands at the foot of its last paper."""
    return notices.of_filing(filing)[-1].content.closing


def test_nobody_brings_back_what_they_had_a_hand_in(services: Flask) -> None:
    """Whoever bound the first to an account of theirs decides nothing about it: revoking what replaced it would."""
    chief, desk, who = staff("chief", role=Role.SUPERVISOR), staff("desk"), person(7)
    paper = StoredFile("n1", "image/jpeg", 9, 1, "a" * 64)
    arrived = [intake.Arrived("residence_proof", paper)]
    window = acting(desk, Channel.WINDOW)
    entered = intake.enter(window, "wenshang.long-term", long_stay(who), "key", arrived=arrived)
    chiefs_own = citizen(replace(person(8), id_number=own_number("chief")))
    binding.bind(acting(chiefs_own), entered.filing.number, entered.binding_code or "", "192.0.2.1")
    before = approve(acting(staff("first")), entered.filing)
    filer = acting(citizen(who, verified_by=desk))
    change = change_of(filer, before, TODAY)
    with pytest.raises(NotAllowed, match="not_yours_to_do"):
        review.revoke(just_confirmed(chief), change.number, change.version, "批错了")
    db.session.rollback()
    assert [filing.status for filing in (before, change)] == [FilingStatus.SUPERSEDED, FilingStatus.APPROVED]
    review.revoke(just_confirmed(staff("other", role=Role.SUPERVISOR)), change.number, change.version, "批错了")
    assert before.status is FilingStatus.APPROVED


def test_what_has_counted_is_over_and_gives_nothing_back(services: Flask) -> None:
    filer, before, change = changed()
    cancel(filer, change)
    assert (before.status, change.status) == (FilingStatus.SUPERSEDED, FilingStatus.CANCELLED)
    assert counting(before, TODAY + timedelta(days=1)) == []


def test_one_that_begins_before_what_it_changes_leaves_it_no_day(services: Flask) -> None:
    filer, before = test_amendments.in_force()
    with transaction():
        before.begins_on = LATER
    draft = amendments.begin_change(filer, before.number, lambda key: f"copy-{key}")
    filings.save_draft(filer, draft.number, {"begins_on": date(2026, 10, 1)})
    change = approve(acting(staff("second")), filings.submit(filer, draft.number))
    assert (before.status, before.ends_on) == (FilingStatus.SUPERSEDED, None)
    assert counting(before, LATER) == [change.number]


def test_its_own_end_is_the_one_its_approval_fixed(services: Flask) -> None:
    filer, before, _change = changed()
    assert before.ends_on == TODAY
    assert altering.own_end(filer, before) is None


def change_of(filer: Context, before: Filing, begins_on: date, place: str = "320100") -> Filing:
    draft = amendments.begin_change(filer, before.number, lambda key: f"{key}-{place}")
    filings.save_draft(filer, draft.number, {"treatment_place": place, "begins_on": begins_on})
    return approve(acting(staff(f"of-{place}")), filings.submit(filer, draft.number))


@pytest.mark.parametrize("undo", [revoke, cancel])
def test_a_change_of_a_change_that_has_not_begun_ends_what_that_one_left_in_force(
    services: Flask, undo: Callable[[Context, Filing], None]
) -> None:
    """One place a day: the first to the eve of the last, and once that came to nothing, as it was before."""
    filer, first, second = changed(LATER)
    third = change_of(filer, second, date(2026, 10, 1))
    days = [date(2026, 9, 30), date(2026, 10, 1), LATER]
    assert [counting(first, on) for on in days] == [[first.number], [third.number], [third.number]]
    assert history.events_of(first)[-1].detail.by == third.number
    undo(filer, third)
    assert [counting(first, on) for on in days] == [[first.number], [first.number], [second.number]]


def test_what_ended_before_a_change_begins_is_left_as_it_is(services: Flask) -> None:
    filer, first, second = changed(LATER)
    version = first.version
    third = change_of(filer, second, LATER + timedelta(days=14))
    assert (first.version, first.ends_on) == (version, LATER - timedelta(days=1))
    assert counting(first, LATER + timedelta(days=14)) == [third.number]


def test_what_came_of_it_stands_while_it_a_change_or_a_renewal_waits_or_counts(services: Flask) -> None:
    filer, before, change = changed(begins_on=LATER)
    assert [succession.stands(before, on) for on in (TODAY, LATER, date(2027, 9, 1))] == [True] * 3
    cancel(filer, change)
    assert succession.stands(before, LATER), "it has its place again"
    renewal = amendments.begin_renewal(filer, before.number, lambda key: f"again-{key}")
    cancel(filer, before)
    assert succession.stands(before, LATER), "a renewal of it waits"
    amendments.withdraw(filer, renewal.number, renewal.version)
    assert not succession.stands(before, LATER)
