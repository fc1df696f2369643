"""What older rows become where a migration has to decide about them; on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from portal.domain.actor import SYSTEM, Context
from portal.domain.api_keys import Scope
from portal.domain.vocabulary import Channel, Role
from portal.models import ApiKey, Fax, FaxLook, FaxPage, Filing, Institution, User, db, schema
from portal.models.transaction import transaction
from portal.services import api_keys, faxes, intake
from portal.services.api_keys import Wanted
from portal.services.faxes import ArrivedFax, KeptPart
from tests.people import NOW, acting, citizen, person, staff
from tests.web.clerk.cases import emergency

pytestmark = pytest.mark.slow


def test_of_two_verified_accounts_of_one_number_the_first_stays_so(services: Flask) -> None:
    clerk = staff("clerk").id
    first, second, third, other = (
        citizen(replace(who, phone=f"1380000010{place}")).id
        for place, who in enumerate((person(1), person(1), person(1), person(2)))
    )
    schema.downgrade(db.engine, "0068")
    with transaction():
        for account, minutes in ((first, 0), (second, 5), (third, 5), (other, 9)):
            at = NOW + timedelta(minutes=minutes)
            db.session.execute(update(User).where(User.id == account).values(verified_at=at, verified_by_id=clerk))
    db.session.remove()
    schema.upgrade(db.engine)
    verified = db.session.scalars(select(User.id).where(User.verified_at.is_not(None)).order_by(User.id)).all()
    assert verified == [first, other]
    assert db.session.scalars(select(User.verified_by_id).where(User.id == third)).one() is None


def test_looks_at_faxes_are_of_the_beginning_of_their_day(services: Flask) -> None:
    faxes.take(Context(SYSTEM, NOW), ArrivedFax("wenshang", "a", "a" * 64, ""), [KeptPart("1" * 32, 1, [])])
    fax, clerk = db.session.scalars(select(Fax)).one().id, staff("clerk").id
    db.session.remove()
    schema.downgrade(db.engine, "0049")
    with transaction():
        row = f"INSERT INTO fax_looks (uid, fax_id, actor_id, day) VALUES ('x', {fax}, {clerk}, '2026-09-14')"
        db.session.execute(text(row))
    db.session.remove()
    schema.upgrade(db.engine)
    assert db.session.scalars(select(FaxLook.at)).one().isoformat() == "2026-09-13T16:00:00+00:00"


def test_pages_of_faxes_came_when_these_did(services: Flask) -> None:
    faxes.take(Context(SYSTEM, NOW), ArrivedFax("wenshang", "a", "a" * 64, "", NOW), [KeptPart("1" * 32, 2, [])])
    db.session.remove()
    schema.downgrade(db.engine, "0106")
    schema.upgrade(db.engine)
    assert db.session.scalars(select(FaxPage.came_at)).all() == [NOW, NOW]


def test_what_keys_of_one_name_filed_is_their_institutions(services: Flask) -> None:
    """And stays one claim each: of a person whom two of its keys filed for, the first is the institution's."""
    chief = acting(staff("boss", role=Role.SUPERVISOR))
    keys = [api_keys.make(chief, Wanted(name, [Scope.FILE], 30))[0] for name in ("甲镇", "甲镇 ", "乙镇")]
    numbers = [
        intake.enter(of_key(key), "wenshang.emergency", emergency(person(serial)), None).filing.number
        for key, serial in zip(keys, (1, 2, 1), strict=True)
    ]
    accounts = [key.user_id for key in keys]
    db.session.remove()
    schema.downgrade(db.engine, "0099")
    with transaction():
        found = db.session.execute(text("SELECT claimed_by FROM filings ORDER BY id")).scalars().all()
        assert found == [f"system:{account}" for account in accounts]
        of_the_first = "(SELECT person_index FROM filings WHERE number = :first)"
        same = text(f"UPDATE filings SET person_index = {of_the_first} WHERE number = :second")
        db.session.execute(same, {"first": numbers[0], "second": numbers[1]})
    db.session.remove()
    schema.upgrade(db.engine)
    first, second, third = db.session.scalars(select(Filing).order_by(Filing.id)).all()
    assert first.institution_id == second.institution_id != third.institution_id
    assert [first.claimed_by, second.claimed_by, third.claimed_by] == [
        f"institution:{first.institution_id}",
        f"system:{accounts[1]}",
        f"institution:{third.institution_id}",
    ]
    rows = db.session.execute(select(Institution.name, User.id).join(User, User.institution_id == Institution.id))
    assert sorted(map(tuple, rows)) == sorted(zip(("甲镇", "甲镇", "乙镇"), accounts, strict=True))


def of_key(key: ApiKey) -> Context:
    """Its system at work."""
    own = acting(key.user, Channel.PHONE)
    return replace(
        own, actor=replace(own.actor, scopes=frozenset({Scope.FILE}), institution_id=key.user.institution_id)
    )


def test_what_the_desk_entered_stands_on_its_own_word_each(services: Flask) -> None:
    """And goes back: of two that are undecided the first is the agency's again."""
    stated, clerks = emergency(person(1)), [staff(name) for name in ("first", "second")]
    made = [intake.enter(acting(each, Channel.PHONE), "wenshang.emergency", stated, "key").filing for each in clerks]
    each_its_own = [f"desk:{filing.number}" for filing in made]
    sources = select(Filing.claimed_by).order_by(Filing.id)
    db.session.remove()
    schema.downgrade(db.engine, "0090")
    assert db.session.scalars(sources).all() == ["agency", each_its_own[1]]
    db.session.remove()
    schema.upgrade(db.engine)
    assert db.session.scalars(sources).all() == each_its_own
