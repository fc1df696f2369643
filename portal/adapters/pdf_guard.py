"""The guard over a re-made PDF: page by page it must show what a viewer shows of the file that came."""

import io
from collections.abc import Mapping, Sequence

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw

from portal.adapters.markup import Box
from portal.adapters.refusal import Refusal
from portal.adapters.sheets import QUALITY

LONG_SIDE = 480  # dots of the pictures that are compared
GRAIN = 4  # dots across, mixed before comparing: edges may fall a little otherwise
TOLERANCE = 20  # of 255, of a mixed dot
OF_A_PICTURE = 60  # of a page kept as a picture, whose edges are softer
INK = 40  # how far from the ground a dot is to be called ink
PHOTOGRAPHED, LARGEST = 200 / 72, 3500  # dots a point, dots


def viewed(body: bytes) -> pypdfium2.PdfDocument:
    """The file as a viewer opens it, forms and notes shown."""
    try:
        document = pypdfium2.PdfDocument(body)
        document.init_forms()
    except pypdfium2.PdfiumError as fault:
        raise Refusal("damaged_pdf") from fault
    return document


def pages_that_differ(
    came: bytes, kept: bytes, drawn: Mapping[int, Sequence[Box]], dear: bool, tolerance: int = TOLERANCE
) -> list[int]:
    """Numbers of pages, from 0; raises where the two are not comparable or something drawn does not show.

    Where it would be too `dear` to unpack every picture twice, a page without notes is compared by what is on it.
    """
    before, after = viewed(came), viewed(kept)
    if len(before) != len(after):
        raise Refusal("damaged_pdf")
    differing = []
    for number in range(len(before)):
        first, second = before[number], after[number]
        alike = _same_size(first.get_size(), second.get_size()) and (
            (dear and _same_things(first, second)) or _look_alike(first, second, drawn.get(number, ()), tolerance)
        )
        if not alike:
            differing.append(number)
        first.close()
        second.close()
    return differing


def _look_alike(first: pypdfium2.PdfPage, second: pypdfium2.PdfPage, boxes: Sequence[Box], tolerance: int) -> bool:
    """Inside `boxes` it is enough that there is ink: viewers draw what brings no drawing each in its own way."""
    old, new = picture(first), picture(second)
    patches = [patch for patch in (_area(second, box, new.size) for box in boxes) if patch]
    if any(not _has_ink(new, patch) for patch in patches):
        raise Refusal("unfaithful_pdf")
    for shown in (old, new):
        for patch in patches:
            ImageDraw.Draw(shown).rectangle(patch, fill="white")
    return look_same(old, new, tolerance)


def _same_things(first: pypdfium2.PdfPage, second: pypdfium2.PdfPage) -> bool:
    found = outline(first)
    return found is not None and found == outline(second)


def outline(page: pypdfium2.PdfPage) -> list[tuple[object, ...]] | None:
    """What a viewer finds on a page: kind, place and coded dots of each thing; nothing comparable where notes lie."""
    if pdfium.FPDFPage_GetAnnotCount(page.raw):
        return None
    found: list[tuple[object, ...]] = []
    for item in page.get_objects(max_depth=8):
        dots = bytes(item.get_data()) if isinstance(item, pypdfium2.PdfImage) else b""
        found.append((item.type, tuple(round(edge, 1) for edge in item.get_bounds()), dots))
    return found


def picture(page: pypdfium2.PdfPage, long_side: int = LONG_SIDE) -> Image.Image:
    """A page as a viewer shows it."""
    shown: Image.Image = page.render(scale=long_side / max(*page.get_size(), 1.0)).to_pil().convert("RGB")
    return shown


def photographed(page: pypdfium2.PdfPage) -> bytes:
    """A PDF of one page of the same size that shows what a viewer shows of this one."""
    width, height = page.get_size()
    shown = picture(page, min(LARGEST, round(max(width, height) * PHOTOGRAPHED)))
    made = io.BytesIO()
    shown.save(made, "PDF", resolution=72 * shown.width / width, quality=QUALITY)
    return made.getvalue()


def look_same(first: Image.Image, second: Image.Image, tolerance: int) -> bool:
    """Whether two pictures show the same ink in the same places."""
    if first.size != second.size:
        return False
    if first.tobytes() == second.tobytes():
        return True
    difference = ImageChops.difference(first.reduce(GRAIN), second.reduce(GRAIN)).convert("L")
    return int(difference.getextrema()[1]) <= tolerance  # type: ignore[arg-type]


def _same_size(first: tuple[float, float], second: tuple[float, float]) -> bool:
    return all(abs(one - other) < 1 for one, other in zip(first, second, strict=True))


def _area(page: pypdfium2.PdfPage, box: Box, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The dots a box on the page covers, and a few around it; nothing for one outside the page."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation()
    across, down = right - left, top - bottom
    x0, x1 = (box[0] - left) / across, (box[2] - left) / across
    y0, y1 = (top - box[3]) / down, (top - box[1]) / down
    if turn == 90:
        x0, x1, y0, y1 = 1 - y1, 1 - y0, x0, x1
    elif turn == 180:
        x0, x1, y0, y1 = 1 - x1, 1 - x0, 1 - y1, 1 - y0
    elif turn == 270:
        x0, x1, y0, y1 = y0, y1, 1 - x1, 1 - x0
    patch = (
        max(0, round(x0 * size[0]) - 3),
        max(0, round(y0 * size[1]) - 3),
        min(size[0] - 1, round(x1 * size[0]) + 3),
        min(size[1] - 1, round(y1 * size[1]) + 3),
    )
    return patch if patch[0] < patch[2] and patch[1] < patch[3] else None


def _has_ink(shown: Image.Image, patch: tuple[int, int, int, int]) -> bool:
    bands = shown.crop((patch[0], patch[1], patch[2] + 1, patch[3] + 1)).split()
    return any(float(band.getextrema()[1]) - float(band.getextrema()[0]) > INK for band in bands)  # type: ignore[arg-type]
