"""A second viewer, poppler, that says what a PDF shows; the product looks through another one."""

import io
import os
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops

from portal.adapters.bundled_fonts import font_file

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{folder}</dir><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir></fontconfig>"""
GRAIN = 6


def pages(content: bytes, dots_an_inch: int = 60, password: str = "") -> list[Image.Image]:
    """What every page shows; nothing where the file does not open."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.pdf"
        source.write_bytes(content)
        subprocess.run(
            ["pdftoppm", "-r", str(dots_an_inch), str(source), str(Path(folder) / "page")],
            env=os.environ | {"FONTCONFIG_FILE": _fonts()},
            capture_output=True,
            timeout=60,
            check=False,
        )
        shown = [Image.open(io.BytesIO(file.read_bytes())) for file in sorted(Path(folder).glob("*.ppm"))]
        return [page.convert("RGB") for page in shown]


def words(content: bytes) -> str:
    """The text layer."""
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, timeout=60, check=True)
    return done.stdout.decode()


def difference(first: Image.Image, second: Image.Image) -> int:
    """How much the most different spot of two pictures differs, of 255; everything where the sizes do."""
    if any(abs(one - other) > 1 for one, other in zip(first.size, second.size, strict=True)):
        return 255
    spots = ImageChops.difference(first.reduce(GRAIN), second.resize(first.size).reduce(GRAIN))
    return max(int(band.getextrema()[1]) for band in spots.split())  # type: ignore[arg-type]


def ink(page: Image.Image, box: tuple[float, float, float, float] | None = None) -> int:
    """Dark or coloured dots, of the whole page or of a box given in parts of it."""
    width, height = page.size
    part = page if box is None else page.crop((box[0] * width, box[1] * height, box[2] * width, box[3] * height))  # type: ignore[arg-type]
    red, green, blue = part.convert("RGB").split()
    return sum(ImageChops.darker(ImageChops.darker(red, green), blue).histogram()[:150])


@cache
def _fonts() -> str:
    """Fontconfig's file, so that the referee has a Chinese font on any machine."""
    bundled = font_file()
    assert bundled is not None
    folder = Path(tempfile.gettempdir()) / f"portal-referee-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    file = folder / f"fonts-{os.getpid()}.conf"
    file.write_text(FONTS.format(folder=bundled.parent, cache=folder / "cache"))
    return str(file)
