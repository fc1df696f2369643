"""What a fax server has written of a file so far, told by the file's own structure and by nothing else.

A TIFF is a chain of pages, each of which says where its dots lie; a server that is still at it has not written the end
of the chain, or has dots behind it that no page names yet. Only places and lengths are read here, never a dot.
"""

import struct
from dataclasses import dataclass, field
from enum import StrEnum

STRIPS, STRIP_BYTES, TILES, TILE_BYTES, DESCRIPTION = 273, 279, 324, 325, 270
BYTES_OF = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
MOST_PAGES, MOST_ENTRIES, MOST_VALUES = 1000, 200, 100_000
PADDING = 32
"""Bytes behind the last that is named: some writers fill up the end."""
LONGEST_NAME = 60
PDF_END_WITHIN = 1024


class Completeness(StrEnum):
    """How far a file is."""

    WHOLE = "whole"
    GROWING = "growing"  # there is more in it than its pages name
    CUT = "cut"  # its pages name more than there is


@dataclass
class TiffPages:
    """Where the pages of a TIFF begin, how far it reaches by what they name, and the sender's name for itself."""

    begin: list[int] = field(default_factory=list)
    reaches: int = 8
    is_cut: bool = False
    sender: str = ""


def completeness(content: bytes) -> Completeness:
    """How far the file is; of a kind that does not say so, whole: the checker will know."""
    if is_tiff(content):
        pages = tiff_pages(content)
        if pages.is_cut or not pages.begin or pages.reaches > len(content):
            return Completeness.CUT
        return Completeness.WHOLE if len(content) - pages.reaches <= PADDING else Completeness.GROWING
    if content.startswith(b"%PDF-"):
        return Completeness.WHOLE if b"%%EOF" in content[-PDF_END_WITHIN:] else Completeness.CUT
    return Completeness.WHOLE if content else Completeness.CUT


def is_tiff(content: bytes) -> bool:
    """By its first bytes."""
    return content.startswith((b"II*\x00", b"MM\x00*"))


def tiff_pages(content: bytes) -> TiffPages:
    """The chain of pages as far as it goes."""
    order = "<" if content.startswith(b"II") else ">"
    pages = TiffPages()
    try:
        (at,) = struct.unpack_from(order + "I", content, 4)
        while at and at not in pages.begin and len(pages.begin) < MOST_PAGES:
            at = _page(content, order, at, pages)
    except (struct.error, ValueError):
        pages.is_cut = True
    return pages


def single_page(content: bytes, begin: int) -> bytes:
    """The same file in which the chain has that page alone: every other one stays, and nobody reads it."""
    order = "<" if content.startswith(b"II") else ">"
    (count,) = struct.unpack_from(order + "H", content, begin)
    alone = bytearray(content)
    struct.pack_into(order + "I", alone, 4, begin)
    struct.pack_into(order + "I", alone, begin + 2 + 12 * count, 0)
    return bytes(alone)


def _page(content: bytes, order: str, at: int, pages: TiffPages) -> int:
    """Read one page's list of what it names; returns where the next one begins."""
    (count,) = struct.unpack_from(order + "H", content, at)
    if count > MOST_ENTRIES:
        raise ValueError("no page has so many entries")
    end = at + 2 + 12 * count
    (following,) = struct.unpack_from(order + "I", content, end)
    pages.reaches = max(pages.reaches, end + 4)
    found: dict[int, tuple[int, ...]] = {}
    for number in range(count):
        _entry(content, order, at + 2 + 12 * number, pages, found)
    for places, lengths in ((STRIPS, STRIP_BYTES), (TILES, TILE_BYTES)):
        for begin, length in zip(found.get(places, ()), found.get(lengths, ()), strict=False):
            pages.reaches = max(pages.reaches, begin + length)
    pages.begin.append(at)
    return int(following)


def _entry(content: bytes, order: str, at: int, pages: TiffPages, found: dict[int, tuple[int, ...]]) -> None:
    tag, kind, count = struct.unpack_from(order + "HHI", content, at)
    size = BYTES_OF.get(kind, 1) * count
    place = at + 8
    if size > 4:
        (place,) = struct.unpack_from(order + "I", content, place)
        pages.reaches = max(pages.reaches, place + size)
    if tag in (STRIPS, STRIP_BYTES, TILES, TILE_BYTES) and kind in (3, 4) and count <= MOST_VALUES:
        found[tag] = struct.unpack_from(f"{order}{count}{'H' if kind == 3 else 'I'}", content, place)
    elif tag == DESCRIPTION and kind == 2 and not pages.sender:
        pages.sender = _name(content[place : place + size])


def _name(raw: bytes) -> str:
    text = raw.partition(b"\x00")[0].decode("utf-8", "replace")
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:LONGEST_NAME]
