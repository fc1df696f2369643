"""Turns an uploaded file into a clean paper, inside the checker's child: a fresh JPEG or a fresh PDF, or a refusal.

What is kept is always re-made, never the bytes that came: that drops location data, scripts and second formats hidden
in the same file.
"""

import io
import warnings
from typing import Any

import filetype
from PIL import Image, ImageOps, TiffImagePlugin

from portal.adapters.pdf_cleaning import clean_pdf, joined_pdf
from portal.adapters.refusal import Refusal

Image.init()  # load every decoder now, before the limits forbid it

LONG_SIDE = 2600  # A4 at 220 dots an inch: the small print of a slip stays legible
QUALITY = 85
A4_HEIGHT = 11.69  # inches
PAGES_OF_FULL_SIZE = 5  # in one scan; as many dots as fifty fax pages have
OFFICE_OPENINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip (docx, xlsx, wps) and the older doc and xls


def clean_document(head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """Decide what a file is by its content, check it, and make it anew."""
    Image.MAX_IMAGE_PIXELS = head["max_pixels"]
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    kind = filetype.guess_mime(body[:8192])
    if kind in ("image/jpeg", "image/png"):
        return _photograph(body, "JPEG" if kind == "image/jpeg" else "PNG")
    if kind == "image/tiff":
        return _scan(body, head["max_pages"], head["max_pixels"])
    if kind == "application/pdf":
        pages, made = clean_pdf(body, head["max_pages"], head["max_pixels"])
        return {"media_type": "application/pdf", "pages": pages}, made
    if kind in ("image/heic", "image/heif", "image/avif"):
        raise Refusal("heic")
    if body.startswith(OFFICE_OPENINGS):
        raise Refusal("office_file")
    raise Refusal("unsupported_type")


def _opened(body: bytes, format_name: str) -> Image.Image:
    """An image whose header is sound and whose size is bearable; nothing is decoded yet."""
    try:
        with Image.open(io.BytesIO(body), formats=[format_name]) as probe:
            probe.verify()
        return Image.open(io.BytesIO(body), formats=[format_name])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise Refusal("too_many_pixels") from fault
    except MemoryError:
        raise
    except Exception as fault:  # a decoder fed with nonsense raises whatever it likes
        raise Refusal("damaged_image") from fault


def _photograph(body: bytes, format_name: str) -> tuple[dict[str, Any], bytes]:
    image = _opened(body, format_name)
    try:
        image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # lets the JPEG decoder skip pixels nobody will see
        image.load()
        image.thumbnail((LONG_SIDE, LONG_SIDE), reducing_gap=2.0)
        upright = ImageOps.exif_transpose(image)
        made = io.BytesIO()
        _on_white(upright).save(made, "JPEG", quality=QUALITY)
    except MemoryError:
        raise
    except Exception as fault:
        raise Refusal("damaged_image") from fault
    width, height = upright.size
    return {"media_type": "image/jpeg", "pages": 1, "width": width, "height": height}, made.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """A transparent screenshot gets a white ground; left alone it would print black. Profile and notes are left."""
    if image.mode in ("1", "L"):
        flat = image.convert("L")
    elif image.has_transparency_data:
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image.convert("RGBA").getchannel("A"))
    else:
        flat = image.convert("RGB")
    flat.info.clear()
    return flat


def _scan(body: bytes, max_pages: int, max_pixels: int) -> tuple[dict[str, Any], bytes]:
    """A fax or scan of several pages becomes one PDF: browsers show a PDF and do not show a TIFF."""
    image = _opened(body, "TIFF")
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        raise Refusal("damaged_image")
    pages: list[bytes] = []
    try:
        if _has_page(image, max_pages):
            raise Refusal("too_many_pages")
        sizes = [image.width * image.height for number in range(max_pages) if _has_page(image, number)]
        if sum(sizes) > PAGES_OF_FULL_SIZE * max_pixels:
            raise Refusal("too_many_pixels")
        for number in range(len(sizes)):
            image.seek(number)
            image.load()
            pages.append(_page_of_scan(image))
    except (Refusal, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise Refusal("too_many_pixels") from fault
    except Exception as fault:
        raise Refusal("damaged_image") from fault
    return {"media_type": "application/pdf", "pages": len(pages)}, joined_pdf(pages)


def _has_page(image: TiffImagePlugin.TiffImageFile, number: int) -> bool:
    """Turn to page `number` (from 0) if there is one."""
    try:
        image.seek(number)
    except EOFError:
        return False
    return True


def _page_of_scan(image: TiffImagePlugin.TiffImageFile) -> bytes:
    """One page as PDF at its true proportions: a standard fax has 204 × 98 dots an inch, left alone it is half high."""
    across, down = (float(value) or 1.0 for value in image.info.get("dpi", (200, 200)))
    stretch = min(max(across / down, 0.25), 4.0)
    # The turn an EXIF tag asks for is already made: Pillow applies it when it loads a TIFF.
    if image.mode == "1" and max(image.size) <= LONG_SIDE:
        page, smoothing, coding = image.copy(), Image.Resampling.NEAREST, {}  # black and white stays G4
    else:
        page, smoothing, coding = _on_white(image), Image.Resampling.BICUBIC, {"quality": QUALITY}
    if abs(stretch - 1) > 0.02:
        page = page.resize((page.width, round(page.height * stretch)), smoothing)
    if max(page.size) > LONG_SIDE:
        page.thumbnail((LONG_SIDE, LONG_SIDE), smoothing, reducing_gap=2.0)
    made = io.BytesIO()
    page.save(made, "PDF", resolution=max(page.size) / A4_HEIGHT, **coding)
    return made.getvalue()
