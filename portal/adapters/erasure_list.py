"""The list of what was erased, as a file beside the database: one line an erasure, only ever added to.

It outlives the database, so that a restored older backup is held to it. It names rows by their random names and nobody.
"""

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from portal.models.durable import settle
from portal.models.erasures import Erasure

NAME = "erasures"
log = logging.getLogger("portal.erasures")


def state_of(folder: Path) -> tuple[int, int, int]:
    """What is another as soon as that folder's list is; costs a look at its name."""
    try:
        found = os.stat(folder / NAME)
    except FileNotFoundError:
        return (0, 0, 0)
    return (found.st_ino, found.st_size, found.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class ErasureList:
    """A folder's list; where there is no file yet, nothing was erased.

    `backups` is where the backups lie: what is erased between two of them is on the list there at once, for the machine
    may be lost before the next.
    """

    folder: Path
    backups: Path | None = None

    def read(self) -> list[Erasure]:
        """Every line; a last one that a power cut left half written was never answered for, and is passed over."""
        path = self.folder / NAME
        lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
        read = [json.loads(line) for line in lines]
        return [Erasure(uid=each["uid"], of_table=each["of"], at=datetime.fromisoformat(each["at"])) for each in read]

    def add(self, erasures: Iterable[Erasure]) -> None:
        """Write these down unless they are there; when this returns, they are on disk."""
        known = {each.uid for each in self.read()}
        new = [each for each in erasures if each.uid not in known]
        lines = [json.dumps({"uid": each.uid, "of": each.of_table, "at": each.at.isoformat()}) + "\n" for each in new]
        handle = os.open(self.folder / NAME, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "r+b") as file:
            file.seek(0)
            whole = file.read()
            if whole and not whole.endswith(b"\n"):  # half a line of a power cut
                file.truncate(whole.rfind(b"\n") + 1)
            file.write("".join(lines).encode())
            file.flush()
            os.fsync(file.fileno())
        settle(self.folder)
        self._add_beside_the_backups(new)

    def _add_beside_the_backups(self, new: Iterable[Erasure]) -> None:
        """A folder that is not there now, or takes nothing, hinders no erasing: the next backup brings it the list."""
        if self.backups is None or not self.backups.is_dir():
            return
        try:
            ErasureList(self.backups).add(new)
        except OSError as fault:
            log.warning("the list of erasures did not reach the backups: %s", type(fault).__name__)
