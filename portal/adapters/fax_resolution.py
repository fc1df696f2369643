"""The true proportions of a scan: a standard fax has 204 × 98 dots an inch and is half high with square dots."""

from math import isfinite

from PIL import TiffImagePlugin

ACROSS, DOWN, UNIT, TURNED = 282, 283, 296, 274
NO_UNIT = 1
LYING = {5, 6, 7, 8}  # turned by a quarter when it is loaded
SQUARE = 1.0
FAX_WIDTHS = {864, 1216, 1728, 2048, 2432}
STANDARD, FINE, SUPERFINE = 204 / 98, 204 / 196, 204 / 391
"""How much higher than wide a dot is."""
MOST = 4.0


def true_size(image: TiffImagePlugin.TiffImageFile) -> tuple[int, int]:
    """Width and height with square dots; made larger and never smaller, so that no line is lost."""
    tall = _height_of_dot(image)
    if abs(tall - SQUARE) <= 0.02:
        return image.size
    if tall > 1:
        return image.width, round(image.height * tall)
    return round(image.width / tall), image.height


def _height_of_dot(image: TiffImagePlugin.TiffImageFile) -> float:
    across, down = _value(image, ACROSS), _value(image, DOWN)
    if image.tag_v2.get(TURNED) in LYING:
        across, down = down, across
    untold = across is None or down is None or (across == down and image.tag_v2.get(UNIT) == NO_UNIT)
    if untold and image.mode == "1" and image.width in FAX_WIDTHS:
        return _of_fax(image.width, image.height)
    if across is None or down is None:
        return SQUARE
    return min(max(across / down, 1 / MOST), MOST)


def _value(image: TiffImagePlugin.TiffImageFile, tag: int) -> float | None:
    try:
        value = float(image.tag_v2.get(tag, 0))
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return value if isfinite(value) and value > 0 else None


def _of_fax(width: int, height: int) -> float:
    """The resolution of faxes that makes the page most like A4."""
    if height < 0.95 * width:
        return STANDARD
    return SUPERFINE if 2.4 * width < height < 2.9 * width else FINE
