"""A ZIP that is written while it is sent: no file of it ever stands on the disk, and no entry whole in memory."""

import io
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator

Entry = tuple[str, Callable[[], io.BufferedIOBase]]
"""The name inside the ZIP, and what opens its content when its turn comes."""
_PART = 64 * 1024


class _Outbound(io.RawIOBase):
    """Takes what `zipfile` writes, to be handed on; it cannot be sought in, so `zipfile` never looks back."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        """It is only written."""
        return True

    def write(self, part: bytes) -> int:  # type: ignore[override]
        """Keep a part until it is taken."""
        self._waiting += part
        return len(part)

    def take(self) -> bytes:
        """All that was written since the last time."""
        taken = bytes(self._waiting)
        self._waiting.clear()
        return taken


def zipped(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The ZIP of these, part by part."""
    outbound = _Outbound()
    with zipfile.ZipFile(outbound, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, time.localtime()[:6])
            entry.compress_type = archive.compression
            with content() as source, archive.open(entry, "w") as target:
                while part := source.read(_PART):
                    target.write(part)
                    yield outbound.take()
    yield outbound.take()
