"""A short part of each, in every run of the tests; `make faults` runs all of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.domain.vocabulary import FilingStatus
from portal.models import Filing, db
from tests.faults import database_kills, first_start, kills, migrations, powercut, syscalls, tasks
from tests.faults.served_portal import ServedPortal
from tests.faults.tally import LossTally
from tests.faults.verify import verify
from tests.faults.visitors import Acknowledged
from tests.postgresql import Server, own_server

pytestmark = pytest.mark.slow
SEED = 11


@pytest.fixture
def town(tmp_path: Path, sqlite_template: Path) -> ServedPortal:
    """A prepared installation on SQLite."""
    place = ServedPortal(tmp_path / "var")
    place.data.mkdir(mode=0o700)
    shutil.copy(sqlite_template, place.data / "portal.sqlite3")
    place.prepare()
    return place


@pytest.fixture
def postgresql() -> Iterator[Server]:
    """A server that syncs, ours to kill."""
    with own_server() as server:
        yield server


def clean(tally: LossTally, least: int) -> None:
    """Enough was acknowledged, nothing lost, nothing twice."""
    assert tally.acknowledged >= least
    assert (tally.lost, tally.doubled) == (0, 0)


def test_killed_under_load(town: ServedPortal) -> None:
    clean(kills.killed_under_load(town, 3, SEED), 20)
    with town.application():
        draft = db.session.query(Filing).filter(Filing.status == FilingStatus.SUBMITTED).limit(1).one().number
    untrue = [Acknowledged("approved", draft), Acknowledged("opened", "0" * 12), Acknowledged("paper", "0" * 12)]
    assert verify(town, [Acknowledged("submitted", draft), *untrue]).lost == len(untrue)  # what verifies, bites


@pytest.mark.postgresql
def test_killed_on_postgresql_and_postgresql_killed(tmp_path: Path, postgresql: Server) -> None:
    town = ServedPortal(tmp_path / "var", postgresql.url)
    town.prepare()
    clean(kills.killed_under_load(town, 1, SEED), 20)
    clean(database_kills.database_killed(town, postgresql, 1, SEED + 1), 20)


def test_a_fault_at_one_call_or_another(town: ServedPortal) -> None:
    tally, struck = syscalls.one_fault_at_a_time(town, syscalls.sweep_points()[::17], SEED)
    clean(tally, 30)
    assert struck >= 4


def test_a_full_disk_is_no_false_receipt_and_mends_itself(town: ServedPortal) -> None:
    clean(syscalls.failing_for_a_while(town, ["pwrite64:error=ENOSPC", "ftruncate:error=ENOSPC"], 2, SEED), 10)


def test_after_a_power_cut_everything_acknowledged_is_there(town: ServedPortal) -> None:
    clean(powercut.cut_everywhere(powercut.record(town, 40, SEED, careless=False), 40, SEED), 20)


def test_the_model_of_the_disk_bites_when_syncs_are_left_out(town: ServedPortal) -> None:
    assert powercut.cut_everywhere(powercut.record(town, 40, SEED, careless=True), 20, SEED).lost > 0


def test_the_key_outlives_what_it_sealed(tmp_path: Path, sqlite_template: Path) -> None:
    """With tables that hold nobody yet; `make faults` begins with no file at all."""
    place = ServedPortal(tmp_path / "town" / "var")
    place.data.mkdir(parents=True, mode=0o700)
    shutil.copy(sqlite_template, place.data / "portal.sqlite3")
    assert first_start.cut_in_first_start(place) > 100


def test_a_migration_killed_leaves_the_old_schema_or_the_new(tmp_path: Path, sqlite_template: Path) -> None:
    """On the way through the last that move rows and make tables anew; `make faults` takes them all."""
    place = ServedPortal(tmp_path / "var")
    place.data.mkdir()
    shutil.copy(sqlite_template, place.data / "portal.sqlite3")
    migrations.killed_while_migrating(place, ["0099", "0105"], SEED)


def test_a_killed_worker_leaves_no_task_undone(town: ServedPortal) -> None:
    clean(tasks.worker_killed(town, 2, SEED), 6)
