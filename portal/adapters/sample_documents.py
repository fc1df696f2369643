"""Small, plainly synthetic papers for the demo and the tests: a photograph, a PDF and a fax, with Chinese text."""

import io
import random
from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from portal.adapters.pdf import font_folder

PAGE = (850, 1170)
FAX_PAGE = (1728, 1100)  # standard fax: 204 × 98 dots an inch
MEDIUM = 500
SIMPLIFIED = 2  # the face of the collection drawn for the mainland
SPECIMEN = "样张 仅供演示"


def photograph(title: str, lines: Sequence[str], seed: int = 0) -> bytes:
    """A JPEG as a phone takes it: a sheet lying a little askew on a table, lit from one side."""
    chance = random.Random(seed)  # noqa: S311 - the same seed gives the same picture; nothing secret
    sheet = _sheet(title, lines, PAGE).convert("RGB")
    table = Image.new("RGB", (PAGE[0] + 120, PAGE[1] + 120), (122, 104, 84))
    table.paste(sheet, (60, 60))
    table = table.rotate(chance.uniform(-2.5, 2.5), Image.Resampling.BICUBIC, fillcolor=(122, 104, 84))
    light = Image.linear_gradient("L").resize(table.size).point(lambda value: 205 + value // 6)
    shade = Image.new("RGB", table.size, (60, 56, 50))
    lit = Image.composite(table, shade, light).filter(ImageFilter.GaussianBlur(0.6))
    made = io.BytesIO()
    lit.save(made, "JPEG", quality=72)
    return made.getvalue()


def portable_document(title: str, lines: Sequence[str]) -> bytes:
    """A PDF of one page, as a scanner or a hospital's system makes it."""
    made = io.BytesIO()
    _sheet(title, lines, PAGE).convert("L").save(made, "PDF", resolution=100, title=title)
    return made.getvalue()


def fax(title: str, pages: Sequence[Sequence[str]], seed: int = 0, sender: str = "") -> bytes:
    """A G4 TIFF as a fax machine sends it: black and white, half as many dots down as across, with specks, and what the
    machine calls itself."""
    chance = random.Random(seed)  # noqa: S311 - as above
    drawn = [_fax_page(title, lines, chance) for lines in pages]
    made = io.BytesIO()
    drawn[0].save(
        made,
        "TIFF",
        compression="group4",
        dpi=(204, 98),
        save_all=True,
        append_images=drawn[1:],
        software="fax",
        description=sender,
    )
    return made.getvalue()


def _fax_page(title: str, lines: Sequence[str], chance: random.Random) -> Image.Image:
    page = _sheet(title, lines, PAGE).convert("L").resize(FAX_PAGE).point(lambda value: 255 if value > 150 else 0)
    for _ in range(60):
        page.putpixel((chance.randrange(FAX_PAGE[0]), chance.randrange(FAX_PAGE[1])), 0)
    return page.convert("1", dither=Image.Dither.NONE)


def _sheet(title: str, lines: Sequence[str], size: tuple[int, int]) -> Image.Image:
    """A white sheet with a heading, lines of text, a round stamp and the word that says it is no real paper."""
    sheet = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(sheet)
    pen.text((size[0] / 2, 90), title, font=_font(38), fill="black", anchor="mm")
    pen.line((70, 140, size[0] - 70, 140), fill="black", width=2)
    for row, line in enumerate(lines):
        pen.text((80, 185 + row * 52), line, font=_font(26), fill="black")
    x, y = size[0] - 260, size[1] - 330
    pen.ellipse((x, y, x + 180, y + 180), outline=(200, 30, 30), width=5)
    pen.text((x + 90, y + 90), "样章", font=_font(40), fill=(200, 30, 30), anchor="mm")
    pen.text((size[0] / 2, size[1] - 70), SPECIMEN, font=_font(30), fill=(110, 110, 110), anchor="mm")
    return sheet


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    [path] = font_folder().glob("*.ttc")
    font = ImageFont.truetype(path, size, index=SIMPLIFIED)
    font.set_variation_by_axes([MEDIUM])  # the file's own default is hair-thin
    return font
