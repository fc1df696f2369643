"""Reads the printed text of a page's picture, where the extra `portal[ocr]` is installed.

In a process of its own for each page, because reading takes most of a gigabyte. It is given a picture that the portal
drew, never a file that came, no key and no password; the kernel counts what it takes of memory and time.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from typing import Protocol

import msgspec

from portal.domain.page_reading import PageReading

LIBRARIES = ("rapidocr", "onnxruntime")
PATIENCE_SECONDS = 100
"""Less than a worker's lease; on an idle processor a page takes about five."""
_READINGS = msgspec.json.Decoder(PageReading)


class CannotRead(Exception):
    """This page was not read: it took too much, or the reader broke. It is looked at as without the extra."""


class PageReader(Protocol):
    """Reads a page."""

    def read(self, picture: bytes) -> PageReading:
        """All printed lines of a PNG; raises `CannotRead`."""


class ReaderProcess:
    """A process for each page."""

    def read(self, picture: bytes) -> PageReading:
        """All printed lines of a PNG; raises `CannotRead`."""
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "portal.adapters.reading_process"],
                input=picture,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                timeout=PATIENCE_SECONDS,
                check=True,
                start_new_session=True,
            )
            return _READINGS.decode(done.stdout)
        except (subprocess.SubprocessError, msgspec.MsgspecError) as fault:
            raise CannotRead from fault


def installed_reader() -> PageReader | None:
    """What reads pages here; none without the extra."""
    return ReaderProcess() if all(find_spec(each) for each in LIBRARIES) else None


def _environment() -> dict[str, str]:
    """Nothing of the portal's own; one thread, for the others of the machine serve people; newer runtimes than the lock
    file's send figures of their use to their maker unless they are told not to."""
    alone = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
    own = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8", "ORT_DISABLE_TELEMETRY": "1"}
    return {**alone, **own}
