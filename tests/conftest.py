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
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from portal.adapters import divisions, name_readings
from portal.adapters.common_words import common_words
from portal.adapters.sandbox import SANDBOX
from portal.adapters.work_calendar import load_calendar
from portal.catalogue.repository import Catalogue
from portal.models import Base, db, schema
from portal.models.crypto import Keyring
from portal.models.engine import build_engine
from portal.models.sealed import vault
from portal.services import hospitals
from portal.services.password_rules import first_guesses
from portal.services.rulebook import rulebook
from portal.web.language import language
from portal.wording import translation
from tests import done_once, statements_of_this_process
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


class TemplatesOfThisProcess(BytecodeCache):
    """Compiles a template once for all the apps of a test process, each of which would compile it anew."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | Path | None = None) -> str:
        """A template is compiled for one language, as `catalogue` has it: that of a test may be of its own."""
        return f"{super().get_cache_key(name, filename)}-{language()}-{translation.TRANSLATIONS}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja compares the checksum of the source itself."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was just compiled."""
        self._code[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": TemplatesOfThisProcess()}
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


@pytest.fixture
def postgresql(postgresql_server: str, empties: Callable[[], object]) -> str:
    """The address of that server, emptied."""
    empties()
    return postgresql_server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty, migrated database; every test that takes it runs on both engines."""
    if request.param == "sqlite":
        copy = tmp_path / "portal.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), copy)
        return f"sqlite:///{copy}"
    url: str = request.getfixturevalue("postgresql")
    return url


@contextmanager
def services_on(url: str) -> Iterator[Flask]:
    """The services over one database, without any web: what a command or a worker has."""
    app = Flask("services")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    vault.use(KEYRING)
    rulebook.use(Catalogue.load(), load_calendar(), divisions.GAZETTEER)
    first_guesses.use(common_words(), name_readings.readings)
    with app.app_context():
        hospitals.sync(Catalogue.load())
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
