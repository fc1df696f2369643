"""What was backed up comes back, row by row and paper by paper, on either engine and from one to the other."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, select, text

from portal.adapters.erasure_list import ErasureList
from portal.adapters.file_store import FileStore
from portal.backup import rows
from portal.backup.checking import verify
from portal.backup.depot import Depot
from portal.backup.faults import BackupFault, Damaged
from portal.backup.restoring import restore
from portal.domain.actor import SYSTEM, Context
from portal.models import Erasure, Filing, db, schema
from portal.models.crypto import Keyring, SealErased
from portal.models.engine import build_engine
from portal.services import erasing, filings, kept_files
from tests.backup.conftest import BackedUpPortal, quiet
from tests.conftest import KEYRING, services_on
from tests.people import acting, citizen, long_stay, person

pytestmark = pytest.mark.slow

Places = Callable[[str], Engine]
ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


def tables_of(engine: Engine) -> dict[str, dict[str, object]]:
    """Count and digest of every table."""
    with rows.snapshot(engine) as connection:
        return rows.tallies(connection, lambda _done: None)


def files_of(files: FileStore) -> dict[str, bytes]:
    """Every kept paper, opened."""
    return {kept.key: files.get(kept.key) for kept in files.kept()}


@pytest.mark.parametrize("target", ENGINES)
def test_every_row_and_paper_comes_back(
    town: BackedUpPortal, empty_place: Places, tmp_path: Path, instant: datetime, target: str
) -> None:
    made = town.back_up()
    place, files = empty_place(target), FileStore(tmp_path / "restored", KEYRING)
    done = restore(place, files, town.depot, made.backup, instant, quiet)
    assert tables_of(place) == tables_of(town.engine) == done.manifest.tables
    assert done.manifest.tables["filings"].rows == 1
    assert files_of(files) == files_of(town.files)
    assert len(files_of(files)) == 5  # two papers that came in, three that went out
    schema.require_current(place)


def test_every_file_that_any_row_names_comes_back(
    town: BackedUpPortal, empty_place: Places, tmp_path: Path, instant: datetime
) -> None:
    town.take_faxes()
    made, files = town.back_up(), FileStore(tmp_path / "restored", KEYRING)
    restore(empty_place("sqlite"), files, town.depot, made.backup, instant, quiet)
    named = kept_files.all_named()
    assert len(named) == 7  # the five of a filing, a fax of two pages in one file, and one as it came
    assert set(files_of(files)) == named
    assert made.manifest.papers == len(named)


def test_what_an_older_program_left_out_of_a_backup_is_counted(
    town: BackedUpPortal, empty_place: Places, tmp_path: Path, instant: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its own list it is whole; the rows know better."""
    town.take_faxes()
    with monkeypatch.context() as older:
        older.setattr("portal.backup.making.kept_files.columns_of", _without_faxes(kept_files.columns_of))
        made = town.back_up()
    files = FileStore(tmp_path / "restored", KEYRING)
    assert restore(empty_place("sqlite"), files, town.depot, made.backup, instant, quiet).lacking == 2
    made = town.back_up(later=1)
    files = FileStore(tmp_path / "again", KEYRING)
    assert restore(empty_place("sqlite"), files, town.depot, made.backup, instant, quiet).lacking == 0


def _without_faxes(columns_of: Callable[[str], tuple[str, ...]]) -> Callable[[str], tuple[str, ...]]:
    return lambda table: () if "fax" in table else columns_of(table)


def test_no_column_that_could_name_a_file_is_left_out() -> None:
    naming = {
        (table.name, column.name)
        for table in db.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith(("storage_key", "kept_key", "file_key", "original_key"))
    }
    assert naming == {(table, name) for table in db.metadata.tables for name in kept_files.columns_of(table)}
    assert len(naming) == 5


