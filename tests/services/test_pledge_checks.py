"""What is in force by a promise is looked into by a day, the guide's or the desk's, and changes nothing by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.day_place import DayPlace
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.pledges import PledgeState, check_day
from portal.domain.sourced import Fact
from portal.domain.vocabulary import EventKind, Role
from portal.models import Filing, db
from portal.services import documents, filings, history, pledge_checks, review
from portal.services.cases import Case
from portal.services.rulebook import rulebook
from tests.approving import approve
from tests.certificates import in_force
from tests.people import NOW, acting, citizen, long_stay, person, staff

TODAY = NOW.date()
A_DAY = timedelta(days=1)


@pytest.fixture
def clerk(services: Flask) -> Context:
    """A clerk of 汶上, whose guide names no day and nothing that follows."""
    return acting(staff("clerk"))


def pledged(serial: int) -> Filing:
    """In force by a promise that its person signed."""
    who = person(serial)
    filer = acting(citizen(who))
    draft = filings.open_draft(filer, "wenshang.long-term", long_stay(who))
    documents.commit_in_writing(filer, Case(filer, draft), "residence_proof", "本人承诺", who.name)
    return approve(acting(staff(f"approver-{serial}")), filings.submit(filer, draft.number))


def waiting(ctx: Context) -> tuple[list[str], list[str]]:
    """Numbers of those without a day, and of those with one."""
    lists = pledge_checks.undated(ctx), pledge_checks.dated(ctx)
    undated, dated = ([each.filing.number for each in rows] for rows in lists)
    return undated, dated


def test_what_is_in_force_by_a_promise_waits_and_the_most_urgent_is_first(clerk: Context) -> None:
    first, second, third = (pledged(serial) for serial in (1, 2, 3))
    in_force(acting(citizen(person(4))), person(4))  # by its paper: there is nothing to look into
    assert waiting(clerk) == ([first.number, second.number, third.number], [])
    pledge_checks.set_day(clerk, first.number, TODAY + 9 * A_DAY)
    pledge_checks.set_day(clerk, second.number, TODAY + 2 * A_DAY)
    assert waiting(clerk) == ([third.number], [second.number, first.number])
    pledge_checks.set_day(clerk, first.number, TODAY)
    assert waiting(clerk)[1] == [first.number, second.number]
    after = DayPlace(TODAY, pledge_checks.dated(clerk)[0].filing.id)
    assert [each.filing.number for each in pledge_checks.dated(clerk, after)] == [second.number]
    assert waiting(acting(staff("far", "fushun"))) == ([], [])


@pytest.mark.parametrize(
    ("found", "kind"),
    [(PledgeState.KEPT, EventKind.PLEDGE_KEPT), (PledgeState.BROKEN, EventKind.PLEDGE_BROKEN)],
)
def test_what_was_found_is_written_down_once_and_changes_nothing_else(
    clerk: Context, found: PledgeState, kind: EventKind
) -> None:
    filing = pledged(1)
    pledge_checks.find(clerk, filing.number, found, "看了居住证")
    db.session.refresh(filing)
    assert (filing.pledge, filing.status) == (found, "approved")
    last = history.events_of(filing)[-1]
    assert (last.kind, last.detail.reason) == (kind, "看了居住证")
    assert waiting(clerk) == ([], [])
    for again in (PledgeState.KEPT, PledgeState.BROKEN):
        with pytest.raises(NotAllowed, match="no_pledge_waits"):
            pledge_checks.find(clerk, filing.number, again, "又看了一次")
    with pytest.raises(NotAllowed, match="no_pledge_waits"):
        pledge_checks.set_day(clerk, filing.number, TODAY)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda ctx, number: pledge_checks.set_day(ctx, number, None), "check_needs_a_day"),
        (lambda ctx, number: pledge_checks.set_day(ctx, number, TODAY - A_DAY), "check_in_the_past"),
        (lambda ctx, number: pledge_checks.find(ctx, number, PledgeState.BROKEN, " "), "breach_needs_words"),
    ],
)
def test_what_says_nothing_is_refused(clerk: Context, act: Callable[[Context, str], Filing], code: str) -> None:
    filing = pledged(1)
    with pytest.raises(Invalid, match=code):
        act(clerk, filing.number)
    assert waiting(clerk) == ([filing.number], [])


def test_what_is_revoked_waits_for_nobody(clerk: Context) -> None:
    filing = pledged(1)
    pledge_checks.set_day(clerk, filing.number, TODAY)
    review.revoke(acting(staff("boss", role=Role.SUPERVISOR)), filing.number, filing.version, "查实是假的")
    assert waiting(clerk) == ([], [])


def test_the_day_is_the_guides_where_it_states_one() -> None:
    item = rulebook.item("wenshang.long-term", on=TODAY)
    proof = item.material("residence_proof")
    assert proof is not None
    assert check_day(item, ["residence_proof"], date(2026, 9, 14)) is None
    stated = replace(proof, commitment_days=Fact(applied=30))
    materials = tuple(stated if each is proof else each for each in item.materials)
    assert check_day(replace(item, materials=materials), ["residence_proof"], date(2026, 9, 14)) == date(2026, 10, 14)
