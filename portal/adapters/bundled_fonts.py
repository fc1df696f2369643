"""The Chinese font that comes with the program, for papers that name a font and do not bring it along."""

import ctypes
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import ImageFont

SIMPLIFIED = 2  # the face of the collection drawn for the mainland
REGULAR = 400
SYSTEM_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts")

NAMED_ONLY = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 60 30]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 40>>stream
BT /F 20 Tf 10 8 Td <5F204E094E30> Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>endobj
6 0 obj<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 7 0 R
/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>endobj
7 0 obj<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0
/Ascent 880/Descent -120/CapHeight 880/StemV 93>>endobj
trailer<</Root 1 0 R>>
"""
"""A page of three Chinese characters in a font that is named and not embedded."""


def font_file() -> Path | None:
    """The bundled collection, if it is installed whole."""
    spec = find_spec("manimgx_fonts_cjk")
    for folder in (spec and spec.submodule_search_locations) or ():
        for file in Path(folder).glob("*.ttc"):
            return file
    return None


@cache
def face(dots: int) -> ImageFont.FreeTypeFont:
    """The Chinese face, `dots` high."""
    loaded = ImageFont.truetype(str(font_file()), dots, index=SIMPLIFIED)
    loaded.set_variation_by_axes([REGULAR])
    return loaded


def _folders() -> Iterator[bytes]:
    bundled = font_file()
    if bundled:
        yield str(bundled.parent).encode()
    yield from (folder.encode() for folder in SYSTEM_FOLDERS)


def offer_to_viewer() -> None:
    """Start pdfium anew with the bundled font among those it may choose from, and let it read them once."""
    paths = [*_folders(), None]
    listed = (ctypes.c_char_p * len(paths))(*paths)
    _KEPT_ALIVE.append(listed)
    pdfium.FPDF_DestroyLibrary()
    configuration = pdfium.FPDF_LIBRARY_CONFIG(version=2)
    configuration.m_pUserFontPaths = ctypes.cast(listed, type(configuration.m_pUserFontPaths))
    pdfium.FPDF_InitLibraryWithConfig(configuration)
    chinese_ink()


_KEPT_ALIVE: list[object] = []


def chinese_ink() -> int:
    """How many dark dots the viewer makes of the three characters; none where no font has them."""
    page = pypdfium2.PdfDocument(NAMED_ONLY)[0]
    return sum(page.render(scale=2, grayscale=True).to_pil().histogram()[:160])
