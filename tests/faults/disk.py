"""A disk that keeps only what was synced: bytes of a file by its own sync, names by the sync of their folder."""

import os
import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.trace import Call


@dataclass
class Inode:
    """One file: what is on the disk for sure, and what was written since."""

    durable: bytearray
    size: int
    waiting: list[Call] = field(default_factory=list)

    def sync(self, before: int) -> None:
        """What had been written when the sync began is there for sure from now on."""
        for call in self.waiting:
            if call.ended < before:
                _apply(self.durable, call)
        self.waiting = [call for call in self.waiting if call.ended >= before]

    def kept(self, dice: random.Random | None) -> bytes:
        """What a power cut leaves: the worst, or by the dice some of what waits."""
        left = bytearray(self.durable)
        for call in self.waiting:
            if dice is not None and dice.random() < 0.5:
                _apply(left, call)
        return bytes(left)


def _apply(content: bytearray, call: Call) -> None:
    if call.name == "ftruncate":
        del content[call.number :]
        content.extend(b"\0" * (call.number - len(content)))
        return
    end = call.number + len(call.data)
    content.extend(b"\0" * (end - len(content)))
    content[call.number : end] = call.data


class Disk:
    """The folder of an installation as it was, and what became of it call by call."""

    def __init__(self, root: Path, before: Path) -> None:
        """`before` is a copy of `root` of the moment at which the trace begins; all of it is on the disk for sure."""
        self.root = str(root)
        self.inodes: dict[str, Inode] = {}
        self.folders = {self.root}
        for folder, _folders, files in os.walk(before):
            place = self.root + folder.removeprefix(str(before))
            self.folders.add(place)
            for name in files:
                content = (Path(folder) / name).read_bytes()
                self.inodes[f"{place}/{name}"] = Inode(bytearray(content), len(content))
        self.names = dict(self.inodes)  # as a restarted machine would find them
        self.durable_folders = set(self.folders)
        self._waiting: dict[str, list[tuple[int, str, str, Inode | None]]] = defaultdict(list)

    def see(self, call: Call) -> None:
        """One call more."""
        if not call.paths or not all(self._is_ours(path) for path in call.paths):
            return
        path = call.paths[0]
        if call.name == "openat" and call.creates and path not in self.inodes:
            self.inodes[path] = Inode(bytearray(), 0)
            self._later(call, "there", path, self.inodes[path])
        elif call.name == "mkdir":
            self.folders.add(path)
            self._later(call, "folder", path, None)
        elif call.name == "rename" and path in self.inodes:
            inode, new = self.inodes.pop(path), call.paths[1]
            self.inodes[new] = inode
            self._later(call, "gone", path, None)
            self._later(call, "there", new, inode)
        elif call.name == "unlink":
            self.inodes.pop(path, None)
            self._later(call, "gone", path, None)
        elif call.name in ("fsync", "fdatasync") and path in self.folders:
            self._sync_names(path, call.began)
        elif path in self.inodes:
            self._content(self.inodes[path], call)

    def _is_ours(self, path: str) -> bool:
        return path.startswith(self.root) and not path.endswith((".log", "-shm", "-writers"))

    def _content(self, inode: Inode, call: Call) -> None:
        if call.name in ("fsync", "fdatasync"):
            inode.sync(call.began)
        elif call.name in ("pwrite64", "write", "ftruncate"):
            where = inode.size if call.name == "write" else call.number
            inode.waiting.append(Call(call.name, call.began, call.ended, call.paths, call.data, where))
            inode.size = where if call.name == "ftruncate" else max(inode.size, where + len(call.data))

    def _later(self, call: Call, what: str, path: str, inode: Inode | None) -> None:
        self._waiting[os.path.dirname(path)].append((call.ended, what, path, inode))

    def _sync_names(self, folder: str, before: int) -> None:
        left = []
        for ended, what, path, inode in self._waiting[folder]:
            if ended >= before:
                left.append((ended, what, path, inode))
            elif what == "folder":
                self.durable_folders.add(path)
            elif inode is not None:
                self.names[path] = inode
            else:
                self.names.pop(path, None)
        self._waiting[folder] = left

    def after_power_cut(self, to: Path, dice: random.Random | None) -> None:
        """Write what is left into a folder."""
        for path, inode in self.names.items():
            folder = os.path.dirname(path)
            if folder not in self.durable_folders or path.endswith((".log", "-shm", "-writers")):
                continue
            target = to / path.removeprefix(self.root + "/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(inode.kept(dice))
