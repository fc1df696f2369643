"""Decodes a JPEG, and tells one that only lacks its end marker, as viewers show it whole, from one that lacks dots."""

import re

from PIL import Image, ImageChops

from portal.adapters.jpeg_notes import start_of_scan
from portal.adapters.kinds import Kind
from portal.adapters.picture_files import loaded
from portal.adapters.refusal import Refusal

END_OF_IMAGE, START_OF_PASS = b"\xff\xd9", b"\xff\xda"
OTHER_DOTS = bytes(value for value in range(254)) * 64
RESTART = re.compile(b"\xff[\xd0-\xd7]")
"""The markers between parts of the coded dots, numbered 0 to 7 in turn."""
CORNER, GREY, NEAR = 2, 128, 6
"""Dots across, and of 255: what decoders put where dots are lacking, at the end of the picture."""


def photograph(body: bytes, wanted: tuple[int, int]) -> Image.Image:
    """Its dots, at least `wanted` across and down; decoded a second time only where dots may be lacking."""
    data = body[: end_of_data(body)]
    image = loaded(data + END_OF_IMAGE, Kind.JPEG, wanted)
    is_sound = len(data) < len(body) or not image.info.get("progressive")
    if not is_sound or _ends_in_grey(image):
        # cut between two of its parts, a decoder skips dots up to the marker of the next
        other = OTHER_DOTS + _next_restart(data) + OTHER_DOTS
        followed = loaded(data + other + END_OF_IMAGE, Kind.JPEG, wanted)
        if ImageChops.difference(image, followed).getbbox():  # were all there, nothing after them would count
            raise Refusal("damaged_image")
    return image


def end_of_data(body: bytes) -> int:
    """Where the end marker stands, or would stand: coded dots hold none, and what follows it is not the picture."""
    end = body.find(END_OF_IMAGE, start_of_scan(body))
    return len(body) if end < 0 else end


def _next_restart(data: bytes) -> bytes:
    """The marker that a decoder looks for once the part it is in ends: each pass over the picture counts from 0."""
    passed = len(RESTART.findall(data, data.rfind(START_OF_PASS)))
    return bytes((0xFF, 0xD0 + passed % 8))


def _ends_in_grey(image: Image.Image) -> bool:
    corner = image.crop((image.width - CORNER, image.height - CORNER, image.width, image.height))
    return all(abs(value - GREY) <= NEAR for value in corner.tobytes())
