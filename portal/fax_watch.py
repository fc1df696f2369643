"""Takes what a fax server drops: each file once it is whole, and out of its folder only after the tray has it.

Killed at any moment it is started again: what the tray has is known by content and name and only cleared away, what was
kept and no row came to name is swept by the worker a day later.
"""

import io
import logging
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fcntl import LOCK_NB, LOCK_SH, flock
from os import fstat, stat_result
from pathlib import Path
from stat import S_ISREG
from threading import Event

from sqlalchemy.exc import OperationalError

from portal.adapters import fax_files
from portal.adapters.fax_files import Completeness
from portal.domain.actor import SYSTEM, Context
from portal.fax_taking import FaxTaker, NotNow
from portal.models import db
from portal.services import faxes

REST = 1.0
"""Seconds between two looks at a folder in which nothing was ready."""
QUIET = 5.0
"""Seconds a whole file stays as it is before it is taken: some servers append page after page."""
PATIENCE = 600.0
"""Seconds an unfinished file may stay as it is before it is set aside: no page of a fax takes so long."""
NOTED_EVERY = 30.0
"""Seconds between two lines of when the folders were looked through."""
log = logging.getLogger("portal.fax")


@dataclass
class _Sighting:
    """A file as it was seen, and since when it has been so, by a clock that nobody sets."""

    shape: tuple[int, int, int]
    since: float
    is_looked_at: bool = False
    completeness: Completeness = Completeness.CUT


@dataclass
class FaxWatcher:
    """Looks through the folder of each county, again and again."""

    taker: FaxTaker
    folders: Mapping[str, Path]
    quiet: float = QUIET
    patience: float = PATIENCE
    monotonic: Callable[[], float] = time.monotonic
    _seen: dict[Path, _Sighting] = field(default_factory=dict)
    _unread: set[str] = field(default_factory=set)
    _noted: float | None = None

    def run(self, stop: Event) -> None:
        """Until it is to stop; a file in hand is finished first. A database that is away is waited for."""
        while not stop.is_set():
            try:
                if self.look(stop):
                    continue
            except OperationalError as fault:
                db.session.rollback()
                log.error("the database does not answer: %s", type(fault.orig).__name__)
            stop.wait(REST)

    def look(self, stop: Event | None = None) -> int:
        """Once through all folders; returns how many files left them."""
        dropped = {county: paths for county in self.folders if (paths := self._dropped(county)) is not None}
        self._note(dropped)
        gone, there = 0, set[Path]()
        for county, paths in dropped.items():
            for path in paths:
                if stop is not None and stop.is_set():
                    return gone
                there.add(path)
                gone += self._look_at(county, path)
                self._note(dropped)
        for path in self._seen.keys() - there:
            del self._seen[path]
        return gone

    def _dropped(self, county: str) -> list[Path] | None:
        """The files of its folder; none where that cannot be read, which is said once and keeps nobody waiting."""
        try:
            paths = _dropped(self.folders[county])
        except OSError as fault:
            if county not in self._unread:
                log.error("the folder of faxes %s cannot be read: %s", self.folders[county], fault.strerror)
                self._unread.add(county)
            return None
        self._unread.discard(county)
        return paths

    def _note(self, counties: Collection[str]) -> None:
        now = self.monotonic()
        if self._noted is None or now - self._noted >= NOTED_EVERY:
            faxes.note_watched(Context(SYSTEM, self.taker.clock()), counties)
            self._noted = now

    def _look_at(self, county: str, path: Path) -> bool:
        """Whether the tray has it and its folder has it no more."""
        try:
            with path.open("rb") as file:
                flock(file, LOCK_SH | LOCK_NB)  # HylaFAX holds what it is receiving
                before = fstat(file.fileno())
                if not self._is_ready(path, before, file):
                    return False
                self.taker.take(county, path.name, file, before.st_mtime)
                return _is_cleared(path, before)
        except NotNow:
            log.warning("a fax cannot be looked at just now, it stays where it is")
        except BlockingIOError:
            self._seen.pop(path, None)
        except FileNotFoundError:
            pass
        except OSError as fault:
            log.error("a fax cannot be read or cleared away: %s", fault.strerror)
        return False

    def _is_ready(self, path: Path, stat: stat_result, file: io.BufferedReader) -> bool:
        """Whole and unchanged for a while, or unfinished and given up."""
        now, seen = self.monotonic(), self._seen.get(path)
        if seen is None or seen.shape != _shape(stat):
            seen = self._seen[path] = _Sighting(_shape(stat), now)
            if self.quiet > 0:
                return False
        if not seen.is_looked_at:
            seen.completeness = fax_files.completeness(file.read(self.taker.limits.max_bytes + 1))
            if stat.st_size > self.taker.limits.max_bytes:
                seen.completeness = Completeness.WHOLE  # nothing but its size is said of it
            seen.is_looked_at = True
            file.seek(0)
        enough = self.quiet if seen.completeness is Completeness.WHOLE else self.patience
        return now - seen.since >= enough


def _dropped(folder: Path) -> list[Path]:
    """The files of a folder, oldest first; hidden ones are still being brought. Raises `OSError`."""
    found = []
    for path in folder.iterdir():
        if not path.name.startswith("."):
            with suppress(FileNotFoundError):
                found.append((path.lstat(), path))
    files = [(stat.st_mtime_ns, path.name, path) for stat, path in found if S_ISREG(stat.st_mode)]
    return [path for _time, _name, path in sorted(files)]


def _shape(stat: stat_result) -> tuple[int, int, int]:
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def _is_cleared(path: Path, taken: stat_result) -> bool:
    """Out of the folder, unless somebody wrote to it meanwhile: then it is another file, and taken as one."""
    with suppress(FileNotFoundError):
        if _shape(path.lstat()) != _shape(taken):
            return False
        path.unlink()
    return True
