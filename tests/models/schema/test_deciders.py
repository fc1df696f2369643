"""Who decides has told who they are and is nobody behind the filing: the schema refuses the rest, on both engines."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import DateTime, String, bindparam, text
from sqlalchemy.exc import IntegrityError

from portal.models import Filing, HouseholdMember, User, db
from portal.models.transaction import transaction
from tests.approving import approve
from tests.people import NOW, acting, citizen, person, staff
from tests.services.filings.test_from_draft_to_end import submitted

REFUSED = "nobody decides about"


def decide(filing: Filing, clerk: User, index: str | None, at: datetime = NOW) -> None:
    """Written past the portal."""
    values = {"id": filing.id, "clerk": clerk.id, "index": index, "at": at.isoformat(sep=" ")}
    with transaction():
        db.session.execute(
            text(
                "UPDATE filings SET status = 'refused', queue_due_on = NULL, decided_at = :at, decided_by_id = :clerk, "
                "decided_by_index = :index WHERE id = :id"
            ),
            values,
        )


def refused(filing: Filing, clerk: User, index: str | None) -> None:
    """The schema lets nobody write that."""
    with pytest.raises(IntegrityError, match=REFUSED):
        decide(filing, clerk, index)


def written_decided(filing: Filing, clerk: User, index: str | None) -> None:
    """A decided filing that was never undecided, written past the portal: the one there is gives all else."""
    own = {
        "id": "9999", "uid": "'another'", "number": "'999999999999'", "status": "'refused'", "queue_due_on": "NULL",
        "decided_at": ":at", "decided_by_id": ":clerk", "decided_by_index": ":index", "submission_key": "NULL",
    }  # fmt: skip
    columns = [column.name for column in Filing.__table__.columns]
    chosen = ", ".join(own.get(name, name) for name in columns)
    values = {"clerk": clerk.id, "index": index, "at": NOW.replace(tzinfo=None), "of": filing.id}
    with transaction():
        row = f"INSERT INTO filings ({', '.join(columns)}) SELECT {chosen} FROM filings WHERE id = :of"
        db.session.execute(
            text(row).bindparams(bindparam("at", type_=DateTime), bindparam("index", type_=String)), values
        )


def take_for(user: User, index: str | None) -> None:
    """That account is this person's."""
    with transaction():
        user.person_index = index


@pytest.mark.parametrize("index", [None, "invented"])
def test_who_decides_is_written_down_with_the_number_they_told(services: Flask, index: str | None) -> None:
    (_user, filing), clerk = submitted(), staff("clerk")
    refused(filing, clerk, index)
    decide(filing, clerk, clerk.person_index)


@pytest.mark.parametrize("index", [None, "invented"])
def test_who_has_told_no_number_decides_nothing(services: Flask, index: str | None) -> None:
    (_user, filing), clerk = submitted(), staff("clerk")
    take_for(clerk, None)
    refused(filing, clerk, index)


def test_nobody_decides_what_comes_from_another_account_of_theirs(services: Flask) -> None:
    (user, filing), clerk = submitted(), staff("clerk")
    take_for(user, clerk.person_index)
    assert filing.person_index != clerk.person_index
    refused(filing, clerk, clerk.person_index)


def test_nor_what_comes_from_an_account_of_their_household(services: Flask) -> None:
    (user, filing), clerk = submitted(), staff("clerk")
    take_for(user, "mother")
    with transaction():
        db.session.add(HouseholdMember(user_id=clerk.id, place=1, person_index="mother", added_at=NOW))
    refused(filing, clerk, clerk.person_index)


@pytest.mark.parametrize("keyed", [False, True])
def test_nor_what_they_sent_in_for_a_hospital_or_a_unit(services: Flask, keyed: bool) -> None:
    (_user, filing), clerk, sender = submitted(), staff("clerk"), staff("sender")
    take_for(sender, clerk.person_index)
    with transaction():
        filing.applicant_id, filing.entered_by_id, filing.claimed_by = None, sender.id, "employer:1"
        filing.keyed_by_id = sender.id if keyed else None
    if keyed:  # the agency's own hand, which a second check looks at where an item asks for one
        decide(filing, clerk, clerk.person_index)
    else:
        refused(filing, clerk, clerk.person_index)
        with pytest.raises(IntegrityError, match=REFUSED):
            written_decided(filing, clerk, clerk.person_index)


def test_nobody_binds_to_an_account_of_theirs_what_they_decided(services: Flask) -> None:
    (_user, filing), clerk = submitted(), staff("clerk")
    own = citizen(person(70))
    take_for(own, clerk.person_index)
    decide(filing, clerk, clerk.person_index)
    with pytest.raises(IntegrityError, match=REFUSED), transaction():
        db.session.execute(text(f"UPDATE filings SET bound_user_id = {own.id} WHERE id = {filing.id}"))


@pytest.mark.parametrize("whose", ["theirs", "their household's"])
@pytest.mark.parametrize("index", [None, "invented", "own"])
def test_what_is_written_decided_at_once_is_held_to_the_same(services: Flask, index: str | None, whose: str) -> None:
    (user, filing), clerk = submitted(), staff("clerk")
    given = clerk.person_index if index == "own" else index
    take_for(user, clerk.person_index if whose == "theirs" else "mother")
    with transaction():
        db.session.add(HouseholdMember(user_id=clerk.id, place=1, person_index="mother", added_at=NOW))
    with pytest.raises(IntegrityError, match=REFUSED):
        written_decided(filing, clerk, given)
    take_for(user, None)
    if index != "own":
        with pytest.raises(IntegrityError, match=REFUSED):
            written_decided(filing, clerk, given)
    written_decided(filing, clerk, clerk.person_index)


def test_what_somebody_decided_never_becomes_their_own_accounts(services: Flask) -> None:
    (user, filing), clerk = submitted(), staff("clerk")
    decide(filing, clerk, clerk.person_index)
    own = citizen(person(70))
    take_for(own, clerk.person_index)
    theirs = f"applicant_id = {own.id}, claimed_by = 'user:{own.id}'"
    with pytest.raises(IntegrityError, match=REFUSED), transaction():
        db.session.execute(text(f"UPDATE filings SET {theirs} WHERE id = {filing.id}"))
    with transaction():
        db.session.execute(text(f"UPDATE filings SET applicant_id = NULL WHERE applicant_id = {user.id}"))


@pytest.mark.parametrize("kind", ["overridden", "revoked"])
@pytest.mark.parametrize("whose", ["account", "number", "nobody"])
def test_no_revocation_nor_override_of_what_is_ones_own_enters_the_history(
    services: Flask, kind: str, whose: str
) -> None:
    (user, filing), clerk, other = submitted(), staff("clerk"), staff("other")
    approve(acting(other), filing)
    if whose == "account":
        take_for(user, clerk.person_index)
    elif whose == "number":
        with transaction():
            db.session.execute(text(f"UPDATE filings SET person_index = '{clerk.person_index}'"))
    else:
        take_for(clerk, None)
    columns = "uid, filing_id, at, actor_id, actor_role, kind, channel"
    values = f"'{kind}', {filing.id}, '2026-09-15', {clerk.id}, 'clerk', '{kind}', 'window'"
    with pytest.raises(IntegrityError, match="nobody"), transaction():
        db.session.execute(text(f"INSERT INTO filing_events ({columns}) VALUES ({values})"))
