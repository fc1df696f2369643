"""A file is in the tray once, however often it is brought; what is settled is forgotten with its files."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from portal.domain.actor import SYSTEM, Context
from portal.domain.checkup import CheckupStatus
from portal.domain.faxes import FaxState, FaxTrouble
from portal.domain.portal_events import PortalEventKind
from portal.models import Fax, FaxPage, PortalEvent, db
from portal.models.transaction import transaction
from portal.services import faxes, kept_files, retention
from portal.services.faxes import ArrivedFax, KeptOriginal, KeptPart
from portal.services.row_checkups import FAXES_MAY_WAIT, watched_faxes
from tests.people import NOW

CTX = Context(SYSTEM, NOW)
ARRIVED = ArrivedFax("wenshang", "fax00001.tif", "a" * 64, "+86 537 7727566")


def test_a_file_is_there_once_for_each_county_name_and_content(services: Flask) -> None:
    assert faxes.take(CTX, ARRIVED, [KeptPart("1" * 32, 2, [2])])
    assert not faxes.take(CTX, ARRIVED, [KeptPart("2" * 32, 2, [])])
    others = [
        ArrivedFax("fushun", ARRIVED.name, ARRIVED.content_sha256, ""),
        ArrivedFax("wenshang", "fax00002.tif", ARRIVED.content_sha256, ""),
        ArrivedFax("wenshang", ARRIVED.name, "b" * 64, ""),
    ]
    assert all(faxes.take(CTX, each, [KeptPart(str(n) * 32, 1, [])]) for n, each in enumerate(others, 3))
    assert db.session.scalar(select(func.count(Fax.id))) == 4
    assert [(page.number, page.is_blank) for page in db.session.get_one(Fax, 1).pages] == [(1, False), (2, True)]
    events = db.session.scalars(select(PortalEvent).order_by(PortalEvent.id)).all()
    assert [(each.kind, each.county) for each in events][:2] == [
        (PortalEventKind.FAX_RECEIVED, "wenshang"),
        (PortalEventKind.FAX_RECEIVED, "fushun"),
    ]


def test_the_sound_pages_of_a_broken_one_are_there_once_too(services: Flask) -> None:
    aside = KeptOriginal("9" * 32, FaxTrouble.DAMAGED)
    assert faxes.take(CTX, ARRIVED, [KeptPart("1" * 32, 1, []), KeptPart("2" * 32, 1, [])], aside)
    assert not faxes.take(CTX, ARRIVED, [KeptPart("3" * 32, 1, [])], aside)
    first, second = db.session.scalars(select(Fax).order_by(Fax.id))
    assert (first.state, second.state) == (FaxState.SET_ASIDE, FaxState.WAITING)
    assert [page.position for page in second.pages] == [1, 2]


def test_what_is_settled_is_forgotten_with_files_nothing_else_names(services: Flask) -> None:
    faxes.take(CTX, ARRIVED, [KeptPart("1" * 32, 2, [])])
    faxes.take(CTX, ArrivedFax("wenshang", "b", "b" * 64, ""), [], KeptOriginal("9" * 32, FaxTrouble.BLANK))
    with transaction():
        first, second = db.session.scalars(select(Fax).order_by(Fax.id))
        split = Fax(county="wenshang", came_at=NOW, state=FaxState.WAITING)
        db.session.add(split)
        db.session.flush()
        first.pages[1].fax_id = split.id
        for each in (first, second):
            each.state, each.settled_at = FaxState.JUNK, NOW
    gone: list[str] = []
    assert retention.run(Context(SYSTEM, NOW + timedelta(days=29)), lambda _made: None, gone.append) is None
    assert retention.run(Context(SYSTEM, NOW + timedelta(days=31)), lambda _made: None, gone.append)
    assert gone == ["9" * 32]  # a page of the other one waits still
    assert db.session.scalar(select(func.count(Fax.id))) == 1
    assert kept_files.all_named() == {"1" * 32}
    assert db.session.scalar(select(func.count(FaxPage.id))) == 1


def test_a_page_put_to_a_filing_is_forgotten_though_its_fax_waits(services: Flask) -> None:
    """The filing has its own copy of it."""
    faxes.take(CTX, ARRIVED, [KeptPart("1" * 32, 1, []), KeptPart("2" * 32, 1, [])])
    with transaction():
        db.session.get_one(Fax, 1).pages[0].filed_at = NOW
    gone: list[str] = []
    assert retention.run(Context(SYSTEM, NOW + timedelta(days=29)), lambda _made: None, gone.append) is None
    assert retention.run(Context(SYSTEM, NOW + timedelta(days=31)), lambda _made: None, gone.append)
    assert (gone, kept_files.all_named()) == (["1" * 32], {"2" * 32})


def test_a_watcher_that_is_away_is_missed_until_it_is_ended(services: Flask) -> None:
    assert watched_faxes(CTX).case == "faxes_none"
    faxes.note_watched(CTX, ["wenshang"])
    faxes.note_watched(CTX, ["wenshang", "fushun"])
    assert watched_faxes(CTX).case == "faxes_watched"
    later = Context(SYSTEM, NOW + FAXES_MAY_WAIT + timedelta(minutes=1))
    faxes.note_watched(later, ["fushun"])
    line = watched_faxes(later)
    assert (line.status, line.values) == (CheckupStatus.BAD, {"counties": "wenshang", "minutes": 6})
    faxes.end_watch(later, "wenshang")
    assert watched_faxes(later).status is CheckupStatus.SOUND
