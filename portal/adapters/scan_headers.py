"""What the pages of a TIFF say of themselves, read before any is decoded."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import TiffImagePlugin

from portal.adapters.fax_resolution import true_size
from portal.adapters.refusal import Refusal

KIND_OF_PAGE, BITS, STRIP_BYTES, PLANES, TILE_BYTES, INNER_PICTURES, RAW = 254, 258, 279, 284, 325, 330, 50706
PLANE_BY_PLANE = 2
HALFTONE = 0.1  # coded bits a dot; writing has half of that


@dataclass(frozen=True)
class ScanHeader:
    """One page: Pillow's mode and coding, and its dots; a fax is counted at its true height."""

    mode: str
    coding: str
    dots: int


def headers(image: TiffImagePlugin.TiffImageFile, max_pages: int) -> Iterator[ScanHeader]:
    """Every page, or the refusal of one that would not be kept as it is."""
    try:
        for number in range(max_pages + 1):
            if not has_page(image, number):
                return
            if number == max_pages:
                raise Refusal("too_many_pages")
            _refuse_rare(image)
            width, height = true_size(image) if image.mode == "1" else image.size
            yield ScanHeader(image.mode, str(image.info.get("compression")), width * height)
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


def is_halftone(image: TiffImagePlugin.TiffImageFile) -> bool:
    """Whether a page of black and white is full of single dots, as greys printed or scanned so are."""
    coded = image.tag_v2.get(STRIP_BYTES) or image.tag_v2.get(TILE_BYTES) or ()
    return image.mode == "1" and 8 * sum(coded) > HALFTONE * image.width * image.height


def _refuse_rare(image: TiffImagePlugin.TiffImageFile) -> None:
    """What is decoded wrongly without a word, and a camera's raw data, of which the thumbnail would be kept."""
    tags = image.tag_v2
    if RAW in tags or (INNER_PICTURES in tags and int(tags.get(KIND_OF_PAGE, 0)) & 1):
        raise Refusal("other_picture", kind="RAW")
    bits = tags.get(BITS, (1,))
    if max(bits) > 8 and (max(bits) % 8 or tags.get(PLANES) == PLANE_BY_PLANE):
        raise Refusal("unfaithful_picture")
