"""The queue and its search: of one's own county, and late is what is past its last day and waits for the agency."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, insert, select

from portal.domain.actor import Context
from portal.domain.day_place import DayPlace
from portal.domain.vocabulary import FilingStatus
from portal.models import AccessLog, Filing, User, db
from portal.models.transaction import transaction
from portal.models.write_lock import LockedConnection
from portal.services import amendments, assignments, filings, queues
from portal.services.queues import QueueFilter
from tests.people import NOW, acting, citizen, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import submitted
from tests.web.clerk.cases import telephoned


def two_desks() -> tuple[Context, Context]:
    """Of the county the filings are of, and of another."""
    return acting(staff("here")), acting(staff("elsewhere", county="fushun"))


def test_counters_count_the_own_county(services: Flask) -> None:
    submitted(1)
    submitted(2, with_proof=False)
    here, elsewhere = two_desks()
    assert queues.counts(here)[FilingStatus.SUBMITTED] == 2
    assert queues.counts(elsewhere)[FilingStatus.SUBMITTED] == 0


@pytest.mark.parametrize("words", ["number", "id_number", "phone", "name"])
def test_a_search_finds_what_its_clerk_may_see(services: Flask, words: str) -> None:
    _user, filing = submitted()
    here, elsewhere = two_desks()
    typed = filing.number if words == "number" else getattr(person(1), words)
    assert [each.number for each in queues.search(here, typed)] == [filing.number]
    assert list(queues.search(elsewhere, typed)) == []


@pytest.mark.parametrize("words", ["id_number", "phone", "name"])
def test_claims_made_anew_and_anew_crowd_out_of_a_search_neither_what_is_proven_nor_what_waits(
    services: Flask, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setattr(queues, "PAGE", 3)
    who, desk = person(1), acting(staff("here"))
    _user, waits = submitted(with_proof=False)
    proven = filed_by(citizen(replace(who, phone="13800000071")))
    with transaction():
        proven.proven_at = NOW
    stranger = citizen(replace(who, phone="13800000077"))
    for _turn in range(4):
        theirs = filed_by(stranger)
        amendments.withdraw(acting(stranger), theirs.number, theirs.version)
    found = queues.search(desk, getattr(who, words))
    assert [each.number for each in found] == [theirs.number, proven.number, waits.number]


def filed_by(user: User) -> Filing:
    """An account's own claim to be the first person."""
    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(person(1)))
    return filings.submit(acting(user), draft.number)


def test_only_a_new_look_waits_for_its_turn_to_write(services: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    who, (_user, filing) = person(1), submitted()
    desk, locks = acting(staff("clerk")), 0
    real = LockedConnection.take_write_lock

    def counted(connection: LockedConnection) -> None:
        nonlocal locks
        locks += 1
        real(connection)

    monkeypatch.setattr(LockedConnection, "take_write_lock", counted)
    for words, number, looks in (
        ("13999999999", [], 0),
        (who.phone, [filing.number], 1),
        (who.name, [filing.number], 1),
    ):
        assert [each.number for each in queues.search(desk, words)] == number
        assert db.session.scalar(select(func.count()).select_from(AccessLog)) == looks
    assert locks == (db.engine.dialect.name == "sqlite")


def due(filing: Filing, on: date, status: FilingStatus = FilingStatus.SUBMITTED) -> None:
    with transaction():
        filing.due_on = filing.queue_due_on = on
        filing.status = status


@pytest.mark.parametrize(
    ("days", "status", "is_late"),
    [
        (-1, FilingStatus.SUBMITTED, True),
        (0, FilingStatus.SUBMITTED, False),  # its last day is a day to decide it on
        (1, FilingStatus.SUBMITTED, False),
        (-1, FilingStatus.CORRECTION_REQUESTED, False),  # it waits for its filer
    ],
)
def test_late_is_what_is_past_its_last_day(services: Flask, days: int, status: FilingStatus, is_late: bool) -> None:
    _user, filing = submitted()
    here, _elsewhere = two_desks()
    due(filing, here.today + timedelta(days=days), status)
    assert queues.is_overdue(filing, here.today) is is_late
    assert queues.counts(here)["overdue"] == is_late
    late = queues.page(here, QueueFilter(overdue_on=here.today))
    assert [each.number for each in late] == [filing.number] * is_late


def test_a_filing_without_a_last_day_is_never_late(services: Flask) -> None:
    _user, filing = submitted()
    here, _elsewhere = two_desks()
    with transaction():
        filing.due_on, filing.queue_due_on = None, here.today - timedelta(days=9)
    assert not queues.is_overdue(filing, here.today)
    assert queues.counts(here)["overdue"] == 0


def test_a_row_of_the_queue_is_read_for_what_it_shows(services: Flask) -> None:
    """A filing has thirty columns more: to ask a row for one of them is a fault, not one more statement a row."""
    submitted()
    here, _elsewhere = two_desks()
    db.session.remove()
    [row] = queues.page(here, QueueFilter())
    assert row.person.name == person(1).name
    assert not hasattr(row, "entered_by_id")


def crowd(filing: Filing, count: int) -> None:
    """So many more, each of another person and due a day after the one before."""
    table = Filing.__table__
    row = dict(db.session.execute(select(table).where(table.c.id == filing.id)).mappings().one())
    row.pop("id")
    others = [
        row
        | {
            "number": f"{serial:012d}",
            "uid": f"{serial:032x}",
            "person_index": f"person {serial}",
            "queue_due_on": filing.queue_due_on + timedelta(days=serial),
        }
        for serial in range(1, count + 1)
    ]
    with transaction():
        db.session.execute(insert(table), others)


def steps_of(listing: Callable[[], object]) -> int:
    """How many instructions SQLite takes for it: what it reads and passes over costs some too."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection = db.session.connection().connection.dbapi_connection
    connection.set_progress_handler(count, 1)
    try:
        listing()
    finally:
        connection.set_progress_handler(None, 0)
    return steps


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_deep_in_the_queue_no_more_is_read_than_on_its_first_page(services: Flask) -> None:
    _user, filing = submitted()
    crowd(filing, 400)
    here, _elsewhere = two_desks()
    deep = DayPlace(filing.queue_due_on + timedelta(days=300), 1)
    shown = queues.page(here, QueueFilter(), deep)
    assert (len(shown), shown[0].queue_due_on) == (51, deep.day)
    first = steps_of(lambda: queues.page(here, QueueFilter()))
    assert steps_of(lambda: queues.page(here, QueueFilter(), deep)) < 1.2 * first


def test_an_office_sees_what_its_people_keyed_or_work_on(services: Flask) -> None:
    """What came online lies at none, until somebody of an office takes it."""
    submitted(1)
    keyed = telephoned(2)
    clerk = acting(staff("here", office="centre"))
    at_the_centre, at_a_branch = QueueFilter(office="centre"), QueueFilter(office="xinbin")
    assert [queues.page(clerk, wanted) for wanted in (at_the_centre, at_a_branch)] == [[], []]
    with transaction():
        db.session.get_one(User, keyed.keyed_by_id).office = "xinbin"
    assert [each.number for each in queues.page(clerk, at_a_branch)] == [keyed.number]
    number = assignments.take_next(clerk)
    assert [each.number for each in queues.page(clerk, at_the_centre)] == [number]
    assignments.hand_over(clerk, keyed.number, db.session.get_one(User, clerk.actor.user_id).uid)
    assert queues.page(clerk, at_a_branch) == []
