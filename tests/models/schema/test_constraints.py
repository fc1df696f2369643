"""What the schema itself refuses, whoever writes: on both engines."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal.domain.account_resets import ResetKind
from portal.domain.vocabulary import Role
from portal.models import AccountReset, AgentSlot, Filing, HouseholdMember, User, db
from portal.models.transaction import transaction
from portal.services import account_resets, documents, filings, review
from tests.approving import approve
from tests.people import NOW, acting, citizen, long_stay, person, staff
from tests.resetting import REASON
from tests.services.filings.test_from_draft_to_end import page, submitted

OF_WHAT_WAITS = {
    "filings_status": "status = 'nonsense', queue_due_on = NULL",
    "filings_sent_has_its_instant": "submitted_at = NULL",
    "filings_sent_has_its_person": "person_index = NULL",
    "filings_queued_while_undecided": "queue_due_on = NULL",
    "filings_accepted_before_decided": "status = 'accepted'",
    "filings_keyed_by_a_clerk": "channel = 'phone'",
    "filings_issued_by_a_hospital": "channel = 'hospital'",
    "filings_dates_in_order": "begins_on = '2026-02-02', ends_on = '2026-02-01'",
    "filings_pledge": "pledge = 'nonsense'",
    "filings_checked_where_pledged": "pledge_check_on = '2026-02-01'",
    "filings_claimed_by_its_account": "claimed_by = 'desk'",
    "filings_decided_by_someone": "decided_at = submitted_at, decided_by_id = (SELECT max(id) FROM users)",
}
OF_WHAT_IS_APPROVED = {
    "filings_decided_by_someone": "decided_by_id = NULL, decided_by_index = NULL",
    "filings_accepted_before_decided": "accepted_at = NULL",
    "filings_proven_when_approved": "proven_at = NULL",
    "filings_nobody_decides_their_own": "decided_by_id = applicant_id",
    "filings_nor_one_bound_to_them": "bound_user_id = decided_by_id",
    "filings_nor_one_about_them": "decided_by_index = person_index",
}
OF_OTHERS = {
    "documents_stored_if_a_file": "documents SET storage_key = NULL",
    "documents_marked_by_someone": "documents SET mark = 'sound'",
    "users_staff_have_a_county": "users SET county = NULL WHERE role = 'clerk'",
    "users_hospital_staff_have_a_hospital": "users SET hospital_id = 1 WHERE role = 'clerk'",
    "users_verified_by_someone": "users SET verified_at = created_at WHERE role = 'citizen'",
    "users_can_sign_in": "users SET username = NULL WHERE role = 'clerk'",
    "users_role": "users SET role = 'nonsense' WHERE role = 'citizen'",
}
"""By the law that is broken: a change that breaks no other."""


def refused(statement: str) -> str:
    """What the schema says to it."""
    with pytest.raises(IntegrityError) as fault, transaction():
        db.session.execute(text(statement))
    return str(fault.value.orig)


@pytest.mark.parametrize("law", OF_WHAT_WAITS)
def test_half_done_states_cannot_be_stored(services: Flask, law: str) -> None:
    _user, filing = submitted()
    staff("clerk")
    assert f"ck_{law}" in refused(f"UPDATE filings SET {OF_WHAT_WAITS[law]} WHERE id = {filing.id}")


@pytest.mark.parametrize("law", OF_WHAT_IS_APPROVED)
def test_a_decision_is_stored_whole_and_by_nobody_concerned(services: Flask, law: str) -> None:
    _user, filing = submitted()
    approve(acting(staff("clerk")), filing)
    assert f"ck_{law}" in refused(f"UPDATE filings SET {OF_WHAT_IS_APPROVED[law]} WHERE id = {filing.id}")


def test_nobody_is_stored_as_deciding_what_they_are_agent_of(services: Flask) -> None:
    _user, filing = submitted()
    approve(acting(staff("clerk")), filing)
    change = "agent_index = 'agent', decided_by_index = 'agent'"
    assert "ck_filings_nor_one_about_them" in refused(f"UPDATE filings SET {change} WHERE id = {filing.id}")


@pytest.mark.parametrize("law", OF_OTHERS)
def test_what_hangs_together_is_stored_together(services: Flask, law: str) -> None:
    submitted()
    staff("clerk")
    assert f"ck_{law}" in refused(f"UPDATE {OF_OTHERS[law]}")


@pytest.mark.parametrize("change", ["UPDATE filing_events SET kind = 'submitted'", "DELETE FROM filing_events"])
def test_history_cannot_be_changed_or_deleted(services: Flask, change: str) -> None:
    submitted()
    with pytest.raises(DBAPIError, match="append-only"), transaction():
        db.session.execute(text(change))


@pytest.mark.parametrize("table", ["filing_events", "access_log", "messages"])
def test_what_says_again_its_filings_county_says_no_other(services: Flask, table: str) -> None:
    """A county's lists are found by it: a line of another's would stand among them."""
    _user, filing = submitted()
    words = refused(f"INSERT INTO {table} (uid, filing_id, county) VALUES ('one', {filing.id}, 'fushun')")
    assert "of another county" in words
    assert "stays in its county" in refused(f"UPDATE filings SET county = 'fushun' WHERE id = {filing.id}")


@pytest.mark.parametrize("change", ["UPDATE access_log SET what = 'x'", "DELETE FROM access_log"])
def test_access_log_cannot_be_changed_or_deleted(services: Flask, change: str) -> None:
    _user, filing = submitted()
    review.reveal_id_number(acting(staff("clerk")), filing.number)
    with pytest.raises(DBAPIError, match="append-only"), transaction():
        db.session.execute(text(change))


@pytest.mark.parametrize(
    ("slot", "law"),
    [
        ({"slot": 4}, "agent_slots_cap_holds"),
        ({"slot": 1, "proven_slot": 4}, "agent_slots_cap_holds_for_proven"),
        ({"slot": 0}, "agent_slots_slots_count_from_one"),
        ({"slot": 3, "proven_slot": 3}, ""),
    ],
)
def test_slot_past_the_cap_needs_an_override(services: Flask, slot: dict[str, int], law: str) -> None:
    user = citizen(person(1))
    draft = filings.open_draft(acting(user), "fushun.settled-retiree", long_stay(person(1)))
    of = {"agent_index": "a", "item_id": draft.item_id, "year": 2026, "claimed_by": draft.claimed_by, "cap": 3}
    row = AgentSlot(**of, person_index="p", filing_id=draft.id, **slot)
    if not law:
        with transaction():
            db.session.add(row)
        assert row.id
        return
    with pytest.raises(IntegrityError, match=f"ck_{law}\\b"), transaction():
        db.session.add(row)


def test_the_same_photograph_is_kept_on_file_once(services: Flask) -> None:
    user = citizen(person(1))
    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(person(1)))
    first = documents.attach(acting(user), draft.number, "residence_proof", page(), None)
    second = documents.attach(acting(user), draft.number, "residence_proof", page(), None)
    assert first.uid == second.uid


def _reset(kind: str = "password") -> int:
    """A request that waits: wanted by one supervisor of the account of another, both of them known to `settled`."""
    chief, deputy = staff("chief", role=Role.SUPERVISOR), staff("deputy", role=Role.SUPERVISOR)
    assert (chief.id, deputy.id) == (1, 2)
    return int(account_resets.want(acting(chief), deputy.uid, ResetKind(kind), REASON)[0].id)


SETTLED = "settled_at = asked_at"


@pytest.mark.parametrize(
    "change",
    [
        "state = 'confirmed'",
        f"state = 'confirmed', settled_by_id = 1, {SETTLED}",  # who asked
        f"state = 'confirmed', settled_by_id = 2, {SETTLED}",  # whose account it is
        f"state = 'confirmed', asked_by_id = NULL, settled_by_id = NULL, {SETTLED}",  # the operator twice
        f"state = 'at_once', settled_by_id = 1, {SETTLED}",
        f"state = 'called_back', settled_by_id = 1, {SETTLED}",  # at no instant
        f"state = 'called_back', settled_by_id = NULL, called_at = asked_at, {SETTLED}",
        f"state = 'called_back', settled_by_id = 1, called_at = expires_at, {SETTLED}",
        "asked_by_id = 2",
        "answer = 'recognised', answered_at = asked_at",
        f"state = 'confirmed', settled_by_id = NULL, {SETTLED}, answer = 'recognised'",
        "link_index = 'x'",
        "expires_at = asked_at",
    ],
)
def test_no_reset_takes_effect_by_one_supervisor_alone(services: Flask, change: str) -> None:
    row = _reset()
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(text(f"UPDATE account_resets SET {change} WHERE id = {row}"))


@pytest.mark.parametrize(
    "change",
    [
        f"state = 'confirmed', settled_by_id = NULL, {SETTLED}",  # the operator
        f"state = 'called_back', settled_by_id = 1, called_at = asked_at, {SETTLED}",
        f"state = 'taken_back', settled_by_id = 2, {SETTLED}",
        f"state = 'at_once', asked_by_id = NULL, {SETTLED}",
    ],
)
def test_what_the_law_allows_is_stored(services: Flask, change: str) -> None:
    row = _reset()
    with transaction():
        db.session.execute(text(f"UPDATE account_resets SET {change} WHERE id = {row}"))
    assert db.session.get_one(AccountReset, row, populate_existing=True).settled_at is not None


def test_a_call_opens_one_lock_in_the_schema_too(services: Flask) -> None:
    first = _reset("password")
    second = account_resets.want(
        acting(db.session.get_one(User, 1)), db.session.get_one(User, 2).uid, ResetKind.FACTOR, ""
    )
    values = f"state = 'called_back', settled_by_id = 1, called_at = asked_at, {SETTLED}"
    by_call = f"UPDATE account_resets SET {values} WHERE id ="
    with transaction():
        db.session.execute(text(f"{by_call} {first}"))
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(text(f"{by_call} {second[0].id}"))


def _household(agent: bool = False) -> tuple[int, int]:
    """A clerk, and a filing of one they live with, or one that person is agent of."""
    _user, filing = submitted()
    clerk = staff("clerk")
    with transaction():
        if agent:
            db.session.execute(text(f"UPDATE filings SET agent_index = 'agent' WHERE id = {filing.id}"))
        of = "agent" if agent else filing.person_index
        db.session.add(HouseholdMember(user_id=clerk.id, place=1, person_index=of, added_at=NOW))
    return clerk.id, filing.id


def _decided_by(clerk: int) -> str:
    """Refused by that clerk, who told their own number."""
    number = f"decided_by_index = (SELECT person_index FROM users WHERE id = {clerk})"
    return f"status = 'refused', queue_due_on = NULL, decided_at = '2026-09-14', decided_by_id = {clerk}, {number}"


@pytest.mark.parametrize("agent", [False, True])
def test_nobody_is_stored_as_deciding_about_their_household(services: Flask, agent: bool) -> None:
    clerk, filing = _household(agent)
    decided = _decided_by(clerk)
    with pytest.raises(IntegrityError, match="household"), transaction():
        db.session.execute(text(f"UPDATE filings SET {decided} WHERE id = {filing}"))
    with transaction():
        db.session.execute(text("DELETE FROM household_members"))
    with transaction():
        db.session.execute(text(f"UPDATE filings SET {decided} WHERE id = {filing}"))


def test_what_was_decided_may_be_changed_otherwise_when_its_person_joins_the_household(services: Flask) -> None:
    clerk, filing = _household()
    with transaction():
        db.session.execute(text("DELETE FROM household_members"))
    decided = _decided_by(clerk)
    with transaction():
        db.session.execute(text(f"UPDATE filings SET {decided} WHERE id = {filing}"))
        index = db.session.get_one(Filing, filing).person_index
        db.session.add(HouseholdMember(user_id=clerk, place=1, person_index=index, added_at=NOW))
    with transaction():
        db.session.execute(text(f"UPDATE filings SET version = version + 1 WHERE id = {filing}"))
    with pytest.raises(IntegrityError, match="household"), transaction():
        db.session.execute(text(f"UPDATE filings SET decided_at = '2026-09-15' WHERE id = {filing}"))


@pytest.mark.parametrize(("place", "index"), [(0, "b"), (9, "b"), (1, "b"), (2, "a")])
def test_a_household_has_so_many_places_and_nobody_twice(services: Flask, place: int, index: str) -> None:
    clerk = staff("clerk").id
    with transaction():
        db.session.add(HouseholdMember(user_id=clerk, place=1, person_index="a", added_at=NOW))
    with pytest.raises(IntegrityError), transaction():
        db.session.add(HouseholdMember(user_id=clerk, place=place, person_index=index, added_at=NOW))
