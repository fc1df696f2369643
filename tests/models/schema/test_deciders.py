"""Who decides has told who they are and is nobody behind the filing: the schema refuses the rest, on both engines."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import DateTime, String, bindparam, text
from sqlalchemy.exc import IntegrityError

from portal.domain.api_keys import Scope
from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import Channel, EventKind, Role
from portal.models import Filing, FilingEvent, HouseholdMember, SlipSignature, User, db
from portal.models.transaction import transaction
from portal.services import api_keys
from portal.services.api_keys import Wanted
from tests.approving import approve
from tests.people import NOW, acting, citizen, hospital_staff, just_confirmed, person, staff
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


HANDS = [EventKind.SUBMITTED, EventKind.CORRECTED, EventKind.SLIP_PUT_UP, EventKind.SLIP_SIGNED]


def in_its_history(filing: Filing, user: User, role: Role, kind: EventKind = EventKind.SUBMITTED) -> None:
    """A line of what that account did to it."""
    with transaction():
        line = {"filing_id": filing.id, "county": filing.county, "channel": Channel.HOSPITAL, "kind": kind}
        db.session.add(FilingEvent(**line, at=NOW, actor_id=user.id, actor_role=role))


@pytest.mark.parametrize("kind", HANDS)
def test_nor_what_an_account_of_theirs_had_a_hand_in(services: Flask, kind: EventKind) -> None:
    """It was begun by a colleague, an import or a system; they completed it, signed it, or sent it in again."""
    (_user, filing), clerk, colleague = submitted(), staff("clerk"), hospital_staff("colleague")
    take_for(colleague, clerk.person_index)
    in_its_history(filing, colleague, Role.HOSPITAL, kind)
    refused(filing, clerk, clerk.person_index)
    decide(filing, (other := staff("other")), other.person_index)


def test_nor_what_the_household_of_theirs_signed(services: Flask) -> None:
    (_user, filing), clerk, doctor = submitted(), staff("clerk"), hospital_staff("doctor")
    take_for(doctor, "mother")
    with transaction():
        db.session.add(HouseholdMember(user_id=clerk.id, place=1, person_index="mother", added_at=NOW))
    in_its_history(filing, doctor, Role.HOSPITAL, EventKind.SLIP_SIGNED)
    refused(filing, clerk, clerk.person_index)


def test_what_the_desk_itself_did_to_it_keeps_nobody_of_it_from_deciding(services: Flask) -> None:
    (_user, filing), clerk = submitted(), staff("clerk")
    for kind in (EventKind.ACCEPTED, EventKind.MENDED, EventKind.CORRECTED):
        in_its_history(filing, clerk, Role.CLERK, kind)
    decide(filing, clerk, clerk.person_index)


@pytest.mark.parametrize("how", ["begun by it", "sent in by it", "keyed by it"])
def test_who_made_a_key_decides_nothing_that_came_by_it(services: Flask, how: str) -> None:
    """They have seen what opens it; one that was made at the command line is nobody's."""
    (_user, filing), chief = submitted(), staff("chief", role=Role.SUPERVISOR)
    hospital = hospital_staff("of-the-hospital").hospital
    assert hospital is not None
    key, _shown = api_keys.make(just_confirmed(chief), Wanted("医院系统", (Scope.REFERRAL,), 30, hospital.uid))
    if how == "sent in by it":
        in_its_history(filing, key.user, Role.HOSPITAL)
    else:
        with transaction():
            filing.applicant_id, filing.entered_by_id, filing.claimed_by = None, key.user_id, "system:1"
            filing.keyed_by_id = key.user_id if how == "keyed by it" else None
    refused(filing, chief, chief.person_index)
    with transaction():
        key.made_by_id = None
    decide(filing, chief, chief.person_index)


@pytest.mark.parametrize("kind", ["overridden", "revoked"])
def test_nor_is_revoked_or_lifted_what_they_had_a_hand_in(services: Flask, kind: str) -> None:
    (_user, filing), chief, doctor = submitted(), staff("chief", role=Role.SUPERVISOR), hospital_staff("doctor")
    take_for(doctor, chief.person_index)
    approve(acting(staff("other")), filing)
    in_its_history(filing, doctor, Role.HOSPITAL, EventKind.SLIP_SIGNED)
    with pytest.raises(IntegrityError, match="nobody"):
        in_its_history(filing, chief, Role.SUPERVISOR, EventKind(kind))


@pytest.mark.parametrize("whose", ["two of one person", "of who has told no number"])
def test_nobody_signs_a_slip_as_two(services: Flask, whose: str) -> None:
    (_user, filing), doctor, head, other = (
        submitted(),
        *(hospital_staff(name) for name in ("doctor", "head", "other")),
    )
    for user, index in ((doctor, "one"), (head, "one" if whose.startswith("two") else None), (other, "another")):
        take_for(user, index)
    sign(filing, doctor, SlipSigner.DOCTOR)
    with pytest.raises(IntegrityError, match="nobody signs a slip twice"):
        sign(filing, head, SlipSigner.DEPARTMENT_HEAD)
    sign(filing, other, SlipSigner.DEPARTMENT_HEAD)
    with pytest.raises(IntegrityError, match="nobody signs a slip twice"), transaction():
        db.session.execute(text(f"UPDATE slip_signatures SET signed_by_id = {head.id} WHERE signed_by_id = {other.id}"))


def sign(filing: Filing, user: User, signer: SlipSigner) -> None:
    """Written past the portal."""
    with transaction():
        db.session.add(SlipSignature(filing_id=filing.id, signer=signer, signed_by_id=user.id, signed_at=NOW))


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
    columns = "uid, filing_id, county, at, actor_id, actor_role, kind, channel"
    values = f"'{kind}', {filing.id}, '{filing.county}', '2026-09-15', {clerk.id}, 'clerk', '{kind}', 'window'"
    with pytest.raises(IntegrityError, match="nobody"), transaction():
        db.session.execute(text(f"INSERT INTO filing_events ({columns}) VALUES ({values})"))
