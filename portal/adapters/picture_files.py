"""Opens and decodes a picture that came: header first, so that nothing dear is decoded before it is judged."""

import io
import warnings

import pi_heif
from PIL import Image

from portal.adapters.kinds import Kind
from portal.adapters.refusal import Refusal
from portal.adapters.tones import is_flat

Image.init()  # load every decoder now, before the limits forbid it
pi_heif.register_heif_opener()
pi_heif.options.DECODE_THREADS = 1

START_OF_SCAN, END_OF_IMAGE = b"\xff\xda", b"\xff\xd9"
OTHER_DOTS = bytes(value for value in range(254)) * 64

DAMAGED = {Kind.HEIF: "heic", Kind.TIFF: "damaged_scan"}


def opened(body: bytes, kind: Kind) -> Image.Image:
    """The picture with its header read and nothing decoded."""
    Image.MAX_IMAGE_PIXELS = None  # dots are counted by `costs`, by kind
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


def decoded(body: bytes, kind: Kind, wanted: tuple[int, int]) -> Image.Image:
    """The picture with its dots, at least `wanted` across and down; a JPEG skips those nobody will see."""
    if kind is Kind.JPEG and body.rfind(END_OF_IMAGE) < body.rfind(START_OF_SCAN):
        return _whole(body, wanted)
    try:
        image = _loaded(body, kind, wanted)
        if kind is Kind.JPEG and body.endswith(END_OF_IMAGE) and _ends_in_one_tone(image):
            return _whole(body[: -len(END_OF_IMAGE)], wanted)
        return image
    except (MemoryError, Refusal):
        raise
    except Exception as fault:
        if kind is not Kind.JPEG:
            raise Refusal(DAMAGED.get(kind, "damaged_image")) from fault
    return _whole(body, wanted)


def _loaded(body: bytes, kind: Kind, wanted: tuple[int, int]) -> Image.Image:
    image = opened(body, kind)
    image.draft("RGB", wanted)
    image.load()
    return image


def _ends_in_one_tone(image: Image.Image) -> bool:
    """Whether its last rows may be the grey that a decoder puts where dots are missing."""
    return is_flat(image.crop((0, max(0, image.height - 8), image.width, image.height)))


def _whole(body: bytes, wanted: tuple[int, int]) -> Image.Image:
    """A JPEG without its end marker; were dots missing too, they would differ with whatever follows."""
    try:
        ended = _loaded(body + END_OF_IMAGE, Kind.JPEG, wanted)
        followed = _loaded(body + OTHER_DOTS + END_OF_IMAGE, Kind.JPEG, wanted)
    except MemoryError:
        raise
    except Exception as fault:
        raise Refusal("damaged_image") from fault
    if ended.tobytes() != followed.tobytes():
        raise Refusal("damaged_image")
    return ended
