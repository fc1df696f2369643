"""A fax or scan of several pages becomes one PDF: browsers show a PDF and do not show a TIFF."""

from collections.abc import Iterator

from PIL import Image, TiffImagePlugin

from portal.adapters import sheets
from portal.adapters.checker_messages import Cleaned
from portal.adapters.fax_resolution import true_size
from portal.adapters.kinds import Kind
from portal.adapters.pdf_pages import joined_pdf
from portal.adapters.picture_files import opened
from portal.adapters.refusal import Refusal
from portal.adapters.tones import plain


def clean_scan(body: bytes, max_pages: int) -> tuple[Cleaned, bytes]:
    """What may be kept of it."""
    image = opened(body, Kind.TIFF)
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        raise Refusal("damaged_scan")
    pages: list[bytes] = []
    try:
        for number in range(max_pages):
            if not has_page(image, number):
                break
            image.load()
            pages += [sheets.as_page(page) for page in sheets.cut(_page(image), max_pages)]
    except (Refusal, MemoryError):
        raise
    except Exception as fault:
        raise Refusal("damaged_scan") from fault
    if len(pages) > max_pages:
        raise Refusal("too_many_pages")
    return Cleaned("application/pdf", len(pages)), joined_pdf(pages)


def page_sizes(image: TiffImagePlugin.TiffImageFile, max_pages: int) -> Iterator[tuple[str, int]]:
    """Mode and dots of each page, from the headers."""
    try:
        for number in range(max_pages + 1):
            if not has_page(image, number):
                return
            if number == max_pages:
                raise Refusal("too_many_pages")
            yield image.mode, image.width * image.height
    except (Refusal, MemoryError):
        raise
    except Exception as fault:
        raise Refusal("damaged_scan") from fault


def has_page(image: TiffImagePlugin.TiffImageFile, number: int) -> bool:
    """Turn to page `number` (from 0) if there is one."""
    try:
        image.seek(number)
    except EOFError:
        return False
    return True


def _page(image: TiffImagePlugin.TiffImageFile) -> Image.Image:
    """One page at its true proportions; black and white keeps every dot, since that costs little."""
    size = true_size(image)
    if image.mode == "1":
        return image.resize(size, Image.Resampling.NEAREST) if size != image.size else image.copy()
    page = plain(image)
    kept = sheets.kept_size(size)
    return page if kept == page.size else page.resize(kept, Image.Resampling.BILINEAR, reducing_gap=2.0)
