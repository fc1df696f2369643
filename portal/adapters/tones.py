"""Brings a picture to eight bits on a white ground, as a viewer does, or refuses what would be lost."""

from PIL import Image

from portal.adapters.refusal import Refusal
from portal.adapters.screen_colours import on_screen

WHITE_IS_ZERO = 0
PHOTOMETRIC = 262
FLAT = 6  # of 255: a picture with no more between its darkest and lightest dot shows nothing


def plain(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture as L or RGB of that size, without profile, notes or transparency; nothing seen becomes a blank."""
    flat = _on_ground(image)
    if flat.size != size:
        flat = flat.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    gamma = None if "srgb" in image.info else image.info.get("gamma")
    shown = on_screen(flat, image.info.get("icc_profile"), gamma)
    if shown is not flat and is_flat(shown) and not is_flat(flat):
        raise Refusal("unfaithful_picture")
    shown.info.clear()
    return shown


def is_flat(image: Image.Image) -> bool:
    """Whether one tone is all there is."""
    extrema = image.getextrema()
    bands = extrema if isinstance(extrema[0], tuple) else (extrema,)
    scale = 257 if image.mode.startswith("I;16") else 1
    return all(float(high) - float(low) <= FLAT * scale for low, high in bands)


def _on_ground(image: Image.Image) -> Image.Image:
    """Its dots in a mode whose dots can be mixed."""
    if image.mode in ("L", "RGB", "CMYK") and not image.has_transparency_data:
        return image
    flat = _over(image, "white")
    if is_flat(flat) and not is_flat(image):
        flat = _over(image, "black")  # white ink on a transparent ground
        if is_flat(flat):
            raise Refusal("unfaithful_picture")
    return flat


def _over(image: Image.Image, ground: str) -> Image.Image:
    if image.mode.startswith("I;16"):
        return _of_sixteen_bits(image)
    if image.mode in ("I", "F"):
        raise Refusal("unfaithful_picture")  # nothing says which number is white
    mode = "L" if image.mode in ("1", "L", "LA") else "RGB"
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        flat = Image.new(mode, image.size, ground)
        flat.paste(clear.convert(mode), mask=clear.getchannel("A"))
        return flat
    return image.convert(mode)


def _of_sixteen_bits(image: Image.Image) -> Image.Image:
    if "transparency" in image.info:
        raise Refusal("unfaithful_picture")
    flat = image.convert("I").point(lambda value: value * (1 / 257) + 0).convert("L")
    if getattr(image, "tag_v2", {}).get(PHOTOMETRIC) == WHITE_IS_ZERO:
        flat = flat.point(lambda value: 255 - value)
    return flat
