"""Brings colours to those of an ordinary screen (sRGB), as a viewer does by a picture's own profile or gamma.

What is kept carries neither: without this the red of a seal on a telephone's photograph would pale, and a grey of
linear light would turn black.
"""

import io

from PIL import Image, ImageCms

SCREEN = ImageCms.createProfile("sRGB")
GAMMA = 0.45455
"""Of an ordinary screen, as PNG says it."""
NEAR = 3  # of 255: nobody sees that
SAMPLES = bytes(value for red in range(0, 256, 51) for green in range(0, 256, 51) for blue in range(0, 256, 51)
                for value in (red, green, blue))  # fmt: skip


def on_screen(image: Image.Image, profile: bytes | None, gamma: float | None) -> Image.Image:
    """A picture in L, RGB or CMYK as L or RGB of an ordinary screen; a profile outranks a gamma (PNG 11.3.2)."""
    if profile:
        image = _by_profile(image, profile)
    elif gamma and abs(gamma - GAMMA) > 0.02:
        image = image.point(_curve(gamma) * len(image.getbands()))
    return image.convert("RGB") if image.mode == "CMYK" else image


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        change = ImageCms.buildTransform(source, SCREEN, image.mode, "RGB")
        if image.mode == "L":
            greys = Image.frombytes("L", (256, 1), bytes(range(256)))
            return image.point(_changed(greys, change).convert("L").tobytes())
        if image.mode == "RGB" and _changes_little(change):
            return image
        return _changed(image, change)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # nobody can read it, or it is for dots of another kind: viewers leave it aside


def _changed(image: Image.Image, change: ImageCms.ImageCmsTransform) -> Image.Image:
    changed = ImageCms.applyTransform(image, change)
    assert changed is not None  # only one changed in its place is not given back
    return changed


def _changes_little(change: ImageCms.ImageCmsTransform) -> bool:
    """Whether a profile is that of an ordinary screen in other words."""
    dots = Image.frombytes("RGB", (len(SAMPLES) // 3, 1), SAMPLES)
    return all(abs(one - other) <= NEAR for one, other in zip(SAMPLES, _changed(dots, change).tobytes(), strict=True))


def _curve(gamma: float) -> list[int]:
    """The tone of a screen for each tone that is its light to the power of `gamma`."""
    light = [(value / 255) ** (1 / gamma) for value in range(256)]
    return [round(255 * (12.92 * at if at <= 0.0031308 else 1.055 * at ** (1 / 2.4) - 0.055)) for at in light]
