"""Fixtures every part of the suite shares: a fresh database on either engine, the rules, and people to act."""

import gc
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from sqlalchemy import select

from portal.adapters import divisions, name_readings
from portal.adapters.common_words import common_words
from portal.adapters.sandbox import SANDBOX
from portal.adapters.work_calendar import load_calendar
from portal.catalogue.repository import Catalogue
from portal.models import Base, Hospital, db, schema
from portal.models.crypto import Keyring
from portal.models.engine import build_engine
from portal.models.sealed import vault
from portal.services import hospitals
from portal.services.password_rules import first_guesses
from portal.services.rulebook import rulebook
from tests import compiled_templates, done_once, statements_of_this_process
from tests.postgresql import throw_away_server
from tests.trees import ALIKE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.access.world import World
    from tests.web.living import LivingPortal

IN_MEMORY = Path("/dev/shm")
"""A short test waits longer for the disk than it computes; that each promise is synced, `tests/faults` looks at."""
HAS_ROOM = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > 4 * 2**30
if HAS_ROOM and not os.statvfs(IN_MEMORY).f_flag & os.ST_NOEXEC:  # an installed portal is started from there
    os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)

KEYRING = Keyring(bytes(range(32)))
vault.use(KEYRING)  # a row that is made without any database seals too, whichever test comes first in a process


compiled_templates.share()
statements_of_this_process.share()
done_once.share()


LONG = frozenset(
    {
        "tests/test_doctor.py",
        "tests/test_worker.py",
    }
)
"""Files that take long for so few tests, beside those that are marked."""


def pytest_configure(config: pytest.Config) -> None:
    """Where pytest keeps what it knows of the last run, if it does."""
    if config.pluginmanager.has_plugin("cacheprovider"):
        ALIKE.keep_in(config.cache.mkdir("shapes_of_pages"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long files first, so that no worker is left alone with one at the end; a file is one worker's (Makefile)."""
    size = Counter(item.path for item in items)
    long = {item.path for item in items if item.get_closest_marker("browser") or item.get_closest_marker("slow")}
    long |= {config.rootpath / name for name in LONG}
    items.sort(key=lambda item: (item.path not in long, -size[item.path], item.path))


def pytest_collection_finish() -> None:
    """Thousands of collected tests stay to the end; the garbage collector need not walk through them each time."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """One checker serves all tests of a process, as it does all uploads of a portal."""
    SANDBOX.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy for each test."""
    path = tmp_path_factory.mktemp("template") / "portal.sqlite3"
    engine = build_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def sqlite_template_of_services(sqlite_template: Path) -> Path:
    """The same with the counties' hospitals, to copy for each test of services."""
    path = sqlite_template.with_name("services.sqlite3")
    shutil.copy(sqlite_template, path)
    with services_on(f"sqlite:///{path}"):
        pass  # they are written as it begins
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A migrated, empty PostgreSQL."""
    with throw_away_server() as url:
        engine = build_engine(url)
        schema.upgrade(engine)
        engine.dispose()
        yield url


@pytest.fixture(scope="session")
def empties(postgresql_server: str) -> Iterator[Callable[[], object]]:
    """Empties that server: row by row, for TRUNCATE makes new files for every table and index; by one connection."""
    engine = build_engine(postgresql_server)
    words = [
        "SET LOCAL session_replication_role = replica",  # neither keys nor triggers are asked
        *(f"DELETE FROM {table.name}" for table in Base.metadata.sorted_tables),
        "SELECT setval(sequencename::regclass, 1, false) FROM pg_sequences WHERE last_value IS NOT NULL",
    ]

    def empty() -> None:
        with engine.begin() as connection:
            connection.connection.cursor().execute("; ".join(words))  # one question for the server

    yield empty
    engine.dispose()


@pytest.fixture(scope="session")
def writes_hospitals(postgresql_server: str, empties: Callable[[], object]) -> Iterator[Callable[[], object]]:
    """Writes the counties' hospitals into that server, emptied, as the services wrote them once."""
    empties()
    with services_on(postgresql_server):
        pass
    engine = build_engine(postgresql_server)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE SCHEMA kept; CREATE TABLE kept.hospitals AS SELECT * FROM hospitals")
    words = """INSERT INTO hospitals SELECT * FROM kept.hospitals;
        SELECT setval(pg_get_serial_sequence('hospitals', 'id'), max(id)) FROM hospitals"""

    def write() -> None:
        with engine.begin() as connection:
            connection.connection.cursor().execute(words)

    yield write
    engine.dispose()


@pytest.fixture
def postgresql(postgresql_server: str, empties: Callable[[], object]) -> str:
    """The address of that server, emptied."""
    empties()
    return postgresql_server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty, migrated database; every test that takes it runs on both engines.

    Where services are asked for besides, it holds already what they would write as they begin.
    """
    of_services = "services" in request.fixturenames
    if request.param == "sqlite":
        copy = tmp_path / "portal.sqlite3"
        template = "sqlite_template_of_services" if of_services else "sqlite_template"
        shutil.copyfile(request.getfixturevalue(template), copy)
        return f"sqlite:///{copy}"
    if of_services:
        request.getfixturevalue("writes_hospitals")  # makes them once, in the emptied server
    url: str = request.getfixturevalue("postgresql")
    if of_services:
        request.getfixturevalue("writes_hospitals")()
    return url


@contextmanager
def services_on(url: str) -> Iterator[Flask]:
    """The services over one database, without any web: what a command or a worker has."""
    app = Flask("services", static_folder=None)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    vault.use(KEYRING)
    rulebook.use(Catalogue.load(), load_calendar(), divisions.GAZETTEER)
    first_guesses.use(common_words(), name_readings.readings)
    with app.app_context():
        if db.session.scalar(select(Hospital.id).limit(1)) is None:
            hospitals.sync(Catalogue.load())
        db.session.rollback()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def services(database_url: str) -> Iterator[Flask]:
    """Services on an empty database, on both engines."""
    with services_on(database_url) as app:
        yield app


@pytest.fixture(scope="session")
def living(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator["LivingPortal"]:
    """A portal with nobody in it, made once; whoever takes it renews it."""
    from tests.web.living import LivingPortal  # the web is heavy, and many tests need none

    made = LivingPortal(tmp_path_factory.mktemp("living"), sqlite_template)
    yield made
    made.close()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator["World"]:
    """A portal with a filing in every channel and state, made once; whoever takes it renews it."""
    from tests.access.world import World

    made = World(tmp_path_factory.mktemp("world"), sqlite_template)
    yield made
    made.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """The browser of the browser tests and of the journeys, started once: a process can run Playwright only once."""
    from playwright.sync_api import sync_playwright  # heavy, and most tests need no browser

    from tests.browser.chromium import launched

    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()
