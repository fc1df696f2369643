"""What a crash or an hour left behind: the worker removes it when its time is over, and nothing before."""

import os
from dataclasses import fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from portal.adapters.file_store import FileStore
from portal.adapters.prepared_pictures import KEPT_FOR, PreparedPictures
from portal.worker import CHORES_EVERY, Worker
from tests.conftest import KEYRING
from tests.test_worker import clock, worker  # noqa: F401 - fixtures
from tests.web.living import StoppedClock

SECOND = timedelta(seconds=1)


def put(files: FileStore, written_at: datetime) -> str:
    """A file that is there since then."""
    key = files.put(b"nobody's")
    os.utime(files._path(key), (written_at.timestamp(),) * 2)
    return key


def test_a_file_that_is_not_a_day_old_yet_stays(worker: Worker, clock: StoppedClock) -> None:  # noqa: F811
    """A paper is on disk before its row is: the act it came with may be under way."""
    young = put(worker.files, clock() - CHORES_EVERY + SECOND)
    put(worker.files, clock() - CHORES_EVERY - SECOND)
    worker.chores()
    assert [file.key for file in worker.files.kept()] == [young]


def test_the_chores_forget_pictures_past_their_hour(
    worker: Worker,  # noqa: F811
    clock: StoppedClock,  # noqa: F811
    tmp_path: Path,
) -> None:
    files = FileStore(tmp_path / "pictures", KEYRING)
    young = put(files, clock() - KEPT_FOR + SECOND)
    put(files, clock() - KEPT_FOR - SECOND)
    replace(worker, pictures=PreparedPictures(files)).chores()
    assert [file.key for file in files.kept()] == [young]


class WithoutChores(Worker):
    """Whose day is not over yet."""

    def chores(self) -> None:
        """Another day."""


def test_pictures_are_forgotten_every_hour_between_the_chores(
    worker: Worker,  # noqa: F811
    clock: StoppedClock,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop, forgot_at = Event(), []

    class Stopping(PreparedPictures):
        def forget(self, now: datetime) -> int:
            forgot_at.append(now)
            if len(forgot_at) == 3:
                stop.set()
            return 0

    def passing() -> datetime:
        clock.pass_by(timedelta(minutes=5))
        return clock()

    monkeypatch.setattr("portal.worker.REST", 0.0)
    monkeypatch.setattr(Worker, "clear_terminals", lambda _worker: None)
    same = {field.name: getattr(worker, field.name) for field in fields(worker)}
    WithoutChores(**same | {"clock": passing, "pictures": Stopping(worker.files)}).run(stop)
    first, second, third = forgot_at
    assert all(KEPT_FOR <= later - sooner < 2 * KEPT_FOR for sooner, later in ((first, second), (second, third)))
