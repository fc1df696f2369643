"""Takes the camera's notes (place, time, owner, comments) out of a JPEG without touching the picture."""

NOTES = {0xE1, 0xED, 0xFE}  # Exif and XMP, IPTC, comment; the colour segments APP0, APP2 and APP14 stay
START_OF_SCAN = 0xDA


def without_notes(jpeg: bytes) -> bytes:
    """The same JPEG without its note segments; one that cannot be walked is returned as it is."""
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != START_OF_SCAN:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if jpeg[at + 1] not in NOTES:
            kept += jpeg[at:end]
        at = end
    return bytes(kept + jpeg[at:])
