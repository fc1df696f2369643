"""Who works on which filing: two who take at once get two, and nobody gets what concerns them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.api_keys import USERNAME, Scope
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.vocabulary import EventKind, Role
from portal.models import Filing, HouseholdMember, User, db
from portal.models.transaction import transaction
from portal.services import api_keys, assignments, history, queues
from portal.services.api_keys import Wanted
from portal.services.queues import QueueFilter
from tests.people import NOW, acting, citizen, just_confirmed, person, staff
from tests.web.clerk.cases import filed
from tests.web.living import LivingPortal


@pytest.fixture(autouse=True)
def in_app(living: LivingPortal) -> Iterator[Flask]:
    """An empty portal of its own."""
    living.renew()
    with living.app.app_context():
        yield living.app


def event_kinds(number: str) -> list[EventKind]:
    filing = db.session.query(Filing).filter_by(number=number).one()
    return [event.kind for event in history.events_of(filing)]


def test_each_takes_the_most_urgent_that_is_nobodys() -> None:
    first, second = filed(1).number, filed(2).number
    one, other = staff("one"), staff("other")
    assert assignments.take_next(acting(one)) == first
    assert assignments.take_next(acting(other)) == second
    assert assignments.take_next(acting(one)) == first, "what is one's own comes again until it is done"
    assert event_kinds(first).count(EventKind.ASSIGNED) == 1
    assert assignments.take_next(acting(staff("third"))) is None
    mine = queues.page(acting(one), QueueFilter(assigned_to_id=one.id))
    assert [each.number for each in mine] == [first]
    assert (queues.counts(acting(one))["mine"], queues.counts(acting(staff("fourth")))["mine"]) == (1, 0)


def test_nobody_takes_what_concerns_them_nor_what_is_of_another_county() -> None:
    filing = filed(1)
    clerk = staff("one")
    with transaction():
        db.session.get_one(User, clerk.id).person_index = filing.person_index
    assert assignments.take_next(acting(clerk)) is None
    assert assignments.take_next(acting(staff("far", "liujiang"))) is None
    with pytest.raises(Invalid) as refused:
        assignments.hand_over(acting(staff("other")), filing.number, clerk.uid)
    assert refused.value.code == "concerns_the_colleague"


@pytest.mark.parametrize("whose", ["theirs", "their household's"])
@pytest.mark.parametrize("how", ["filed", "bound", "sent in for a unit"])
def test_nobody_gets_what_comes_from_an_account_of_theirs(whose: str, how: str) -> None:
    """It would come again each time, and could be neither decided nor handed over."""
    filing, next_one, clerk = filed(1), filed(2), staff("one")
    behind = db.session.get_one(User, filing.applicant_id) if how == "filed" else citizen(person(70))
    theirs = clerk.person_index if whose == "theirs" else "mother"
    with transaction():
        db.session.get_one(User, behind.id).person_index = theirs
        db.session.add(HouseholdMember(user_id=clerk.id, place=1, person_index="mother", added_at=NOW))
        row = db.session.get_one(Filing, filing.id)
        if how == "bound":
            row.bound_user_id = behind.id
        elif how == "sent in for a unit":
            row.applicant_id, row.claimed_by, row.entered_by_id = None, "employer:1", behind.id
    assert assignments.take_next(acting(db.session.get_one(User, clerk.id))) == next_one.number
    following = queues.next_after(acting(db.session.get_one(User, clerk.id)), next_one, NOW.date() - timedelta(days=99))
    assert following is None
    with pytest.raises(Invalid) as refused:
        assignments.hand_over(acting(staff("other")), filing.number, clerk.uid)
    assert refused.value.code == "concerns_the_colleague"


def test_who_has_told_no_number_gets_nothing() -> None:
    number, clerk = filed(1).number, staff("one")
    with transaction():
        db.session.get_one(User, clerk.id).person_index = None
    assert assignments.take_next(acting(db.session.get_one(User, clerk.id))) is None
    with pytest.raises(Invalid) as refused:
        assignments.hand_over(acting(staff("other")), number, clerk.uid)
    assert refused.value.code == "colleague_without_number"


def test_the_key_of_an_institution_is_no_colleague() -> None:
    number, chief = filed(1).number, staff("chief", role=Role.SUPERVISOR)
    api_keys.make(just_confirmed(chief), Wanted("测试机构", (Scope.IN_FORCE,), 30))
    key = db.session.query(User).filter(User.username.startswith(USERNAME)).one()
    assert [each.username for each in assignments.colleagues(acting(chief))] == ["chief"]
    assert [each.user.username for each in assignments.workloads(acting(chief)) if each.user] == ["chief"]
    with pytest.raises(Invalid) as refused:
        assignments.hand_over(acting(chief), number, key.uid)
    assert refused.value.code == "unknown_colleague"


def test_one_is_handed_to_a_colleague_of_the_same_desk_alone() -> None:
    number, one, other, far = filed(1).number, staff("one"), staff("other"), staff("far", "liujiang")
    assignments.take_next(acting(one))
    assignments.hand_over(acting(one), number, other.uid)
    assert assignments.take_next(acting(one)) is None
    with pytest.raises(Invalid) as refused:
        assignments.hand_over(acting(one), number, far.uid)
    assert refused.value.code == "unknown_colleague"
    loads = assignments.workloads(acting(staff("chief", role=Role.SUPERVISOR)))
    assert [(each.user.username if each.user else "", each.waiting, each.overdue) for each in loads] == [
        ("", 0, 0),
        ("one", 0, 0),
        ("other", 1, 0),
        ("chief", 0, 0),
    ]
    with pytest.raises(NotAllowed):
        assignments.workloads(acting(one))


def test_a_row_of_the_queue_names_what_is_lacking() -> None:
    lacking = filed(1, proof=False)
    assert lacking.owed_kinds == "residence_proof"
    assert filed(2).owed_kinds == ""
