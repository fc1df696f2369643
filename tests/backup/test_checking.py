"""Fifty damaged backups, fifty refusals: what was altered, cut, swapped or lost is found before a restore begins."""

import contextlib
import random
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect

from portal.adapters.file_store import FileStore
from portal.backup.checking import verify
from portal.backup.depot import Depot
from portal.backup.faults import BackupFault
from portal.backup.restoring import restore
from tests.backup.conftest import BackedUpPortal, quiet
from tests.conftest import KEYRING

SEED = 20261127
Harm = Callable[[Path, Path, random.Random], None]
"""Does harm to the newest backup's folder; the second folder is the older one's."""


def flipped(name: str) -> Harm:
    def harm(new: Path, _old: Path, dice: random.Random) -> None:
        body = bytearray((new / name).read_bytes())
        body[dice.randrange(len(body))] ^= 1 << dice.randrange(8)
        (new / name).write_bytes(body)

    return harm


def cut(name: str, keep: float) -> Harm:
    def harm(new: Path, _old: Path, _dice: random.Random) -> None:
        body = (new / name).read_bytes()
        (new / name).write_bytes(body[: int(len(body) * keep)])

    return harm


def lost(name: str) -> Harm:
    return lambda new, _old, _dice: (new / name).unlink()


def swapped(name: str) -> Harm:
    def harm(new: Path, old: Path, _dice: random.Random) -> None:
        shutil.copy(old / name, new / name)

    return harm


def longer(name: str) -> Harm:
    def harm(new: Path, _old: Path, _dice: random.Random) -> None:
        with (new / name).open("ab") as file:
            file.write(b"\0\0\0\x10more than there was")

    return harm


def a_file(what: Callable[[Path, random.Random], None]) -> Harm:
    def harm(new: Path, _old: Path, dice: random.Random) -> None:
        what(dice.choice(sorted((new.parent / "papers").glob("??/??/*"))), dice)

    return harm


def flip_in(path: Path, dice: random.Random) -> None:
    body = bytearray(path.read_bytes())
    body[dice.randrange(len(body))] ^= 1 << dice.randrange(8)
    path.write_bytes(body)


def under_anothers_name(path: Path, _dice: random.Random) -> None:
    other = next(each for each in sorted(path.parents[2].glob("??/??/*")) if each != path)
    shutil.copy(other, path)


def renamed(new: Path, _old: Path, _dice: random.Random) -> None:
    new.rename(new.with_name("20991231T235959Z"))


def in_anothers_name(new: Path, old: Path, _dice: random.Random) -> None:
    shutil.rmtree(old)
    new.rename(old)


def mixed(new: Path, old: Path, _dice: random.Random) -> None:
    for name in ("rows", "papers.list"):
        shutil.copy(old / name, new / name)


FILES = ("rows", "papers.list", "manifest")
HARMS: list[Harm] = [
    *(flipped(name) for name in FILES for _turn in range(6)),
    *(cut(name, keep) for name in FILES for keep in (0, 0.3, 0.7, 0.999)),
    *(lost(name) for name in FILES),
    *(swapped(name) for name in FILES),
    *(longer(name) for name in FILES),
    *(a_file(flip_in) for _turn in range(4)),
    a_file(lambda path, _dice: path.unlink()),
    a_file(lambda path, _dice: path.write_bytes(b"")),
    a_file(lambda path, _dice: path.write_bytes(path.read_bytes()[:-1])),
    a_file(under_anothers_name),
    renamed,
    in_anothers_name,
    mixed,
]


def test_there_are_fifty() -> None:
    assert len(HARMS) == 50


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The format is the same for both engines, so one is enough here."""
    shutil.copy(sqlite_template, tmp_path / "portal.sqlite3")
    return f"sqlite:///{tmp_path / 'portal.sqlite3'}"


def test_fifty_damaged_backups_are_fifty_times_refused(
    town: BackedUpPortal, empty_place: Callable[[str], Engine], tmp_path: Path, instant: datetime
) -> None:
    town.back_up()
    town.file()
    town.back_up(later=60)
    place, files = empty_place("sqlite"), FileStore(tmp_path / "restored", KEYRING)
    accepted = []
    for number, harm in enumerate(HARMS):
        root = tmp_path / f"harmed{number}"
        shutil.copytree(town.depot.root, root)
        old, new = sorted(each for each in root.iterdir() if each.name.endswith("Z"))
        harm(new, old, random.Random(SEED + number))
        depot = Depot(root, KEYRING)
        for attempt in (
            lambda depot=depot: verify(depot, depot.named(None), instant, quiet),
            lambda depot=depot: restore(place, files, depot, depot.named(None), instant, quiet),
        ):
            with contextlib.suppress(BackupFault):
                attempt()
                accepted.append(number)
        shutil.rmtree(root)
    assert accepted == []
    assert inspect(place).get_table_names() == []
    assert not list(files.kept())


def test_a_note_of_being_verified_counts_only_in_its_own_backup(town: BackedUpPortal) -> None:
    first, second = town.back_up(), town.back_up(later=60)
    note = second.backup.folder / "verified"
    shutil.copy(first.backup.folder / "verified", note)
    assert second.backup.verified_at() is None
    note.write_bytes(b"\0\0")
    assert second.backup.verified_at() is None
    assert town.depot.newest_verified() is not None