@pytest.mark.parametrize("target", ENGINES)
def test_the_restored_portal_goes_on_where_the_old_one_stopped(
    town: BackedUpPortal, empty_place: Places, tmp_path: Path, instant: datetime, target: str
) -> None:
    made = town.back_up()
    place = empty_place(target)
    restore(place, FileStore(tmp_path / "restored", KEYRING), town.depot, made.backup, instant, quiet)
    with services_on(place.url.render_as_string(hide_password=False)):
        user = citizen(person(90))  # its row is numbered after those that came back
        draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(person(90)))
        assert filings.submit(acting(user), draft.number).id == 2


def test_papers_are_copied_once(town: BackedUpPortal) -> None:
    first, new = town.back_up(), town.file(2)
    second = town.back_up(later=10)
    assert (first.new_files, second.new_files, second.manifest.papers) == (5, 10, 15)
    assert set(new) <= {kept.key for kept in town.depot.files.kept()}


def test_a_backup_made_while_people_file_is_of_one_moment(
    town: BackedUpPortal, empty_place: Places, tmp_path: Path, instant: datetime
) -> None:
    stop = threading.Event()

    def file_on() -> None:
        while not stop.is_set():
            town.file()

    writer = threading.Thread(target=file_on)
    writer.start()
    try:
        made = [town.back_up(later=turn) for turn in range(4)]
    finally:
        stop.set()
        writer.join(60)
    counts = [each.manifest.tables["filings"].rows for each in made]
    assert counts == sorted(counts)
    assert counts[-1] > 1
    for each in made:
        place, files = empty_place("sqlite"), FileStore(tmp_path / each.backup.stamp, KEYRING)
        assert restore(place, files, town.depot, each.backup, instant, quiet).manifest == each.manifest


