"""The store of papers: sealed, private, complete or absent."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.adapters.file_store import FileMissing, FileStore
from portal.models.crypto import Keyring, SealBroken
from tests.settled import settled

CONTENT = "居住证 赵测试".encode() * 100


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "papers", Keyring(os.urandom(32)))


def files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def test_paper_comes_back_as_it_was(store: FileStore) -> None:
    keys = [store.put(CONTENT), store.put(CONTENT)]
    assert len(set(keys)) == 2
    assert [store.get(key) for key in keys] == [CONTENT, CONTENT]
    assert {kept.key for kept in store.kept()} == set(keys)


def test_paper_on_disk_is_unreadable_and_private(store: FileStore, tmp_path: Path) -> None:
    key = store.put(CONTENT)
    [path] = files(tmp_path)
    assert path == tmp_path / "papers" / key[:2] / key[2:4] / key
    assert "居住证".encode() not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    folders = [tmp_path / "papers", path.parent.parent, path.parent]
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in folders] == [0o700] * 3


def test_paper_moved_under_another_key_does_not_open(store: FileStore, tmp_path: Path) -> None:
    first, second = store.put(CONTENT), store.put(CONTENT)
    paths = {path.name: path for path in files(tmp_path)}
    paths[first].write_bytes(paths[second].read_bytes())
    assert store.get(second) == CONTENT
    with pytest.raises(SealBroken):
        store.get(first)


@pytest.mark.parametrize("key", ["", "..", "../../etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "\n", "0" * 32])
def test_key_that_names_no_paper_is_missing(store: FileStore, key: str) -> None:
    store.put(CONTENT)
    with pytest.raises(FileMissing):
        store.get(key)


def test_deleted_paper_is_gone_and_may_be_deleted_again(store: FileStore, tmp_path: Path) -> None:
    key = store.put(CONTENT)
    assert len(files(tmp_path)) == 1
    store.delete(key)
    store.delete(key)
    assert files(tmp_path) == []
    assert list(store.kept()) == []


def test_what_a_disk_still_holds_of_a_deleted_paper_opens_to_nobody(store: FileStore, tmp_path: Path) -> None:
    key = store.put(CONTENT)
    [path] = files(tmp_path)
    other_name = tmp_path / "same bytes on the disk"
    other_name.hardlink_to(path)
    store.delete(key)
    assert files(tmp_path) == [other_name]
    other_name.rename(path)
    with pytest.raises(SealBroken):
        store.get(key)


def test_a_delete_that_was_killed_is_ended_by_the_sweep(store: FileStore, tmp_path: Path) -> None:
    [path] = files(tmp_path) if store.put(CONTENT) else []
    path.rename(path.with_suffix(".gone"))
    assert list(store.kept()) == []
    assert store.sweep_unfinished(datetime.now(UTC) + timedelta(hours=1)) == 1
    assert files(tmp_path) == []


def test_failed_write_leaves_nothing(store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        assert files(tmp_path) != []
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("portal.models.durable.settle", lambda _: None)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.put(CONTENT)
    assert files(tmp_path) == []


def test_file_and_folder_reach_the_disk_before_the_key_is_told(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = settled(monkeypatch)
    key = store.put(CONTENT)
    folder = tmp_path / "papers" / key[:2] / key[2:4]
    assert synced[-2:] == [str(folder / f"{key}.part"), str(folder)]
    assert {str(folder.parent), str(tmp_path / "papers"), str(tmp_path)} <= set(synced)


def test_sweep_takes_only_old_unfinished_files(store: FileStore, tmp_path: Path) -> None:
    key = store.put(CONTENT)
    [kept] = files(tmp_path)
    unfinished = kept.with_suffix(".part")
    unfinished.write_bytes(b"half")
    now = datetime.now(UTC)
    assert store.sweep_unfinished(now - timedelta(hours=1)) == 0
    assert {file.key for file in store.kept()} == {key}
    assert store.sweep_unfinished(now + timedelta(hours=1)) == 1
    assert files(tmp_path) == [kept]
