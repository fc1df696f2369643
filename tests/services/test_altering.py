"""A change whose filing ended otherwise meanwhile: not sent in, and where it waits already, decided with open eyes."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.errors import Invalid, NotAllowed, Stale
from portal.domain.vocabulary import FilingStatus, Mark, Role
from portal.models import Filing
from portal.models.transaction import transaction
from portal.services import altering, amendments, approval, filings, in_force, review, succession
from portal.services.approval import Approval
from portal.services.cases import Case
from tests.approving import approve, everything, needs
from tests.people import acting, just_confirmed, staff
from tests.services import test_amendments
from tests.services.test_amendments import TODAY
from tests.services.test_succession import change_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def revoke(_filer: Context, filing: Filing) -> None:
    review.revoke(just_confirmed(staff("chief", role=Role.SUPERVISOR)), filing.number, filing.version, "假材料")


def cancel(filer: Context, filing: Filing) -> None:
    amendments.cancel(filer, filing.number, filing.version)


def return_home(filer: Context, filing: Filing) -> None:
    amendments.return_home(filer, filing.number, filing.version)


def expire(_filer: Context, filing: Filing) -> None:
    with transaction():
        filing.ends_on = TODAY - timedelta(days=1)


def be_replaced(filer: Context, filing: Filing) -> None:
    with transaction():
        filing.version += 1  # as when its first day is fixed: another change can be begun beside the draft
    change_of(filer, filing, date(2026, 11, 1), "510100")


ENDS = (revoke, cancel, return_home, expire)
End = Callable[[Context, Filing], None]


def draft_of_a_change() -> tuple[Context, Filing, Filing]:
    filer, before = test_amendments.in_force()
    with transaction():
        before.begins_on = date(2026, 9, 1)
    draft = amendments.begin_change(filer, before.number, lambda key: f"copy-{key}")
    filings.save_draft(filer, draft.number, {"begins_on": date(2026, 10, 1)})
    return filer, before, draft


@pytest.mark.parametrize("end", [*ENDS, be_replaced])
def test_a_change_of_what_is_over_is_not_sent_in(services: Flask, end: End) -> None:
    filer, before, draft = draft_of_a_change()
    end(filer, before)
    with pytest.raises(NotAllowed, match="changed_one_is_over"):
        filings.submit(filer, draft.number)
    assert draft.status is FilingStatus.DRAFT


def test_a_change_of_what_is_locked_by_now_is_not_sent_in(services: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    filer, _before, draft = draft_of_a_change()
    monkeypatch.setattr("portal.domain.item.Item.lock_months", 6)
    with pytest.raises(NotAllowed, match="locked"):
        filings.submit(filer, draft.number)


@pytest.mark.parametrize("end", ENDS)
def test_one_that_waits_already_takes_a_clerks_own_words(services: Flask, end: End) -> None:
    filer, before, draft = draft_of_a_change()
    sent = filings.submit(filer, draft.number)
    clerk = acting(staff("second"))
    assert "changed_one_is_over" not in {each.code for each in needs(clerk, sent).asks}
    end(filer, before)
    assert "changed_one_is_over" in {each.code for each in needs(clerk, sent).asks}
    given = everything(clerk, sent)
    with pytest.raises(Invalid, match="answer_needed"):
        approval.approve(clerk, sent.number, sent.version, given)
    assert approve(clerk, sent, "本人又要去，已电话确认").status is FilingStatus.APPROVED


@pytest.mark.parametrize("begin", [amendments.begin_change, amendments.begin_renewal])
def test_what_was_found_for_a_revoked_one_is_found_no_more(services: Flask, begin: Callable[..., Filing]) -> None:
    filer, before = test_amendments.in_force()
    begun = filings.submit(filer, begin(filer, before.number, lambda key: f"copy-{key}").number)
    assert list(succession.begun_from(before)) == [begun]
    assert [each.mark for each in Case(filer, begun).documents] == [Mark.SOUND]
    revoke(filer, before)
    assert [each.mark for each in Case(filer, begun).documents] == [Mark.UNCHECKED]


def test_all_whose_place_it_takes_count_beside_it_no_longer(services: Flask) -> None:
    """The first to the eve of the second; a change of the second from an earlier day ends both."""
    filer, first = test_amendments.in_force()
    second = change_of(filer, first, date(2026, 12, 1))
    draft = amendments.begin_change(filer, second.number, lambda key: f"{key}-third")
    filings.save_draft(filer, draft.number, {"treatment_place": "510100", "begins_on": date(2026, 10, 1)})
    third = filings.submit(filer, draft.number)
    needed = needs(acting(staff("desk")), third)
    assert needed.beside == ()
    assert in_force.beside(third, needed.term, [first, second]) == ()
    keys = frozenset(each.key for each in needed.unchecked)
    approval.approve(acting(staff("last")), third.number, third.version, Approval("", needed.start.on, keys))
    assert first.ends_on == date(2026, 9, 30)


@pytest.mark.parametrize("changes", [1, 2])
def test_who_is_back_before_the_change_began_ends_all_of_it(services: Flask, changes: int) -> None:
    """What counts still is the one that was replaced: it is ended, and what was to follow is cancelled unbegun."""
    filer, first = test_amendments.in_force()
    with transaction():
        first.begins_on = date(2026, 9, 1)
    later = change_of(filer, first, date(2026, 12, 1))
    if changes == 2:
        later = change_of(filer, later, date(2026, 11, 1), "510100")
    assert (first.status, altering.may_return(first, TODAY)) == (FilingStatus.SUPERSEDED, True)
    assert not altering.may_return(later, TODAY)
    with pytest.raises(Stale):
        amendments.return_home(filer, first.number, first.version - 1)
    done = amendments.return_home(filer, first.number, first.version, "回来了")
    assert (done.status, done.ends_on) == (FilingStatus.CANCELLED, TODAY)
    person = first.person_index or ""
    assert [each.number for each in in_force.on_day("wenshang", person, TODAY)] == [first.number]
    for day in (TODAY + timedelta(days=1), date(2026, 11, 1), date(2026, 12, 1)):
        assert in_force.on_day("wenshang", person, day) == ()
