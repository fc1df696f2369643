"""What was read on a page is kept sealed as long as the page lies in the tray as it was read. On both engines."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.actor import SYSTEM, Context
from portal.domain.page_reading import PageReading, PrintedLine, PrintedPlace
from portal.domain.tasks import Task
from portal.models import Fax, FaxPage, OutboxMessage, db
from portal.models.transaction import transaction
from portal.services import fax_readings, fax_tray, faxes, outbox
from portal.services.fax_tray import FilledPages
from portal.services.faxes import ArrivedFax, KeptPart
from portal.services.outbox import Claim, LeaseLost
from tests.people import NOW, acting, staff
from tests.services.filings.test_from_draft_to_end import submitted

CTX = Context(SYSTEM, NOW)
READ = PageReading(1.4, (PrintedLine("姓名：马建国", PrintedPlace(0.1, 0.2, 0.3, 0.02)),))


@pytest.fixture
def fax(services: Flask) -> Fax:
    """Two pages, the second of them blank."""
    faxes.take(CTX, ArrivedFax("wenshang", "fax1.tif", "a" * 64, ""), [KeptPart("1" * 32, 2, [2])])
    return db.session.scalars(select(Fax)).one()


def claimed() -> Claim:
    """The one task that is due."""
    found = outbox.claim(CTX)
    assert found is not None
    assert found.kind is Task.READ_FAX_PAGE
    return found


def read() -> None:
    """As the worker does."""
    task = claimed()
    with transaction():
        fax_readings.keep(CTX, task, READ)


def first(fax: Fax) -> FaxPage:
    db.session.expire_all()
    return fax.pages[0]


def test_a_page_that_shows_something_is_read_once_and_kept_sealed(fax: Fax) -> None:
    read()
    assert outbox.claim(CTX) is None
    assert first(fax).reading == READ
    assert "马建国".encode() not in (first(fax).reading_sealed or b"")


def test_of_a_turned_page_nothing_is_left_until_it_is_read_anew(fax: Fax) -> None:
    ctx = acting(staff("clerk"))
    read()
    fax_tray.turn(ctx, fax.uid, fax.pages[0].uid, 90)
    assert first(fax).reading is None
    meanwhile = claimed()
    fax_tray.turn(ctx, fax.uid, fax.pages[0].uid, 90)
    with pytest.raises(LeaseLost), transaction():
        fax_readings.keep(CTX, meanwhile, READ)
    assert first(fax).reading is None
    read()
    assert first(fax).reading == READ
    assert db.session.query(OutboxMessage).filter_by(kind=Task.READ_FAX_PAGE).count() == 1


def test_put_to_a_filing_it_is_not_kept_nor_read_any_more(fax: Fax) -> None:
    _user, filing = submitted()
    task = next(found for found in iter(lambda: outbox.claim(CTX), None) if found.kind is Task.READ_FAX_PAGE)
    with transaction():
        fax_readings.keep(CTX, task, READ)
    with transaction():
        fax_tray.put_to_filing(acting(staff("clerk")), FilledPages(fax.uid, [first(fax).uid], fax.came_at), filing)
    assert first(fax).reading is None
    assert fax_readings.to_read(first(fax).uid) is None
