"""A list reads what it shows: deep in it as on its first page, and among many rows of another state."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import text

from portal.domain.actor import Context
from portal.domain.day_place import DayPlace
from portal.domain.vocabulary import UNDECIDED, FilingStatus, Role
from portal.models import db
from portal.services import audit, disclosure, own_filings, queues, referral_lists, unheard
from portal.services.audit import TrailFilter
from portal.services.queues import QueueFilter
from tests.people import NOW, acting, citizen, hospital_staff, person, staff
from tests.statements import noted, plan_of

DEEP = DayPlace(NOW.date(), 7)
CLERKS: dict[str, tuple[Callable[[Context], object], str]] = {
    "first page of the queue": (lambda ctx: queues.page(ctx, QueueFilter()), "INDEX ix_filings_queue (county=?"),
    "deep in the queue": (
        lambda ctx: queues.page(ctx, QueueFilter(), DEEP),
        "INDEX ix_filings_queue (county=? AND queue_due_on>?)",
    ),
    "deep in a state": (
        lambda ctx: queues.page(ctx, QueueFilter(FilingStatus.ACCEPTED), DEEP),
        "INDEX ix_filings_queue_by_status (county=? AND status=? AND queue_due_on>?)",
    ),
    "counters of the queue": (queues.counts, "COVERING INDEX ix_filings_queue_by_status (county=?"),
    "workload": (audit.workload, "COVERING INDEX ix_filings_workload (county=?"),
    "messages that nothing carried": (unheard.for_the_desk, "INDEX ix_messages_desk (county=? AND id>?)"),
    "deep in the public list": (
        lambda _ctx: disclosure.page("wenshang", (NOW - timedelta(days=9), 7)),
        "INDEX ix_filings_disclosure (county=? AND submitted_at>? AND submitted_at<?)",
    ),
}
TRAIL: dict[str, Callable[[Context], object]] = {
    "one kind of act": lambda ctx: audit.events(ctx, TrailFilter(kind="overridden")),
    "one kind of look": lambda ctx: audit.looks(ctx, TrailFilter(kind="id_number"), 70),
}
HOSPITALS: dict[str, Callable[..., object]] = {
    "in review": referral_lists.in_review,
    "in force": referral_lists.in_force,
    "ended": referral_lists.ended,
}
ENDING = "INDEX ix_filings_hospital_ending (hospital_id=? AND ends_on>? AND ends_on<?)"
ON_POSTGRESQL = {
    "first page of the queue": ("filings", "ix_filings_queue", r"county.* = 'wenshang'"),
    "deep in the queue": ("filings", "ix_filings_queue", r"county.*ROW\(queue_due_on, id\) > ROW"),
    "deep in a state": ("filings", "ix_filings_queue_by_status", r"county.*status.*ROW\(queue_due_on, id\) > ROW"),
    "counters of the queue": ("filings", "ix_filings_queue_by_status", r"county = 'wenshang'"),
    "workload": ("filings", "ix_filings_workload", r"county = 'wenshang'"),
    "messages that nothing carried": ("messages", "ix_messages_desk", r"county"),
    "deep in the public list": ("filings", "ix_filings_disclosure", r"county.*ROW\(submitted_at, id\) < ROW"),
    "one kind of act": ("filing_events", "ix_filing_events_kind", r"county.*kind.* = 'overridden'"),
    "one kind of look": ("access_log", "ix_access_log_what", r"county.*what.* = 'id_number'.*\(id < 70\)"),
    **{
        name: ("filings", "ix_filings_hospital_status", rf"hospital_id = .*status.* = '{state}'.*\(id < 70\)")
        for name, state in (("in review", "submitted"), ("in force", "approved"), ("ended", "refused"))
    },
}
"""The table each reads, the index it does so by, and what of it."""
NO_OTHER_INDEX = """
    UPDATE pg_index SET indisvalid = false
    FROM pg_class WHERE pg_class.oid = indexrelid AND indrelid = %(table)s::regclass AND relname <> %(index)s
