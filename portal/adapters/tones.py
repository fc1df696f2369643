"""Brings the tones of a picture to eight bits on a white ground, as a viewer does, or refuses what would be lost."""

from PIL import Image

from portal.adapters.refusal import Refusal

WHITE_IS_ZERO = 0
PHOTOMETRIC = 262
FLAT = 6  # of 255: a picture with no more between its darkest and lightest dot shows nothing


def plain(image: Image.Image) -> Image.Image:
    """The picture as L or RGB without profile, notes or transparency; nothing that could be seen becomes a blank."""
    flat = _on_ground(image, "white")
    if is_flat(flat) and not is_flat(image):
        flat = _on_ground(image, "black")  # white ink on a transparent ground
        if is_flat(flat):
            raise Refusal("unfaithful_picture")
    flat.info.clear()
    return flat


def is_flat(image: Image.Image) -> bool:
    """Whether one tone is all there is."""
    extrema = image.getextrema()
    bands = extrema if isinstance(extrema[0], tuple) else (extrema,)
    scale = 257 if image.mode.startswith("I;16") else 1
    return all(float(high) - float(low) <= FLAT * scale for low, high in bands)


def _on_ground(image: Image.Image, ground: str) -> Image.Image:
    if image.mode.startswith("I;16"):
        return _of_sixteen_bits(image)
    if image.mode in ("I", "F"):
        raise Refusal("unfaithful_picture")  # nothing says which number is white
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        flat = Image.new("RGB", image.size, ground)
        flat.paste(clear, mask=clear.getchannel("A"))
        return flat
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _of_sixteen_bits(image: Image.Image) -> Image.Image:
    if "transparency" in image.info:
        raise Refusal("unfaithful_picture")
    flat = image.convert("I").point(lambda value: value * (1 / 257) + 0).convert("L")
    if getattr(image, "tag_v2", {}).get(PHOTOMETRIC) == WHITE_IS_ZERO:
        flat = flat.point(lambda value: 255 - value)
    return flat
