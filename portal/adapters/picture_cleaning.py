"""Makes a photograph or a screenshot anew: a JPEG, or a PDF of several pages where it is too long for one."""

from PIL import Image, ImageOps

from portal.adapters import sheets
from portal.adapters.checker_messages import Cleaned
from portal.adapters.kinds import Kind
from portal.adapters.pdf_pages import joined_pdf
from portal.adapters.picture_files import decoded, opened
from portal.adapters.refusal import Refusal
from portal.adapters.tones import plain

STILL = {Kind.PNG, Kind.WEBP}
"""Kinds that can move: of a moving one a single moment would be kept."""


def clean_picture(body: bytes, kind: Kind, max_pages: int) -> tuple[Cleaned, bytes]:
    """What may be kept of it."""
    with opened(body, kind) as header:
        size, moves = header.size, kind in STILL and getattr(header, "is_animated", False)
    if moves:
        raise Refusal("moving_picture")
    image = decoded(body, kind, sheets.kept_size(size))
    try:
        upright = ImageOps.exif_transpose(image)
        kept = _scaled(upright)
        pages = list(sheets.cut(kept, max_pages))
        if len(pages) == 1:
            return Cleaned("image/jpeg", 1, kept.width, kept.height), sheets.as_jpeg(kept)
        made = joined_pdf([sheets.as_page(page) for page in pages])
    except (Refusal, MemoryError):
        raise
    except Exception as fault:
        raise Refusal("damaged_image") from fault
    return Cleaned("application/pdf", len(pages)), made


def _scaled(image: Image.Image) -> Image.Image:
    """In plain tones and small enough; tones first where dots cannot be mixed as they are."""
    size = sheets.kept_size(image.size)
    if size == image.size:
        return plain(image)
    if image.mode not in ("L", "RGB") or "transparency" in image.info:
        image = plain(image)
    return plain(image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0))