"""
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


@on_sqlite
@pytest.mark.parametrize("name", CLERKS)
def test_list_of_the_office_is_bounded_by_an_index(services: Flask, name: str) -> None:
    listing, found_by = CLERKS[name]
    boss = acting(staff("boss", role=Role.SUPERVISOR))
    plan = plan_of(lambda: listing(boss))
    assert found_by in plan
    assert "TEMP B-TREE" not in plan
    assert "SCAN" not in plan.replace("SCAN CONSTANT ROW", ""), "the one row that holds several counts is no table"


@on_sqlite
def test_every_counter_of_the_queue_is_read_from_its_index_alone(services: Flask) -> None:
    boss = acting(staff("boss", role=Role.SUPERVISOR))
    by_state = [line for line in plan_of(lambda: queues.counts(boss)).splitlines() if "queue_by_status" in line]
    assert len(by_state) >= 2 * len(UNDECIDED), "how many of each state, and how many of these are late"
    assert all("COVERING INDEX" in line for line in by_state)


@on_sqlite
@pytest.mark.parametrize("name", HOSPITALS)
def test_list_of_a_hospital_is_walked_state_by_state(services: Flask, name: str) -> None:
    ctx = acting(hospital_staff("tcm"))
    for after in (None, 70):
        plan = plan_of(lambda after=after: HOSPITALS[name](ctx, after))
        each = [line for line in plan.splitlines() if line.startswith("SEARCH filings USING") and "status=?" in line]
        assert each, plan
        assert all("COVERING INDEX ix_filings_hospital_status (hospital_id=? AND status=?" in line for line in each)
        assert not any("SCAN filings" in line for line in plan.splitlines())


@on_sqlite
def test_what_ends_within_a_month_is_read_in_its_order(services: Flask) -> None:
    ctx = acting(hospital_staff("tcm"))
    for after in (None, 70):
        plan = plan_of(lambda after=after: referral_lists.ending(ctx, after))
        assert ENDING in plan
        assert "TEMP B-TREE" not in plan
        assert "SCAN filings" not in plan


SEARCHED = {
    "张三": ("ix_filings_name (name_index=?)",),
    "13800000001": tuple(f"ix_filings_{key} ({key}_index=?)" for key in ("phone", "caller_phone", "agent_phone")),
    "110105194912310021": ("ix_filings_person (person_index=?)", "ix_filings_agent (agent_index=?)"),
}
"""What somebody may look for, and the indexes by which it is found."""


@on_sqlite
@pytest.mark.parametrize("words", SEARCHED)
def test_who_is_looked_for_is_found_first_and_then_who_may_see_it(services: Flask, words: str) -> None:
    """No installation has statistics: SQLite takes the index of the county for as good as that of the name."""
    for ctx in (acting(staff("clerk")), acting(hospital_staff("tcm"))):
        plan = plan_of(lambda ctx=ctx: queues.search(ctx, words))
        assert [index for index in SEARCHED[words] if index not in plan] == [], plan
        assert "SEARCH filings USING INTEGER PRIMARY KEY (rowid=?)" in plan
        assert "county=?" not in plan
        assert "hospital_id=?" not in plan


@on_sqlite
def test_what_a_clerk_works_on_is_counted_by_the_clerk(services: Flask) -> None:
    plan = plan_of(lambda: queues.counts(acting(staff("clerk"))))
    assert "COVERING INDEX ix_filings_assigned (county=? AND assigned_to_id=? AND queue_due_on>?)" in plan


CROWDED = {
    "ix_filings_applicant": "1000000 500000 1",
    "ix_filings_bound_user": "1000000 500000 1",
    "ix_filings_person": "1000000 3 1",
}
"""What SQLite counts where nearly all filings came by window: half of them, it thinks, are of any account."""


@on_sqlite
@pytest.mark.parametrize("is_verified", [False, True])
def test_a_citizens_own_filings_are_found_one_by_one_among_a_million(services: Flask, is_verified: bool) -> None:
    connection = db.session.connection()
    connection.execute(text("ANALYZE"))
    counted = [{"name": name, "rows": rows} for name, rows in CROWDED.items()]
    connection.execute(text("INSERT INTO sqlite_stat1 VALUES ('filings', :name, :rows)"), counted)
    db.session.commit()
    db.session.connection().execute(text("ANALYZE sqlite_schema"))
    ctx = acting(citizen(person(1)))
    actor = replace(ctx.actor, is_verified=is_verified)
    for before in (None, "100000000008"):
        plan = plan_of(lambda before=before: own_filings.page(replace(ctx, actor=actor), before))
        assert "SCAN" not in plan, plan
        assert "SEARCH filings USING INTEGER PRIMARY KEY" in plan


@on_sqlite
@pytest.mark.parametrize("name", TRAIL)
def test_one_kind_of_line_is_found_by_its_kind(services: Flask, name: str) -> None:
    boss = acting(staff("boss", role=Role.SUPERVISOR))
    plan = plan_of(lambda: TRAIL[name](boss))
    assert re.match(r"SEARCH \w+ USING INDEX ix_(filing_events_kind|access_log_what) \(", plan), plan
    assert "TEMP B-TREE" not in plan


@on_postgresql
def test_each_list_is_found_by_the_index_made_for_it_on_postgresql(services: Flask) -> None:
    """It chooses by how many rows it believes there are, so it is left the one index and all else is made dear."""
    boss, hospital = acting(staff("boss", role=Role.SUPERVISOR)), acting(hospital_staff("tcm"))
    listings = {
        **{name: partial(listing, boss) for name, (listing, _found_by) in CLERKS.items()},
        **{name: partial(listing, boss) for name, listing in TRAIL.items()},
        **{name: partial(listing, hospital, 70) for name, listing in HOSPITALS.items()},
    }
    assert listings.keys() == ON_POSTGRESQL.keys()
    for name, (table, index, condition) in ON_POSTGRESQL.items():
        with noted() as statements:
            listings[name]()
        statement, values = statements[-1]
        connection = db.session.connection()
        for dear in ("seqscan", "bitmapscan", "sort", "hashjoin", "mergejoin"):
            connection.exec_driver_sql(f"SET LOCAL enable_{dear} = off")
        connection.exec_driver_sql(NO_OTHER_INDEX, {"table": table, "index": index})
        plan = "\n".join(line[0] for line in connection.exec_driver_sql(f"EXPLAIN {statement}", values))
        assert re.search(rf"using {index} on {table}.*\n +Index Cond: .*{condition}", plan), (name, plan)
        assert not re.search(rf"Seq Scan on {table}", plan), (name, plan)
        assert "Sort" not in plan or name in HOSPITALS, (name, plan)
        db.session.rollback()
