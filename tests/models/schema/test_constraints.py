"""What the schema itself refuses, whoever writes: on both engines."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal.models import AgentSlot, db
from portal.models.transaction import transaction
from portal.services import documents, filings, review
from tests.approving import approve
from tests.people import acting, citizen, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import page, submitted


@pytest.mark.parametrize(
    "change",
    [
        "status = 'approved'",
        "status = 'nonsense'",
        "status = 'accepted'",
        "person_index = NULL",
        "queue_due_on = NULL",
        "channel = 'phone'",
        "channel = 'hospital'",
        "begins_on = '2026-02-02', ends_on = '2026-02-01'",
        "submitted_at = NULL",
    ],
)
def test_half_done_states_cannot_be_stored(services: Flask, change: str) -> None:
    _user, filing = submitted()
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(text(f"UPDATE filings SET {change} WHERE id = {filing.id}"))


def test_nobody_is_stored_as_deciding_their_own(services: Flask) -> None:
    user, filing = submitted()
    approve(acting(staff("clerk")), filing)
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(text(f"UPDATE filings SET decided_by_id = {user.id} WHERE id = {filing.id}"))


@pytest.mark.parametrize("of", ["person_index", "agent_index"])
def test_nobody_is_stored_as_deciding_about_themselves_or_whom_they_are_agent_of(services: Flask, of: str) -> None:
    _user, filing = submitted()
    approve(acting(staff("clerk")), filing)
    with transaction():
        db.session.execute(text(f"UPDATE filings SET agent_index = 'agent' WHERE id = {filing.id}"))
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(text(f"UPDATE filings SET decided_by_index = {of} WHERE id = {filing.id}"))


@pytest.mark.parametrize("change", ["UPDATE filing_events SET kind = 'x'", "DELETE FROM filing_events"])
def test_history_cannot_be_changed_or_deleted(services: Flask, change: str) -> None:
    submitted()
    with pytest.raises(DBAPIError, match="append-only"), transaction():
        db.session.execute(text(change))


def test_access_log_cannot_be_changed(services: Flask) -> None:
    _user, filing = submitted()
    review.reveal_id_number(acting(staff("clerk")), filing.number)
    with pytest.raises(DBAPIError, match="append-only"), transaction():
        db.session.execute(text("UPDATE access_log SET what = 'x'"))


def test_slot_past_the_cap_needs_an_override(services: Flask) -> None:
    user = citizen(person(1))
    draft = filings.open_draft(acting(user), "fushun.settled-retiree", long_stay(person(1)))
    with pytest.raises(IntegrityError), transaction():
        db.session.add(
            AgentSlot(
                agent_index="a",
                item_id=draft.item_id,
                year=2026,
                slot=4,
                cap=3,
                person_index="p",
                filing_id=draft.id,
                override_event_id=None,
            )
        )


def test_the_same_photograph_is_kept_on_file_once(services: Flask) -> None:
    user = citizen(person(1))
    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(person(1)))
    first = documents.attach(acting(user), draft.number, "residence_proof", page(), None)
    second = documents.attach(acting(user), draft.number, "residence_proof", page(), None)
    assert first.uid == second.uid
