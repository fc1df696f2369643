"""What older rows become where a migration has to decide about them; on both engines."""

from dataclasses import replace
from datetime import timedelta

from flask import Flask
from sqlalchemy import select, text, update

from portal.domain.actor import SYSTEM, Context
from portal.domain.vocabulary import Channel
from portal.models import Fax, FaxLook, Filing, User, db, schema
from portal.models.transaction import transaction
from portal.services import faxes, intake
from portal.services.faxes import ArrivedFax, KeptPart
from tests.people import NOW, acting, citizen, person, staff
from tests.web.clerk.cases import emergency


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
