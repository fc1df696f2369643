"""Folders that survive a power cut: a name is on the disk only once the folder that holds it was synced.

They and the files in them are for the portal's own user alone.
"""

import os
from pathlib import Path


def settle(folder: Path) -> None:
    """Make the folder's list of names itself survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder for the portal's own user alone, and those above it that are missing; all of them stay."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    settle(folder.parent)


def private(path: str, flags: int) -> int:
    """The `opener` of a file that nobody else may read, whatever the umask says."""
    return os.open(path, flags, 0o600)
