"""Opens and decodes a picture that came: header first, so that nothing dear is decoded before it is judged."""

import io
import warnings

import pi_heif
from PIL import Image

from portal.adapters.kinds import Kind
from portal.adapters.refusal import Refusal

Image.init()  # load every decoder now, before the limits forbid it
pi_heif.register_heif_opener()
pi_heif.options.DECODE_THREADS = 1

SIGNATURE, AROUND_A_CHUNK = 8, 12
"""Bytes of a PNG: before its first chunk, and of a chunk's length, name and sum."""
END_OF_PNG = b"\x00\x00\x00\x00IEND\xaeB`\x82"
DAMAGED = {Kind.HEIF: "heic", Kind.TIFF: "damaged_scan"}


def opened(body: bytes, kind: Kind) -> Image.Image:
    """The picture with its header read and nothing decoded."""
    Image.MAX_IMAGE_PIXELS = None  # dots are counted by `costs`, by kind
    if kind is Kind.PNG:
        body = _ended(body)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about broken notes
            if kind is Kind.PNG:
                with Image.open(io.BytesIO(body), formats=[kind]) as probe:
                    probe.verify()  # the sums of its parts
            return Image.open(io.BytesIO(body), formats=[kind])
    except MemoryError:
        raise
    except Exception as fault:  # a decoder fed with nonsense raises whatever it likes
        raise Refusal(DAMAGED.get(kind, "damaged_image")) from fault


def _ended(png: bytes) -> bytes:
    """With its end, where nothing else is lacking: viewers show it whole. Where dots are, their number says so."""
    at = SIGNATURE
    while at < len(png) and png[at + 4 : at + 8] != b"IEND":
        after = at + AROUND_A_CHUNK + int.from_bytes(png[at : at + 4], "big")
        if after > len(png):
            break
        at = after
    left = png[at:]
    return png[:at] + END_OF_PNG if len(left) < len(END_OF_PNG) and END_OF_PNG.startswith(left) else png


def loaded(body: bytes, kind: Kind, wanted: tuple[int, int]) -> Image.Image:
    """The picture with its dots; a JPEG skips those nobody will see of more than `wanted` across and down."""
    image = opened(body, kind)
    try:
        image.draft("RGB", wanted)
        image.load()
    except MemoryError:
        raise
    except Exception as fault:
        raise Refusal(DAMAGED.get(kind, "damaged_image")) from fault
    return image
