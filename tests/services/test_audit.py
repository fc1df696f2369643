"""The audit trail of a county: acts and looks, filtered, a page at a time, never another county's."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from portal.domain.actor import Actor, Context
from portal.domain.errors import NotAllowed
from portal.domain.vocabulary import Channel, EventKind, Role
from portal.models import Filing
from portal.models.transaction import transaction
from portal.services import audit, documents, filings, history, holds, review
from portal.services.audit import TrailFilter
from portal.services.documents import StoredFile
from tests.approving import approve
from tests.people import NOW, acting, citizen, long_stay, person, staff
from tests.statements import plan_of


def submitted(serial: int) -> Filing:
    who = person(serial)
    user = citizen(who)
    filing = filings.open_draft(acting(user), "wenshang.long-term", long_stay(who))
    document = StoredFile(f"key-{serial}", "image/jpeg", 100, 1, f"{serial:064d}")
    documents.attach(acting(user), filing.number, "residence_proof", document, None)
    return filings.submit(acting(user), filing.number)


def test_trail_tells_who_did_what_and_who_looked(services: Flask) -> None:
    clerk, boss = staff("clerk"), acting(staff("boss", role=Role.SUPERVISOR))
    filing = submitted(1)
    review.reveal_id_number(acting(clerk, later=timedelta(days=1)), filing.number)
    approve(acting(clerk, later=timedelta(days=1)), filing)
    checked = ["owner_verified", "person_verified", "insured_checked", "paper_marked"]
    done = [line.kind for line in audit.events(boss, TrailFilter())]
    assert done == ["approved", "accepted", *checked, "submitted"]
    assert [line.actor.username for line in audit.events(boss, TrailFilter(kind="approved")) if line.actor] == ["clerk"]
    assert [line.kind for line in audit.events(boss, TrailFilter(day=date(2026, 9, 14)))] == ["submitted"]
    assert len(audit.events(boss, TrailFilter(actor_uid=clerk.uid))) == 6
    looks = audit.looks(boss, TrailFilter())
    assert [(line.kind, line.number) for line in looks] == [("id_number", filing.number)]
    assert audit.looks(boss, TrailFilter(kind="paper:identity")) == []


def test_trail_of_another_county_is_empty_and_a_clerk_has_none(services: Flask) -> None:
    submitted(1)
    other = acting(staff("other", "fushun", Role.SUPERVISOR))
    assert audit.events(other, TrailFilter()) == []
    assert audit.workload(other) == []
    clerk = acting(staff("clerk"))
    with pytest.raises(NotAllowed):
        audit.events(clerk, TrailFilter())
    with pytest.raises(NotAllowed):
        audit.looks(clerk, TrailFilter())
    with pytest.raises(NotAllowed):
        audit.workload(clerk)


def test_why_a_filing_is_held_is_its_own_countys_to_read(services: Flask) -> None:
    """Written at the command line, which is of no county, it stood in the trail of every one."""
    machine = Context(Actor(user_id=None, role=Role.SUPERVISOR, operator="root"), NOW)
    number = submitted(1).number
    holds.hold(machine, number, "行政复议")
    holds.release(machine, number, "复议结束")
    own, other = (acting(staff(county, county, Role.SUPERVISOR)) for county in ("wenshang", "fushun"))
    assert [event.detail.after for event in audit.portal_events(own, TrailFilter())] == [
        f"{number} 复议结束",
        f"{number} 行政复议",
    ]
    assert audit.portal_events(other, TrailFilter()) == []


def test_trail_goes_on_after_a_line(services: Flask) -> None:
    boss = acting(staff("boss", role=Role.SUPERVISOR))
    for serial in (1, 2, 3):
        submitted(serial)
    lines = audit.events(boss, TrailFilter())
    assert [line.id for line in audit.events(boss, TrailFilter(), lines[0].id)] == [line.id for line in lines[1:]]


def test_day_is_a_beijing_day(services: Flask) -> None:
    boss, clerk = acting(staff("boss", role=Role.SUPERVISOR)), staff("clerk")
    filing = submitted(1)
    # 23:30 in Beijing on the 14th is 15:30 UTC of the same day; two hours later it is the 15th
    for hours in (13.5, 15.5):
        review.log_phone_call(acting(clerk, later=timedelta(hours=hours)), filing.number, "告诉了")
    assert NOW.hour == 2
    assert len(audit.events(boss, TrailFilter(day=date(2026, 9, 15)))) == 1


def test_workload_counts_open_and_overdue_by_channel(services: Flask) -> None:
    boss, clerk = staff("boss", role=Role.SUPERVISOR), acting(staff("clerk"))
    first = submitted(1)
    submitted(2)
    approve(clerk, first)
    later = acting(boss, later=timedelta(days=30))
    [line] = audit.workload(later)
    assert (line.channel, line.sent, line.open, line.overdue) == (Channel.ONLINE, 2, 1, 1)


LISTS: dict[str, Callable[..., object]] = {
    "filing_events": audit.events,
    "access_log": audit.looks,
    "portal_events": audit.portal_events,
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("table", LISTS)
def test_trail_is_walked_from_its_countys_end_and_not_gathered_from_every_filing(services: Flask, table: str) -> None:
    boss = acting(staff("boss", role=Role.SUPERVISOR))
    for wanted, found_by in (
        (TrailFilter(), rf"{table}_county \(county=\?\)"),
        (TrailFilter(actor_uid="x"), rf"{table}_actor \(actor_id=\? AND county=\?\)"),
        (TrailFilter(day=date(2026, 9, 14)), rf"{table}_at \(county=\? AND at>\? AND at<\?\)"),
    ):
        plan = plan_of(lambda wanted=wanted: LISTS[table](boss, wanted))
        assert re.search(rf"SEARCH {table} USING (COVERING )?INDEX ix_{found_by}", plan), plan
        assert f"SCAN {table}" not in plan
        assert wanted.day or table == "portal_events" or "TEMP B-TREE" not in plan  # of its kinds the newest are sorted


def test_what_happens_to_a_draft_is_unseen_but_for_what_a_supervisor_let_through(services: Flask) -> None:
    """They are few beside what is seen: a list that passes over each of them still reads its own page alone."""
    boss = acting(staff("boss", role=Role.SUPERVISOR))
    sent, draft = (
        submitted(1),
        filings.open_draft(acting(citizen(person(2))), "wenshang.long-term", long_stay(person(2))),
    )
    with transaction():
        for kind in (EventKind.SLIP_PUT_UP, EventKind.OVERRIDDEN):
            history.line(boss, draft, kind)
        history.record_reveal(boss, draft.id, draft.county, "bind_code")
    assert [(line.kind, line.number) for line in audit.events(boss, TrailFilter())] == [
        ("overridden", draft.number),
        ("submitted", sent.number),
    ]
    assert audit.looks(boss, TrailFilter()) == []
