"""TIFF as scanners, faxes and programs write it, tag by tag (TIFF 6.0): one small page in every order of its dots."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence

from PIL import Image, ImageChops, ImageCms

from tests.adapters.pictures import SIZE, coded, page, windowed

WIDTH, HEIGHT, BITS, CODING, PHOTOMETRIC, FILL, STRIPS, TURN, SAMPLES, ROWS, STRIP_BYTES = (
    *(256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279),
)
PLANES, PREDICTOR, COLOURS, TILE_WIDTH, TILE_HEIGHT, TILES, TILE_BYTES, EXTRA, SUBSAMPLING = (
    *(284, 317, 320, 322, 323, 324, 325, 338, 530),
)
WHITE_IS_ZERO, BLACK_IS_ZERO, RED_GREEN_BLUE, PALETTE, INKS, LIGHT_AND_COLOUR, LAB = 0, 1, 2, 3, 5, 6, 8
PLAIN, GROUP4, DEFLATE = 1, 4, 8
BACKWARDS = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))
SIDE = 64  # dots of a tile
Tags = Mapping[int, int | Sequence[int]]


def tiff(pieces: Sequence[bytes], tags: Tags, order: str = "<") -> bytes:
    """A file of one page, of strips or of tiles."""
    places, sizes = (TILES, TILE_BYTES) if TILE_WIDTH in tags else (STRIPS, STRIP_BYTES)
    begin = [8 + sum(map(len, pieces[:number])) for number in range(len(pieces))]
    entries = {WIDTH: SIZE[0], HEIGHT: SIZE[1]} | dict(tags) | {places: begin, sizes: list(map(len, pieces))}
    data, listed = b"".join(pieces), b""
    for tag, value in sorted(entries.items()):
        values = [value] if isinstance(value, int) else list(value)
        body = struct.pack(f"{order}{len(values)}I", *values)
        if len(body) > 4:
            data, body = data + body, struct.pack(order + "I", 8 + len(data))
        listed += struct.pack(order + "HHI", tag, 4, len(values)) + body
    head = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(order + "I", 8 + len(data))
    return head + data + struct.pack(order + "H", len(entries)) + listed + bytes(4)


def tags(samples: int, photometric: int, bits: int = 8, **others: int) -> dict[int, int | Sequence[int]]:
    """What any page says of itself."""
    named = {"coding": CODING, "fill": FILL, "planes": PLANES, "extra": EXTRA, "turn": TURN, "predictor": PREDICTOR}
    shape = {BITS: [bits] * samples, CODING: PLAIN, PHOTOMETRIC: photometric, SAMPLES: samples, ROWS: SIZE[1]}
    return shape | {named[name]: value for name, value in others.items()}


def tiled(image: Image.Image) -> list[bytes]:
    """Its tiles, from left to right and down."""
    found = []
    for top in range(0, SIZE[1], SIDE):
        for left in range(0, SIZE[0], SIDE):
            tile = Image.new(image.mode, (SIDE, SIDE))
            tile.paste(image.crop((left, top, min(SIZE[0], left + SIDE), min(SIZE[1], top + SIDE))))
            found.append(tile.tobytes())
    return found


def wide(dots: bytes) -> bytes:
    """The same samples of sixteen bits."""
    return bytes(value for value in dots for _ in range(2))


def packed(grey: Image.Image, bits: int) -> bytes:
    """Samples of fewer than eight bits, several to a byte."""
    dots, each = grey.tobytes(), 8 // bits
    return bytes(
        sum(dots[at + place] >> (8 - bits) << (8 - bits - place * bits) for place in range(each))
        for at in range(0, len(dots), each)
    )


def of_faxes(sheet: Image.Image) -> bytes:
    """Black and white in the coding of faxes, without a file around it."""
    body = coded(sheet, "TIFF", compression="group4", tiffinfo={PHOTOMETRIC: WHITE_IS_ZERO})
    with Image.open(io.BytesIO(body)) as file:
        begin, length = file.tag_v2[STRIPS][0], file.tag_v2[STRIP_BYTES][0]  # type: ignore[attr-defined]
    return body[begin : begin + length]


def black_and_white() -> Image.Image:
    return page().convert("1", dither=Image.Dither.NONE)


def like_the_page() -> Iterator[tuple[str, bytes]]:
    """Name and file: each looks like the page."""
    sheet, plain = page(), tags(3, RED_GREEN_BLUE)
    dots, planes = sheet.tobytes(), [band.tobytes() for band in sheet.split()]
    tile = {TILE_WIDTH: SIDE, TILE_HEIGHT: SIDE}
    yield "plain", tiff([dots], plain)
    yield "big end first", tiff([dots], plain, ">")
    yield "strips", tiff([dots[at : at + 3360] for at in range(0, len(dots), 3360)], plain | {ROWS: 7})
    yield "planes", tiff(planes, tags(3, RED_GREEN_BLUE, planes=2))
    yield "planes, deflate", tiff([*map(zlib.compress, planes)], tags(3, RED_GREEN_BLUE, coding=DEFLATE, planes=2))
    yield "tiles", tiff(tiled(sheet), plain | tile)
    yield "tiles, deflate", tiff([*map(zlib.compress, tiled(sheet))], tags(3, RED_GREEN_BLUE, coding=DEFLATE) | tile)
    yield "tiles of planes", tiff([each for band in sheet.split() for each in tiled(band)], plain | tile | {PLANES: 2})
    yield "sixteen bits", tiff([wide(dots)], tags(3, RED_GREEN_BLUE, 16))
    yield "inks", tiff([sheet.convert("CMYK").tobytes()], tags(4, INKS))
    light = sheet.convert("YCbCr").tobytes()
    yield "light and colour", tiff([light], tags(3, LIGHT_AND_COLOUR) | {SUBSAMPLING: [1, 1]})
    yield "another sample", tiff([sheet.convert("RGBA").tobytes()], tags(4, RED_GREEN_BLUE, extra=0))
    palette = sheet.quantize(64)
    colours = [*(palette.getpalette() or ()), *[0] * 768][:768]
    listed = [257 * colours[at + band] for band in range(3) for at in range(0, 768, 3)]
    yield "palette", tiff([palette.tobytes()], tags(1, PALETTE) | {COLOURS: listed})
    yield "no resolution, no rows", tiff([dots], {tag: value for tag, value in plain.items() if tag != ROWS})
    for coding in ("jpeg", "tiff_lzw", "packbits", "lzma", "zstd"):
        yield coding, coded(sheet, "TIFF", compression=coding, **({"quality": 95} if coding == "jpeg" else {}))
    yield "predicted", coded(sheet, "TIFF", compression="tiff_lzw", tiffinfo={PREDICTOR: 2})
    lab = ImageCms.createProfile("LAB")
    yield "lab", coded(ImageCms.profileToProfile(sheet, ImageCms.createProfile("sRGB"), lab, outputMode="LAB"), "TIFF")


def like_the_grey_page() -> Iterator[tuple[str, bytes]]:
    """The same of one tone."""
    grey = page().convert("L")
    yield "white is zero", tiff([ImageChops.invert(grey).tobytes()], tags(1, WHITE_IS_ZERO))
    yield "sixteen bits of grey", tiff([wide(grey.tobytes())], tags(1, BLACK_IS_ZERO, 16))
    inverted = wide(ImageChops.invert(grey).tobytes())
    yield "sixteen bits, white is zero", tiff([inverted], tags(1, WHITE_IS_ZERO, 16))
    yield "four bits", tiff([packed(grey, 4)], tags(1, BLACK_IS_ZERO, 4))
    yield "backwards", tiff([grey.tobytes().translate(BACKWARDS)], tags(1, BLACK_IS_ZERO, fill=2))


def like_the_page_in_black_and_white() -> Iterator[tuple[str, bytes]]:
    """The same of two tones."""
    sheet = black_and_white()
    dots, fax = sheet.tobytes(), of_faxes(sheet)
    tile = {TILE_WIDTH: SIDE, TILE_HEIGHT: SIDE}
    yield "black is zero", tiff([dots], tags(1, BLACK_IS_ZERO, 1))
    yield "ink is one", tiff([bytes(255 - value for value in dots)], tags(1, WHITE_IS_ZERO, 1))
    yield "bits backwards", tiff([dots.translate(BACKWARDS)], tags(1, BLACK_IS_ZERO, 1, fill=2))
    yield "bits in tiles", tiff(tiled(sheet), tags(1, BLACK_IS_ZERO, 1) | tile)
    yield "fax", tiff([fax], tags(1, WHITE_IS_ZERO, 1, coding=GROUP4))
    yield "fax backwards", tiff([fax.translate(BACKWARDS)], tags(1, WHITE_IS_ZERO, 1, coding=GROUP4, fill=2))
    untold = tags(1, WHITE_IS_ZERO, 1, coding=GROUP4)
    yield "fax, untold", tiff([fax], {tag: value for tag, value in untold.items() if tag not in (PHOTOMETRIC, ROWS)})
    yield "two colours", tiff([dots], tags(1, PALETTE, 1) | {COLOURS: [0, 65535] * 3})
    for coding in ("group3", "tiff_ccitt"):
        yield coding, coded(sheet, "TIFF", compression=coding)


def like_the_windowed_page() -> Iterator[tuple[str, bytes]]:
    """The same with a corner one can see through."""
    clear, _ = windowed()
    yield "clear", tiff([clear.tobytes()], tags(4, RED_GREEN_BLUE, extra=2))
    yield "clear, weighed", tiff([clear.convert("RGBa").tobytes()], tags(4, RED_GREEN_BLUE, extra=1))
    yield "clear, sixteen bits", tiff([wide(clear.tobytes())], tags(4, RED_GREEN_BLUE, 16, extra=2))


def turned(side: int) -> bytes:
    """The page lying on a side of the scanner."""
    return tiff([page().tobytes()], tags(3, RED_GREEN_BLUE, turn=side))


def not_kept() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Name, code of the refusal, file: decoded wrongly without a word, or its thumbnail alone would be kept."""
    sheet, grey = page(), page().convert("L")
    planes = [wide(band.tobytes()) for band in sheet.split()]
    twelve = b"".join(
        bytes((value, value & 0xF0 | value >> 4, value << 4 & 0xF0 | value >> 4)) for value in grey.tobytes()[::2]
    )
    camera = tags(3, RED_GREEN_BLUE)
    yield "sixteen bits in planes", "unfaithful_picture", lambda: tiff(planes, tags(3, RED_GREEN_BLUE, 16, planes=2))
    yield "twelve bits", "unfaithful_picture", lambda: tiff([twelve], tags(1, BLACK_IS_ZERO, 12))
    yield (
        "thirty-two bits",
        "unfaithful_picture",
        lambda: tiff([wide(wide(grey.tobytes()))], tags(1, BLACK_IS_ZERO, 32)),
    )
    yield "raw", "other_picture", lambda: tiff([sheet.tobytes()], camera | {50706: 0x401})
    yield "raw of another maker", "other_picture", lambda: tiff([sheet.tobytes()], camera | {254: 1, 330: 8})
    yield "stencil", "damaged_scan", lambda: tiff([black_and_white().tobytes()], tags(1, 4, 1))
    yield "no such photometric", "damaged_scan", lambda: tiff([grey.tobytes()], tags(1, 99))
