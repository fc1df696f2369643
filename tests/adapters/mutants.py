"""Seeded mutants of papers: bits flipped, bytes cut, put in or moved, objects of a PDF exchanged.

What a second program shows of each is held against what was kept; `tests/bad_input/mutants.py` sends them.
"""

import io
import random
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pi_heif
import pikepdf
from pikepdf import Dictionary, Stream
from PIL import Image, ImageDraw, ImageFile, ImageOps

from portal.adapters.bundled_fonts import face
from portal.adapters.markup import box_of
from portal.adapters.pdf_content import annotations
from tests.adapters import pdf_pictures, pictures, referee, tiffs

PAPERS = Path(__file__).parent / "papers"
FAINT = 60
"""Of 255, in the most different spot: two viewers smooth edges and repair what is torn a little differently."""


def sheet(mode: str, size: tuple[int, int] = (420, 560)) -> Image.Image:
    """A small page of writing."""
    page = Image.new("L", size, 255)
    pen = ImageDraw.Draw(page)
    for row in range(30, size[1] - 40, 60):
        pen.text((30, row), "姓名 张三丰 诊断 骨折", font=face(32), fill=0)
    return page.convert(mode)


def coded(mode: str, kind: str, **how: object) -> bytes:
    made = io.BytesIO()
    sheet(mode).save(made, kind, **how)
    return made.getvalue()


@cache
def seeds() -> Mapping[str, bytes]:
    """The papers that are changed, by name."""
    made = {
        "photo.jpg": coded("RGB", "JPEG", quality=80),
        "progressive.jpg": coded("L", "JPEG", progressive=True),
        "screen.png": coded("RGB", "PNG"),
        "bilevel.png": coded("1", "PNG"),
        "photo.webp": coded("RGB", "WEBP"),
        "scan.bmp": coded("RGB", "BMP"),
        "fax.tif": coded("1", "TIFF", compression="group4", dpi=(204, 98)),
        "scan.tif": coded("L", "TIFF", compression="tiff_lzw"),
        "scan.pdf": coded("1", "PDF"),
        "photo.pdf": coded("RGB", "PDF"),
        "inks.jpg": coded("CMYK", "JPEG", quality=80),
        "phone.heic": pictures.heic(sheet("RGB")),
        "passes.png": pictures.in_passes(pictures.page(), 2),
        "tiles.tif": dict(tiffs.like_the_page())["tiles, deflate"],
        "jbig2.pdf": pdf_pictures.pdf_with_jbig2(tiffs.black_and_white(), tiffs.of_faxes(tiffs.black_and_white())),
        "wavelets.pdf": pdf_pictures.pdf_with_wavelets(coded("RGB", "JPEG2000"), (420, 560)),
    }
    return made | {file.name: file.read_bytes() for file in sorted(PAPERS.glob("*.pdf"))}


Change = Callable[[bytearray, random.Random], bytearray]


def flip(body: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 1, 1, 2, 8))):
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    return body


