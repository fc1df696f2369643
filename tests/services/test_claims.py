"""A change is of the person whose filing it changes: by whatever door somebody else is named, it is refused."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Context
from portal.domain.claims import Answers
from portal.domain.errors import Invalid
from portal.domain.mending import Informant
from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import Filing, db
from portal.models.sealed import person_index
from portal.models.transaction import transaction
from portal.services import amendments, filings, mending
from portal.services.cases import Case
from tests.approving import approve
from tests.people import acting, person, staff
from tests.services.test_amendments import in_force

ANOTHER = person(77, "别人")
NAMED: Answers = {"person.name": ANOTHER.name, "person.id_number": ANOTHER.id_number}


def _in_a_draft(filer: Context, change: Filing) -> None:
    filings.save_draft(filer, change.number, NAMED)


def _by_a_clerk(filer: Context, change: Filing) -> None:
    sent, clerk = filings.submit(filer, change.number), acting(staff("second"))
    informant = Informant("王", "本人", Channel.PHONE, "2026-09-14 10:00")
    mending.mend(clerk, Case(clerk, sent), sent.version, NAMED, informant)


@pytest.mark.parametrize("named", [_in_a_draft, _by_a_clerk])
def test_a_change_names_nobody_else(services: Flask, named: Callable[[Context, Filing], None]) -> None:
    filer, before = in_force()
    change = amendments.begin_change(filer, before.number, lambda key: f"copy-{key}")
    with pytest.raises(Invalid) as refused:
        named(filer, change)
    assert (refused.value.code, refused.value.field) == ("change_of_another", "id_number")
    db.session.expire_all()
    assert change.person_index == before.person_index
    assert before.status is FilingStatus.APPROVED


def test_a_name_that_was_wrong_is_changed(services: Flask) -> None:
    filer, before = in_force()
    change = amendments.begin_change(filer, before.number, lambda key: f"copy-{key}")
    assert filings.save_draft(filer, change.number, {"person.name": "新名字"}).claims.person.name == "新名字"


def _named_before_this_was_refused(change: Filing) -> None:
    with transaction():
        change.person_index = person_index(ANOTHER.id_number)


def test_one_of_somebody_else_leaves_the_filing_it_came_from_in_force(services: Flask) -> None:
    filer, before = in_force()
    change = filings.submit(filer, amendments.begin_change(filer, before.number, lambda key: f"copy-{key}").number)
    _named_before_this_was_refused(change)
    assert approve(acting(staff("second")), change).status is FilingStatus.APPROVED
    assert (before.status, before.ends_on) == (FilingStatus.APPROVED, None)


@pytest.mark.parametrize("of_another", [False, True])
def test_a_filing_makes_room_only_for_an_approved_change_of_its_person(services: Flask, of_another: bool) -> None:
    filer, before = in_force()
    if of_another:
        change = filings.submit(filer, amendments.begin_change(filer, before.number, lambda key: f"copy-{key}").number)
        _named_before_this_was_refused(change)
        approve(acting(staff("second")), change)
    with pytest.raises(IntegrityError, match="its own person"), transaction():
        db.session.execute(text(f"UPDATE filings SET status = 'superseded' WHERE id = {before.id}"))
