"""Makes a photograph or a screenshot anew: a JPEG, or a PDF of several pages where it is too long for one."""

from PIL import ImageOps

from portal.adapters import sheets
from portal.adapters.checker_messages import Cleaned
from portal.adapters.kinds import Kind
from portal.adapters.pdf_pages import joined_pdf
from portal.adapters.photographs import photograph
from portal.adapters.picture_files import loaded, opened
from portal.adapters.refusal import Refusal
from portal.adapters.tones import plain

SEVERAL = {Kind.PNG, Kind.WEBP, Kind.HEIF}
"""Kinds of which one file can hold several pictures, shown in turn or side by side: a single one would be kept."""


def clean_picture(body: bytes, kind: Kind, max_pages: int) -> tuple[Cleaned, bytes]:
    """What may be kept of it."""
    with opened(body, kind) as header:
        size, pictures = header.size, getattr(header, "n_frames", 1) if kind in SEVERAL else 1
    if pictures > 1:
        raise Refusal("several_pictures")
    if (
        kind is Kind.JPEG
    ):  # halved while it is decoded where that leaves enough: to resize it costs more than to decode it
        image = photograph(body, sheets.kept_size(size, sheets.ENOUGH))
    else:
        image = loaded(body, kind, sheets.kept_size(size))
    try:
        # where it lies: a copy of all dots would be an eighth of what a photograph costs
        ImageOps.exif_transpose(image, in_place=True)
        kept = plain(image, sheets.kept_size(image.size))
        pages = list(sheets.cut(kept, max_pages))
        if len(pages) == 1:
            return Cleaned("image/jpeg", 1, kept.width, kept.height), sheets.as_jpeg(kept)
        made = joined_pdf([sheets.as_page(page) for page in pages])
    except (Refusal, MemoryError):
        raise
    except Exception as fault:
        raise Refusal("damaged_image") from fault
    return Cleaned("application/pdf", len(pages)), made
