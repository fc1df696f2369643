"""A folder that one holds at a time: the kernel locks the folder itself, so no file is left, and a death frees it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(folder: Path, unless_taken: int = 0) -> Iterator[None]:
    """Hold a folder; with `fcntl.LOCK_NB` one that is held already raises `BlockingIOError`, else this waits."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | unless_taken)
        yield
    finally:
        os.close(descriptor)