def shorten(body: bytearray, chance: random.Random) -> bytearray:
    return body[: chance.randrange(len(body) // 2, len(body))]


def put_in(body: bytearray, chance: random.Random) -> bytearray:
    at = chance.randrange(len(body))
    return body[:at] + bytearray(chance.randbytes(chance.randrange(1, 40))) + body[at:]


def take_out(body: bytearray, chance: random.Random) -> bytearray:
    at = chance.randrange(len(body))
    return body[:at] + body[at + chance.randrange(1, 40) :]


def other_number(body: bytearray, chance: random.Random) -> bytearray:
    """One digit of a text becomes another: a reference, a size, a count."""
    digits = [at for at, letter in enumerate(body) if 48 <= letter <= 57]
    if digits:
        body[chance.choice(digits)] = 48 + chance.randrange(10)
    return body


def other_object(body: bytearray, chance: random.Random) -> bytearray:
    """One entry of one object of a PDF goes, or gets the value of another."""
    try:
        with pikepdf.open(io.BytesIO(bytes(body))) as pdf:
            holders = [item for item in pdf.objects if isinstance(item, Dictionary | Stream) and len(list(item.keys()))]
            holder, giver = chance.choice(holders), chance.choice(holders)
            key = chance.choice(sorted(holder.keys()))
            if chance.random() < 0.4:
                del holder[key]
            elif key != "/Length":
                holder[key] = giver[chance.choice(sorted(giver.keys()))]
            made = io.BytesIO()
            pdf.save(made, static_id=True)
            return bytearray(made.getvalue())
    except Exception:  # no PDF, or one that can no longer be written
        return flip(body, chance)


CHANGES: tuple[Change, ...] = (flip, flip, shorten, put_in, take_out, other_number, other_object, other_object)


def mutants(number: int, first: int = 0) -> Iterator[tuple[str, bytes]]:
    """So many, the same each time."""
    names = sorted(seeds())
    for seed in range(first, first + number):
        chance = random.Random(seed)
        name = names[seed % len(names)]
        change = chance.choice(CHANGES)
        yield f"{seed}-{change.__name__}-{name}", bytes(change(bytearray(seeds()[name]), chance))


def compared(came: bytes, media_type: str, kept: bytes) -> str:
    """`same`, or what begins with WRONG: how what was kept differs from what a second program shows of what came."""
    if media_type == "image/jpeg":
        return _alike([_seen(came)], [Image.open(io.BytesIO(kept)).convert("RGB")])
    after = referee.pages(kept, 40)
    if came[:1024].find(b"%PDF-") >= 0:
        return _alike(_without_notes(referee.pages(came, 40), came), _without_notes(after, came))
    return _alike([_seen(came)], after[:1])


def _without_notes(pages: list[Image.Image], body: bytes) -> list[Image.Image]:
    """Pages with what lies over them left out: viewers draw what has no drawing each in its own way."""
    try:
        with pikepdf.open(io.BytesIO(body)) as pdf:
            for page, shown in zip(pdf.pages, pages, strict=False):
                for note in annotations(page):
                    if (box := box_of(note)) is not None:
                        scale, high = 40 / 72, shown.height
                        edges = (
                            box[0] * scale - 4,
                            high - box[3] * scale - 4,
                            box[2] * scale + 4,
                            high - box[1] * scale + 4,
                        )
                        ImageDraw.Draw(shown).rectangle(edges, fill="white")
    except pikepdf.PdfError:
        return pages
    return pages


def _seen(body: bytes) -> Image.Image:
    """A picture as a viewer shows it that does without its end marker."""
    with _opened(body) as image:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            image.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
        upright = ImageOps.exif_transpose(image)
        return upright.convert("RGBA").convert("RGB") if upright.mode != "RGB" else upright.copy()


def _opened(body: bytes) -> Image.Image:
    """A telephone's photograph by the decoder itself: what another version of it makes of torn dots differs."""
    if body[4:8] == b"ftyp":
        heif: Image.Image = pi_heif.open_heif(io.BytesIO(body)).to_pillow()
        return heif
    return Image.open(io.BytesIO(body))


def _alike(came: list[Image.Image], kept: list[Image.Image]) -> str:
    if not came:
        return "not shown by the referee"
    if len(came) != len(kept):
        return f"WRONG: {len(came)} pages came, {len(kept)} were kept"
    for before, after in zip(came, kept, strict=True):
        found = referee.difference(*_of_one_size(before, after))
        if found > FAINT:
            return f"WRONG: differs by {found}"
    return "same"


def _of_one_size(before: Image.Image, after: Image.Image) -> tuple[Image.Image, Image.Image]:
    """A fax is kept at its true height, a screenshot as it is."""
    if before.size == after.size:
        return before, after
    size = (min(before.width, after.width), min(before.height, after.height))
    return before.resize(size), after.resize(size)
