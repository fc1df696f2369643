"""`portal rekey` as an operator meets it: killed before any step, taken up again, and the old version ended."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count as numbers
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from portal.adapters.file_store import FileStore
from portal.models.crypto import load_keyring
from portal.models.folder_lock import held
from tests.processes import WARM, count, installed, portal

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with an account's invitation and a paper."""
    made = tmp_path / "var"
    installed(made)
    assert portal(made, "user", "add", "zhang", "--role", "supervisor", "--county", "wenshang").returncode == 0
    papers_of(made).put(b"paper")
    return made


def papers_of(data: Path) -> FileStore:
    """The papers, by what the key file holds now."""
    return FileStore(data / "papers", load_keyring(data / "keys" / "portal.key", may_create=False))


def versions(data: Path) -> list[str]:
    """The versions that the key file holds, and its search key."""
    return [line.split()[0] for line in (data / "keys" / "portal.key").read_text().splitlines()]


def killed_before(step: int, data: Path) -> None:
    """In a process of its own: the command, killed before the so-manieth step that lasts."""
    steps = numbers(1)

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def done(*given: Any, **named: Any) -> Any:
            if next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)

        return done

    for owner, name in ((os, "fsync"), (Path, "rename"), (Path, "unlink")):
        setattr(owner, name, counted(getattr(owner, name)))
    event.listen(Engine, "commit", counted(lambda _connection: None))
    os.environ["PORTAL_DATA_DIR"] = str(data)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    from portal.cli import main

    sys.exit(main(["rekey"]))


def test_killed_before_any_step_it_is_taken_up_again(data: Path, tmp_path: Path) -> None:
    for step in numbers(1):
        here = tmp_path / str(step) / "var"
        shutil.copytree(data, here)
        process = WARM.Process(target=killed_before, args=(step, here))
        process.start()
        process.join()
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        done = portal(here, "rekey")
        assert done.returncode == 0, done.stderr
        store = papers_of(here)
        assert (store.old_ones(), [store.get(kept.key) for kept in store.kept()]) == (0, [b"paper"])
        assert list(here.rglob("*.new")) == []
    assert step > 6


def test_the_old_version_is_destroyed_and_all_goes_on(data: Path) -> None:
    with held(data / "keys"):
        refused = portal(data, "rekey")
    assert (refused.returncode, "正有另一个" in refused.stderr, len(versions(data))) == (1, True, 1), "two at once"
    done = portal(data, "rekey")
    assert done.returncode == 0, done.stderr
    assert "查找用的索引不变" in done.stdout
    assert versions(data) == ["1", "2", "search"]
    assert portal(data, "rekey", "--destroy-old").returncode == 0
    assert versions(data) == ["2", "search"]
    assert portal(data, "user", "add", "li", "--role", "clerk", "--county", "wenshang").returncode == 0
    assert count(data, "SELECT count(*) FROM tokens") == [(2,)]
    store = papers_of(data)
    assert [store.get(kept.key) for kept in store.kept()] == [b"paper"]
    assert portal(data, "doctor").stdout.count("打得开数据") == 1
