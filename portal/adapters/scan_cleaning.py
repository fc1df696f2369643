"""A fax or scan of several pages becomes one PDF: browsers show a PDF and do not show a TIFF."""

from PIL import Image, TiffImagePlugin

from portal.adapters import sheets
from portal.adapters.checker_messages import Cleaned
from portal.adapters.fax_resolution import true_size
from portal.adapters.kinds import Kind
from portal.adapters.pdf_pages import halftone_page, joined_pdf
from portal.adapters.picture_files import opened
from portal.adapters.refusal import Refusal
from portal.adapters.scan_headers import has_page, is_halftone
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
            as_page = halftone_page if is_halftone(image) else sheets.as_page
            image.load()
            pages += [as_page(page) for page in sheets.cut(_page(image), max_pages)]
    except (Refusal, MemoryError):
        raise
    except Exception as fault:
        raise Refusal("damaged_scan") from fault
    if len(pages) > max_pages:
        raise Refusal("too_many_pages")
    return Cleaned("application/pdf", len(pages)), joined_pdf(pages)


def _page(image: TiffImagePlugin.TiffImageFile) -> Image.Image:
    """One page at its true proportions; black and white keeps every dot, since that costs little.

    Always a new picture: one that knows the tags it came with, such as the order of its bits, would be written by them.
    """
    size = true_size(image)
    if image.mode == "1":
        return image.resize(size, Image.Resampling.NEAREST) if size != image.size else image.copy()
    return plain(image, sheets.kept_size(size))
