"""The database of a portal that many tests use in turn: as it was at first, whoever wrote meanwhile."""

import sqlite3
from pathlib import Path


class Snapshot:
    """A SQLite file and how it was; cheap while nobody wrote."""

    def __init__(self, path: Path) -> None:
        self.file = sqlite3.connect(path, timeout=15)
        self._kept = sqlite3.connect(":memory:")
        self.keep()

    def keep(self) -> None:
        """From here on this is how it was."""
        self.file.backup(self._kept)
        (self._schema,) = self.file.execute("PRAGMA schema_version").fetchone()
        self._seen = self._version()

    @property
    def was_written(self) -> bool:
        """Whether another connection committed anything since the last look."""
        return self._version() != self._seen

    def roll_back(self) -> None:
        """Bring the first state back, if anybody wrote.

        The tables are those that were there; each connection would read the whole schema anew, as if they were others.
        """
        if self.was_written:
            self._kept.backup(self.file)
            self.file.commit()
            self.file.execute(f"PRAGMA schema_version = {self._schema}")
            self._seen = self._version()

    def close(self) -> None:
        """Let go of the database."""
        self.file.close()
        self._kept.close()

    def _version(self) -> int:
        return int(self.file.execute("PRAGMA data_version").fetchone()[0])
