"""Faxes as a server drops them: real pages in black and white, at every standard resolution, whole or spoilt."""

import io
from collections.abc import Iterator, Sequence

from PIL import Image, ImageDraw

RESOLUTIONS = ((204, 98), (204, 196), (204, 391), (408, 391), (300, 300), (600, 600))
"""Dots an inch, across and down: standard, fine, superfine of G3, and what G4 machines add."""
A4 = (8.27, 11.69)
SENDER = "+86 537 7727566"
CIRCLE = (2.0, 3.0, 6.0, 7.0)
"""Inches from the left and from the top: as wide as high, wherever the page is shown true."""


def sheet(serial: int, resolution: tuple[int, int] = (204, 98)) -> Image.Image:
    """A page with a number of its own in bars on top, and a circle."""
    across, down = resolution
    width = {204: 1728, 408: 3456, 300: 2480, 600: 4960}[across]
    page = Image.new("1", (width, round(A4[1] * down)), 1)
    pen = ImageDraw.Draw(page)
    left, top, right, bottom = CIRCLE
    pen.ellipse((left * across, top * down, right * across, bottom * down), outline=0, width=round(0.1 * across))
    for place in range(16):
        if serial >> place & 1 or place == 15:
            begin = (1 + place * 0.3) * across
            pen.rectangle((begin, 1.2 * down, begin + 0.2 * across, 1.8 * down), fill=0)
    return page


def blank(resolution: tuple[int, int] = (204, 98)) -> Image.Image:
    """The back of a sheet: the line the machine prints on top, and a few specks."""
    page = Image.new("1", (1728, round(A4[1] * resolution[1])), 1)
    pen = ImageDraw.Draw(page)
    pen.rectangle((100, 4, 900, 12), fill=0)
    for place in range(40):
        pen.point((97 * place % 1728, 41 * place % 1100), fill=0)
    return page


def tiff(pages: Sequence[Image.Image], resolution: tuple[int, int] = (204, 98), coding: str = "group4") -> bytes:
    """As a fax server writes it, with the name of the machine that sent it."""
    made = io.BytesIO()
    first, *more = pages
    first.save(
        made,
        "TIFF",
        compression=coding,
        dpi=resolution,
        save_all=True,
        append_images=more,
        description=SENDER,
    )
    return made.getvalue()


def fax(serial: int, count: int = 1) -> bytes:
    """A sound one of so many pages."""
    return tiff([sheet(serial + page) for page in range(count)])


def spoilt(serial: int) -> Iterator[tuple[bytes, str]]:
    """What is broken, and for what it is set aside; each differs by its serial."""
    whole = fax(serial)
    yield whole[: len(whole) // 2], "unfinished"
    yield b"II*\x00" + bytes(4) + str(serial).encode(), "unfinished"
    yield f"a letter {serial}".encode(), "other_kind"
    yield tiff([blank(), blank()], coding="group3") + bytes([serial % 8]) * (serial % 7), "blank"
    yield b"%PDF-1.4\n" + str(serial).encode() + b"\n%%EOF", "damaged"
