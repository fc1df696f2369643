"""Folders that survive a power cut: a name is on the disk only once the folder that holds it was synced."""

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
