"""Every event and look is linked to the one before, whoever writes at once, and whatever is tampered with is found."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from portal.adapters.erasure_list import ErasureList
from portal.domain.actor import SYSTEM, Context
from portal.models import Filing, FilingEvent, PortalEvent, TrailLink, User, db
from portal.models.crypto import Keyring
from portal.models.key_file import MasterKeys
from portal.models.sealed import vault
from portal.models.transaction import transaction
from portal.services import erasing, filings, rekeying, retention, sessions, trail_check
from portal.services.trail_check import TrailAnchor, TrailFaultKind
from tests.people import NOW, acting, citizen, long_stay, person, staff
from tests.tampering import WAYS, fill, tampered

pytestmark = pytest.mark.slow


def faults(kept: TrailAnchor | None = None) -> list[trail_check.TrailFault]:
    """What does not fit."""
    with db.engine.connect() as connection:
        return list(trail_check.faults(connection, kept))


def test_every_line_is_linked_and_every_tampering_found(services: Flask) -> None:
    fill()
    db.session.remove()
    assert faults() == []
    written = sum(db.session.scalar(select(func.count()).select_from(each)) or 0 for each in (FilingEvent, PortalEvent))
    assert db.session.scalar(select(func.count()).select_from(TrailLink)) == written + 4  # and four looks
    db.session.remove()
    found = tampered(db.engine, 3 * len(WAYS))
    assert found == {(way.__name__, True): 3 for way in WAYS}
    assert faults() == []


def test_what_is_undone_leaves_no_link_and_the_next_goes_on(services: Flask) -> None:
    clerk = staff("clerk")
    sessions.begin(acting(clerk), clerk, NOW)
    with pytest.raises(ZeroDivisionError):
        _sign_in_and_fail(clerk)
    sessions.begin(acting(clerk), clerk, NOW)
    assert [link.seq for link in db.session.query(TrailLink).order_by(TrailLink.seq)] == [1, 2]
    assert faults() == []


def test_what_a_savepoint_undoes_leaves_no_link_and_what_was_before_it_keeps_its_own(services: Flask) -> None:
    clerk = staff("clerk")
    with transaction():
        sessions.begin(acting(clerk), clerk, NOW)
        with suppress(ZeroDivisionError), db.session.begin_nested():
            sessions.begin(acting(clerk), clerk, NOW)
            raise ZeroDivisionError
        with db.session.begin_nested():
            sessions.sign_out(acting(clerk), sessions.begin(acting(clerk), clerk, NOW))
    assert [link.row_id for link in db.session.query(TrailLink).order_by(TrailLink.seq)] == [
        event.id for event in db.session.query(PortalEvent).order_by(PortalEvent.id)
    ]
    assert db.session.query(TrailLink).count() == 3
    assert faults() == []


def _sign_in_and_fail(clerk: User) -> None:
    with transaction():
        sessions.begin(acting(clerk), clerk, NOW)
        raise ZeroDivisionError


def test_many_at_once_make_one_chain(services: Flask) -> None:
    key = staff("clerk").id
    db.session.remove()

    def sign_in(_turn: int) -> None:
        with services.app_context():
            clerk = db.session.get_one(User, key)
            sessions.begin(acting(clerk), clerk, NOW)
            db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(sign_in, range(24)))
    assert db.session.scalar(select(func.max(TrailLink.seq))) == 24
    assert faults() == []


def test_a_link_cannot_be_changed_or_deleted(services: Flask) -> None:
    clerk = staff("clerk")
    sessions.begin(acting(clerk), clerk, NOW)
    for change in ("UPDATE trail_links SET row_id = 7", "DELETE FROM trail_links"):
        with pytest.raises(Exception, match="append-only"), transaction():
            db.session.execute(text(change))


def test_no_link_stands_before_the_first(services: Flask) -> None:
    clerk = staff("clerk")
    sessions.begin(acting(clerk), clerk, NOW)
    link = (
        "INSERT INTO trail_links (seq, table_name, row_id, digest) SELECT 0, 'access_log', 9, digest FROM trail_links"
    )
    with pytest.raises(Exception, match="counts from one"), transaction():
        db.session.execute(text(link))


def test_what_is_erased_or_over_lawfully_breaks_no_link(services: Flask, tmp_path: Path) -> None:
    """A link holds what is personal as it lies there, sealed: its key goes, and the line stays as it was linked."""
    fill()
    writer = acting(citizen(person(9)))
    filings.open_draft(writer, "wenshang.long-term", long_stay(person(9)))  # never sent in: over one day
    later = Context(SYSTEM, NOW + timedelta(days=400))
    filing = db.session.scalars(select(Filing).where(Filing.submitted_at.is_not(None))).first()
    assert filing is not None
    erasing.erase(later, ErasureList(tmp_path).add, filings=[filing], accounts=list(db.session.scalars(select(User))))
    assert retention.run(later, ErasureList(tmp_path).add, [].append) is not None
    db.session.remove()
    assert faults() == []


def test_a_new_master_key_and_the_end_of_the_old_one_break_no_link(services: Flask) -> None:
    fill()
    right, masters = vault.keyring, MasterKeys.first(bytes(range(32))).with_another()
    try:
        vault.use(Keyring(masters))
        list(rekeying.seal_anew())
        vault.use(Keyring(masters.without(1)))
        db.session.remove()
        assert faults() == []
    finally:
        vault.use(right)


def test_another_key_fits_no_link(services: Flask) -> None:
    clerk = staff("clerk")
    sessions.begin(acting(clerk), clerk, NOW)
    right = vault.keyring
    try:
        vault.use(type(right)(bytes(32)))
        assert [fault.kind for fault in faults()] == [TrailFaultKind.CHANGED]
    finally:
        vault.use(right)


@pytest.mark.parametrize("words", ["", "x", "12", "12:zz", "12:abcd", ":" + "0" * 64])
def test_what_is_no_anchor_is_refused(words: str) -> None:
    with pytest.raises(ValueError):
        TrailAnchor.read(words)


def test_an_anchor_is_read_from_the_line_that_was_printed() -> None:
    kept = TrailAnchor(12, "ab" * 32)
    assert TrailAnchor.read(f"20261128T215000Z {kept}\n") == kept
