"""Decodes a JPEG, and tells one that only lacks its end marker, as viewers show it whole, from one that lacks dots."""

from PIL import Image, ImageChops

from portal.adapters.jpeg_notes import start_of_scan
from portal.adapters.kinds import Kind
from portal.adapters.picture_files import loaded
from portal.adapters.refusal import Refusal

END_OF_IMAGE = b"\xff\xd9"
OTHER_DOTS = bytes(value for value in range(254)) * 64
CORNER, GREY, NEAR = 2, 128, 6
"""Dots across, and of 255: what decoders put where dots are lacking, at the end of the picture."""


def photograph(body: bytes, wanted: tuple[int, int]) -> Image.Image:
    """Its dots, at least `wanted` across and down; decoded a second time only where dots may be lacking."""
    data = body[: end_of_data(body)]
    image = loaded(data + END_OF_IMAGE, Kind.JPEG, wanted)
    is_sound = len(data) < len(body) or not image.info.get("progressive")
    if not is_sound or _ends_in_grey(image):
        followed = loaded(data + OTHER_DOTS + END_OF_IMAGE, Kind.JPEG, wanted)
        if ImageChops.difference(image, followed).getbbox():  # were all there, nothing after them would count
            raise Refusal("damaged_image")
    return image


def end_of_data(body: bytes) -> int:
    """Where the end marker stands, or would stand: coded dots hold none, and what follows it is not the picture."""
    end = body.find(END_OF_IMAGE, start_of_scan(body))
    return len(body) if end < 0 else end


def _ends_in_grey(image: Image.Image) -> bool:
    corner = image.crop((image.width - CORNER, image.height - CORNER, image.width, image.height))
    return all(abs(value - GREY) <= NEAR for value in corner.tobytes())
