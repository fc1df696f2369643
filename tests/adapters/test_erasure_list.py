"""What was erased is on the list, and the list on the disk, before anything is erased."""

from pathlib import Path

import pytest

from portal.adapters.erasure_list import NAME, ErasureList
from portal.models.erasures import Erasure
from tests.people import NOW
from tests.settled import settled


def test_it_is_on_the_disk_when_it_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = settled(monkeypatch)
    ErasureList(tmp_path).add([Erasure(uid="a" * 32, of_table="filings", at=NOW)])
    assert synced == [str(tmp_path / NAME), str(tmp_path)]


def test_what_is_on_it_already_is_on_it_once(tmp_path: Path) -> None:
    listed, gone = ErasureList(tmp_path), Erasure(uid="a" * 32, of_table="filings", at=NOW)
    listed.add([gone])
    listed.add([gone, Erasure(uid="b" * 32, of_table="users", at=NOW)])
    assert [each.uid for each in listed.read()] == ["a" * 32, "b" * 32]


def test_it_reaches_the_folder_of_the_backups_at_once_and_one_that_is_gone_hinders_nothing(tmp_path: Path) -> None:
    here, backups = tmp_path / "here", tmp_path / "backups"
    here.mkdir()
    for uid in ("a" * 32, "b" * 32):
        ErasureList(here, backups).add([Erasure(uid=uid, of_table="users", at=NOW)])
        backups.mkdir(exist_ok=True)
    assert [each.uid for each in ErasureList(here).read()] == ["a" * 32, "b" * 32]
    assert [each.uid for each in ErasureList(backups).read()] == ["b" * 32]
