"""Writers of one SQLite file take turns: a queue kept by the kernel in front of the write transaction.

SQLite itself keeps no queue: a writer that finds the file locked sleeps and tries again, ever more rarely, so that
of sixteen writers one got through ten times and another three hundred, and the unluckiest waited seven seconds. With
a lock file everybody got the same share and nobody waited longer than 0.3 s (sixteen processes, two cores; polling the
lock file each millisecond instead of sleeping in the kernel: 0.9 s). bench/README.md has the figures.
"""

import contextlib
import fcntl
import os
import sqlite3
from typing import Any

SUFFIX = "-writers"


class LockedConnection(sqlite3.Connection):
    """A connection whose write transactions wait their turn; the kernel frees the place of a process that died."""

    def __init__(self, database: str, *args: Any, **options: Any) -> None:
        super().__init__(database, *args, **options)
        (self._path,) = self.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()
        # An open file of its own for each connection: then threads of one process queue up like processes do.
        self._queue: int | None = None
        if self._path:
            self._queue = os.open(self._path + SUFFIX, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def keep_private(self) -> None:
        """Leave the database, its log and its lock file to the portal's own user, whatever folder or umask say.

        By their names: to open and close the database beside SQLite would let go of its locks.
        """
        if not self._path:
            return
        self.execute("PRAGMA schema_version").fetchone()  # there is a file from here on; its log takes on its mode
        for suffix in ("", "-wal", "-shm", SUFFIX):
            with contextlib.suppress(FileNotFoundError, PermissionError):
                if os.stat(self._path + suffix).st_mode & 0o077:
                    os.chmod(self._path + suffix, 0o600)

    def take_write_lock(self) -> None:
        """Come back when no other writer of this file is at work; a database in memory has no other."""
        if self._queue is not None:
            fcntl.flock(self._queue, fcntl.LOCK_EX)

    def release_write_lock(self) -> None:
        """Let the next one write; without a turn to pass on, nothing happens."""
        if self._queue is not None:
            fcntl.flock(self._queue, fcntl.LOCK_UN)

    def commit(self) -> None:
        """As the driver does; a commit that failed keeps the turn until it is rolled back."""
        super().commit()
        self.release_write_lock()

    def rollback(self) -> None:
        """As the driver does."""
        try:
            super().rollback()
        finally:
            self.release_write_lock()

    def close(self) -> None:
        """As the driver does; the place in the queue goes with the connection."""
        super().close()
        if self._queue is not None:
            os.close(self._queue)
            self._queue = None
