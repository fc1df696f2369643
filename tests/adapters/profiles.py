"""Colour profiles (ICC.1:2001-04) made from their numbers, so that no foreign file is needed."""

import io
import struct
from collections.abc import Sequence
from itertools import product

from PIL import Image, ImageCms

Primaries = Sequence[tuple[float, float, float]]
SCREEN: Primaries = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
ADOBE: Primaries = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
DISPLAY_P3: Primaries = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
TURNED: Primaries = (SCREEN[2], SCREEN[0], SCREEN[1])
"""Red, green and blue (x, y and z at the white of paper) of a screen, of cameras, of telephones, and of no thing."""
WHITE = (0.9642, 1.0, 0.8249)
NODES = 3


def of_a_screen(primaries: Primaries, gamma: float) -> bytes:
    """Of a thing that shines."""
    lights = {name + b"XYZ": _xyz(light) for name, light in zip((b"r", b"g", b"b"), primaries, strict=True)}
    curves = {name + b"TRC": _curve(gamma) for name in (b"r", b"g", b"b")}
    return _profile(b"mntr", b"RGB ", b"XYZ ", lights | curves)


def of_greys(gamma: float) -> bytes:
    """Of one tone."""
    return _profile(b"mntr", b"GRAY", b"XYZ ", {b"kTRC": _curve(gamma)})


def of_inks() -> bytes:
    """Of a printing press whose cyan is green and whose black is brown, so that nobody mistakes it for plain inks."""
    table = b"".join(_lab(*(ink / (NODES - 1) for ink in inks)) for inks in product(range(NODES), repeat=4))
    matrix = b"".join(_fixed(value) for value in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    straight = struct.pack(">HH", 0, 0xFFFF)
    head = b"mft2" + bytes(4) + bytes((4, 3, NODES, 0)) + matrix + struct.pack(">HH", 2, 2)
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": head + straight * 4 + table + straight * 3})


def brought_into(image: Image.Image, profile: bytes, mode: str = "RGB") -> Image.Image:
    """The dots that show, under that profile, what `image` shows on a screen."""
    there = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    return ImageCms.profileToProfile(image, ImageCms.createProfile("sRGB"), there, outputMode=mode)


def _lab(cyan: float, magenta: float, yellow: float, black: float) -> bytes:
    light = 100 - 40 * cyan - 45 * magenta - 10 * yellow
    rest = 1 - black
    lightness, red, warm = light * rest, (60 * magenta - 70 * cyan) * rest + 8 * black, 80 * yellow * rest + 8 * black
    return struct.pack(
        ">3H", round(max(0.0, lightness) * 0xFF00 / 100), round(0x8000 + red * 256), round(0x8000 + warm * 256)
    )


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(light: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(_fixed(value) for value in light)


def _curve(gamma: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)


def _profile(kind: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", 2) + b"x" + bytes(81),
        b"cprt": b"text" + bytes(4) + b"none",
        b"wtpt": _xyz(WHITE),
        **tags,
    }
    table, data = struct.pack(">I", len(tags)), b""
    begin = 132 + 12 * len(tags)
    for name, body in tags.items():
        table += name + struct.pack(">II", begin + len(data), len(body))
        data += body + bytes(-len(body) % 4)
    head = b"none" + b"\x02\x10" + bytes(2) + kind + space + connection
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + b"".join(_fixed(value) for value in WHITE)
    return struct.pack(">I", 132 + len(table) - 4 + len(data)) + head.ljust(124, b"\x00") + table + data
