"""Takes the camera's notes (place, time, owner, comments) out of a JPEG without touching the picture."""

from collections.abc import Iterator

NOTES = {0xE1, 0xED, 0xFE}  # Exif and XMP, IPTC, comment; the colour segments APP0, APP2 and APP14 stay
START_OF_SCAN = 0xDA


def without_notes(jpeg: bytes) -> bytes:
    """The same JPEG without its note segments; one that cannot be walked is returned as it is."""
    kept, walked = bytearray(jpeg[:2]), 2
    for begin, end in _segments(jpeg):
        if jpeg[begin + 1] not in NOTES:
            kept += jpeg[begin:end]
        walked = end
    return bytes(kept + jpeg[walked:])


def start_of_scan(jpeg: bytes) -> int:
    """Where its coded dots begin, past the small picture its notes may hold."""
    return max((end for _, end in _segments(jpeg)), default=2)


def _segments(jpeg: bytes) -> Iterator[tuple[int, int]]:
    """Where each segment before the coded dots begins and ends."""
    at = 2
    while jpeg[:2] == b"\xff\xd8" and at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != START_OF_SCAN:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        yield at, end
        at = end
