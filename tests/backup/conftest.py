"""A portal with filings, papers and drawn notices on either engine, its depot, and empty places to restore into."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from portal.adapters.file_store import FileStore
from portal.backup.depot import Depot
from portal.backup.making import Made, make
from portal.domain.actor import SYSTEM, Context
from portal.domain.faxes import FaxTrouble
from portal.models import db
from portal.models.engine import build_engine
from portal.models.transaction import transaction
from portal.services import documents, faxes, filings, notices, outbox
from portal.services.documents import StoredFile
from portal.services.faxes import ArrivedFax, KeptOriginal, KeptPart
from tests.approving import approve
from tests.conftest import KEYRING
from tests.people import NOW, acting, citizen, long_stay, person, staff
from tests.postgresql import database_beside


def quiet(_what: str, _done: int, _total: int) -> None:
    """Told how far the work is, and tells nobody."""


@dataclass
class BackedUpPortal:
    """A small portal in use."""

    app: Flask
    engine: Engine
    files: FileStore
    depot: Depot
    serial: int = 0

    def file(self, count: int = 1) -> list[str]:
        """So many filings more, each with two papers, approved, its three notices kept; returns their papers' keys."""
        keys = []
        with self.app.app_context():
            for _turn in range(count):
                self.serial += 1
                keys += self._one(self.serial)
            self._keep_notices()
        return keys

    def _keep_notices(self) -> None:
        """As the worker leaves them, without drawing each: a backup looks into no paper."""
        ctx = Context(SYSTEM, NOW)
        while (claimed := outbox.claim(ctx)) is not None:
            with transaction():
                notices.keep(claimed.subject, self.files.put(b"%PDF of a notice"), False)
                outbox.finish(ctx, claimed)

    def take_faxes(self) -> None:
        """One of two pages in one file, and one that was set aside as it came."""
        ctx, keys = Context(SYSTEM, NOW), [self.files.put(content) for content in (b"two pages", b"no picture")]
        with self.app.app_context():
            faxes.take(ctx, ArrivedFax("wenshang", "a.tif", "a" * 64, ""), [KeptPart(keys[0], 2, ())])
            aside = KeptOriginal(keys[1], FaxTrouble.OTHER_KIND)
            faxes.take(ctx, ArrivedFax("wenshang", "b.tif", "b" * 64, ""), [], aside)

    def _one(self, serial: int) -> list[str]:
        author = acting(citizen(person(serial, "备份")))
        draft = filings.open_draft(author, "wenshang.long-term", long_stay(person(serial, "备份")))
        keys = [self.files.put(f"paper {serial} {turn}".encode()) for turn in range(2)]
        for key in keys:
            stored = StoredFile(key, "image/jpeg", 9, 1, secrets.token_hex(32))
            documents.attach(author, draft.number, "residence_proof", stored, None)
        sent = filings.submit(author, draft.number)
        approve(acting(staff(f"clerk{serial}")), sent)
        db.session.remove()
        return keys

    def back_up(self, later: float = 0, keep: int = 7) -> Made:
        """One backup, so many seconds after the first."""
        return make(self.engine, self.files, self.depot, NOW + timedelta(seconds=later), keep, quiet)


@pytest.fixture
def town(services: Flask, tmp_path: Path) -> BackedUpPortal:
    """The portal, its database on either engine."""
    town = BackedUpPortal(
        services, db.engine, FileStore(tmp_path / "papers", KEYRING), Depot(tmp_path / "depot", KEYRING)
    )
    town.file()
    return town


@pytest.fixture
def empty_place(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Engine]]:
    """Empty databases of the engine one asks for."""
    engines: list[Engine] = []

    def new(kind: str) -> Engine:
        if kind == "postgresql":
            url = database_beside(request.getfixturevalue("postgresql_server"))
        else:
            url = f"sqlite:///{tmp_path / f'restored_{secrets.token_hex(4)}'}"
        engines.append(build_engine(url))
        return engines[-1]

    yield new
    for engine in engines:
        engine.dispose()


@pytest.fixture
def instant() -> datetime:
    """When the restore happens."""
    return NOW + timedelta(days=1)
