"""How big a picture is kept: by its area, so that small print stays legible, and a long one cut into pages."""

import io
from collections.abc import Iterator
from math import sqrt

from PIL import Image

from portal.adapters.refusal import Refusal

AREA = 2600 * 1950  # dots of one page at most: A4 at 220 an inch
ENOUGH = 2000 * 1500
"""Dots of a JPEG that its decoder can make smaller: print of five points stays as legible (bench/README.md)."""
LONG_SIDE = 2600
LONG = 2.5  # as many times longer than wide; telephones' screens stay under it
SHEET = 1.414
OVERLAP = 0.05  # of the short side: a line of text that is cut on one page is whole on the next
QUALITY = 85
A4_HEIGHT = 11.69  # inches


def is_long(size: tuple[int, int]) -> bool:
    """Whether a picture is cut into pages: a screen scrolled for ever, a panorama, a roll of fax paper."""
    short, long = sorted(size)
    return long > LONG_SIDE and long > LONG * short


def kept_size(size: tuple[int, int], most: int = AREA) -> tuple[int, int]:
    """Dots across and down that are kept of the whole picture, with that many a page."""
    width, height = size
    short, long = sorted(size)
    area = short * min(long, round(short * SHEET)) if is_long(size) else width * height
    scale = min(1.0, sqrt(most / area))
    return max(1, round(width * scale)), max(1, round(height * scale))


def cut(image: Image.Image, most: int) -> Iterator[Image.Image]:
    """The picture as pages one under, or beside, the other."""
    if not is_long(image.size):
        yield image
        return
    short, long = sorted(image.size)
    step = round(short * (SHEET - OVERLAP))
    starts = range(0, max(1, long - round(short * OVERLAP)), step)
    if len(starts) > most:
        raise Refusal("too_long")
    for start in starts:
        end = min(long, start + round(short * SHEET))
        upright = image.height > image.width
        yield image.crop((0, start, short, end) if upright else (start, 0, end, short))


def as_jpeg(page: Image.Image) -> bytes:
    """One picture."""
    made = io.BytesIO()
    page.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def as_page(page: Image.Image) -> bytes:
    """A PDF of one page as large as A4, black and white in the coding of faxes."""
    made = io.BytesIO()
    coding = {} if page.mode == "1" else {"quality": QUALITY}
    page.save(made, "PDF", resolution=max(page.size) / A4_HEIGHT, **coding)
    return made.getvalue()