def test_older_ones_go_only_after_the_new_one_was_read_back(
    town: BackedUpPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = [town.back_up(later=turn, keep=2).backup.stamp for turn in range(3)]
    assert [each.stamp for each in town.depot.backups()] == stamps[1:]
    with monkeypatch.context() as patched:
        patched.setattr("portal.backup.making.verify", _not_sound)
        with pytest.raises(Damaged):
            town.back_up(later=3, keep=2)
    assert [each.stamp for each in town.depot.backups()][:2] == stamps[1:]
    town.back_up(later=4, keep=2)
    assert stamps[2] in [each.stamp for each in town.depot.backups()]  # the unsound one does not count


def _not_sound(*_all: object) -> None:
    raise Damaged("not sound")


def test_papers_that_no_backup_names_go_when_an_older_one_goes(town: BackedUpPortal) -> None:
    idle = town.depot.files.put(b"named by a backup that is gone")
    town.back_up(keep=1)
    assert idle in {kept.key for kept in town.depot.files.kept()}
    town.back_up(later=1, keep=1)
    assert {kept.key for kept in town.depot.files.kept()} == set(files_of(town.files))


def test_a_paper_whose_file_is_gone_makes_it_fail_loudly(town: BackedUpPortal) -> None:
    town.files.delete(next(town.files.kept()).key)
    with pytest.raises(BackupFault, match="1 份材料的文件不见了"):
        town.back_up()
    assert town.depot.backups() == []


def test_a_paper_that_went_bad_in_the_depot_is_copied_again(town: BackedUpPortal, instant: datetime) -> None:
    town.back_up()
    flip(next((town.depot.root / "papers").glob("??/??/*")), 40)
    with pytest.raises(Damaged):
        verify(town.depot, town.depot.named(None), instant, quiet)
    assert town.back_up(later=1).new_files == 1
    verify(town.depot, town.depot.named(None), instant, quiet)


def flip(path: Path, where: int) -> None:
    """Turn one bit of a file over."""
    body = bytearray(path.read_bytes())
    body[where % len(body)] ^= 1
    path.write_bytes(body)


def test_two_at_once_are_refused(town: BackedUpPortal) -> None:
    with town.depot.lock(), pytest.raises(BackupFault, match="另一个备份"):
        town.back_up()


def test_an_interrupted_one_never_looks_like_one(town: BackedUpPortal, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("portal.backup.making._write_files", _killed)
        with pytest.raises(KeyboardInterrupt):
            town.back_up()
    assert town.depot.backups() == []
    (town.depot.root / "20260101T000000Z.part").mkdir()
    assert town.back_up().backup.verified_at() is not None
    assert not list(town.depot.root.glob("*.part"))


def _killed(*_all: object) -> None:
    raise KeyboardInterrupt


def test_a_place_with_rows_or_papers_is_left_as_it_is(
    town: BackedUpPortal, empty_place: Places, tmp_path: Path, instant: datetime
) -> None:
    made = town.back_up()
    before = tables_of(town.engine)
    with pytest.raises(BackupFault, match="已经有数据"):
        restore(town.engine, FileStore(tmp_path / "new", KEYRING), town.depot, made.backup, instant, quiet)
    strange = FileStore(tmp_path / "strange", KEYRING)
    strange.put(b"somebody's")
    with pytest.raises(BackupFault, match="材料目录"):
        restore(empty_place("sqlite"), strange, town.depot, made.backup, instant, quiet)
    assert tables_of(town.engine) == before
    assert len(files_of(strange)) == 1


def test_a_restore_that_was_killed_is_simply_run_again(
    town: BackedUpPortal, empty_place: Places, tmp_path: Path, instant: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = town.back_up()
    place, files = empty_place("sqlite"), FileStore(tmp_path / "restored", KEYRING)
    with monkeypatch.context() as patched:
        patched.setattr("portal.backup.rows.load", _killed)
        with pytest.raises(KeyboardInterrupt):
            restore(place, files, town.depot, made.backup, instant, quiet)
    assert inspect(place).get_table_names() == []
    restore(place, files, town.depot, made.backup, instant, quiet)
    assert tables_of(place) == tables_of(town.engine)


def test_without_the_key_it_is_noise(town: BackedUpPortal, instant: datetime) -> None:
    made = town.back_up()
    other = Depot(town.depot.root, Keyring(bytes(32)))
    with pytest.raises(Damaged, match="密钥"):
        verify(other, other.named(made.backup.stamp), instant, quiet)
    for file in (path for path in made.backup.folder.iterdir()):
        body = file.read_bytes()
        assert "备份".encode() not in body
        assert b"wenshang" not in body


def test_a_backup_of_an_older_schema_is_restored_and_brought_up(tmp_path: Path, instant: datetime) -> None:
    old = build_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    schema.upgrade(old, "0002")
    with old.begin() as connection:
        connection.execute(text("INSERT INTO installation VALUES (1, 'real', '2026-01-01 00:00:00.000000')"))
    town = BackedUpPortal(None, old, FileStore(tmp_path / "papers", KEYRING), Depot(tmp_path / "depot", KEYRING))  # type: ignore[arg-type]
    made = town.back_up()
    assert made.manifest.revision == "0002"
    place = build_engine(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    restore(place, FileStore(tmp_path / "restored", KEYRING), town.depot, made.backup, instant, quiet)
    schema.require_current(place)
    with place.connect() as connection:
        assert connection.execute(text("SELECT kind FROM installation")).scalar() == "real"
    for engine in (old, place):
        engine.dispose()


def test_an_older_backup_is_held_to_what_was_erased_since(
    town: BackedUpPortal, empty_place: Places, tmp_path: Path, instant: datetime
) -> None:
    made, listed = town.back_up(), ErasureList(tmp_path)
    with town.app.app_context():
        filing = db.session.scalars(select(Filing)).one()
        gone = erasing.erase(Context(SYSTEM, instant), listed.add, filings=[filing])
        assert len(gone) == 5
    place, files = empty_place("sqlite"), FileStore(tmp_path / "restored", KEYRING)
    done = restore(place, files, town.depot, made.backup, instant, quiet, listed.read())
    assert done.erased == 1
    assert files_of(files) == {}
    with services_on(place.url.render_as_string(hide_password=False)):
        restored = db.session.scalars(select(Filing)).one()
        assert (restored.is_erased, restored.name_index) == (True, None)
        assert db.session.scalars(select(Erasure.uid)).all() == [restored.uid]
        with pytest.raises(SealErased):
            _ = restored.claims
