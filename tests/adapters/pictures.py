"""One small page in every coding of pictures there is: what is kept of each has to look like the page."""

import io
import struct
import zlib
from collections.abc import Iterator

import pillow_heif
from PIL import Image, ImageChops, ImageDraw, ImageOps

from tests.adapters import profiles

SIZE = (160, 120)
GRAIN = 6


def page() -> Image.Image:
    """Writing, a red seal, colours, a slope of greys; another page however it is turned."""
    sheet = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(sheet)
    sheet.paste(Image.linear_gradient("L").rotate(90).resize((SIZE[0], 24)), (0, 0))
    pen.rectangle((10, 30, 60, 40), fill="black")
    pen.rectangle((10, 30, 20, 100), fill="black")
    pen.ellipse((90, 40, 140, 90), outline=(200, 20, 20), width=8)
    for place, colour in ((30, (30, 60, 200)), (60, (20, 140, 60))):
        pen.rectangle((place, 60, place + 20, 80), fill=colour)
    pen.rectangle((30, 90, 80, 110), fill=(128, 128, 128))
    return sheet


def windowed() -> tuple[Image.Image, Image.Image]:
    """The page with a corner one can see through, and as it looks on white."""
    mask = Image.new("L", SIZE, 255)
    mask.paste(0, (100, 95, *SIZE))
    clear, shown = page(), Image.new("RGB", SIZE, "white")
    shown.paste(clear, mask=mask)
    clear.putalpha(mask)
    return clear, shown


def coded(image: Image.Image, kind: str, **how: object) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **how)
    return made.getvalue()


def apart(first: Image.Image, second: Image.Image) -> int:
    """How much the most different spot differs, of 255; everything where the sizes do."""
    if first.size != second.size:
        return 255
    spots = ImageChops.difference(first.convert("RGB").reduce(GRAIN), second.convert("RGB").reduce(GRAIN))
    return max(int(band.getextrema()[1]) for band in spots.split())  # type: ignore[arg-type]


def turned(orientation: int) -> bytes:
    """What a camera that was held so says of itself."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    return notes.tobytes()


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """As it looks to somebody who holds the camera like that."""
    noted = image.copy()
    noted.getexif()[0x0112] = orientation
    return ImageOps.exif_transpose(noted)


def chunk(kind: bytes, body: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))


def png(rows: bytes, colour: int, *chunks: bytes, depth: int = 8, passes: bool = False) -> bytes:
    """A PNG of rows that are not filtered."""
    head = chunk(b"IHDR", struct.pack("!IIBBBBB", *SIZE, depth, colour, 0, 0, int(passes)))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def rows_of(image: Image.Image, times: int = 1) -> bytes:
    """Its rows, each sample so many bytes wide."""
    width = len(image.getbands()) * image.width
    dots = image.tobytes()
    rows = (dots[at : at + width] for at in range(0, len(dots), width))
    return b"".join(b"\x00" + bytes(value for value in row for _ in range(times)) for row in rows)


def in_passes(image: Image.Image, colour: int) -> bytes:
    """An interlaced PNG."""
    wide, dots, rows = len(image.getbands()), image.tobytes(), b""
    for left, top, across, down in (
        *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4)),
        *((0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)),
    ):
        for y in range(top, image.height, down):
            places = range(wide * (y * image.width + left), wide * (y + 1) * image.width, wide * across)
            rows += b"\x00" + b"".join(dots[at : at + wide] for at in places)
    return png(rows, colour, passes=True)


def without_adobe_marker(jpeg: bytes) -> bytes:
    """Four inks without the note that says which way round they are counted."""
    at = jpeg.index(b"\xff\xee")
    return jpeg[:at] + jpeg[at + 2 + int.from_bytes(jpeg[at + 2 : at + 4]) :]


def heic(image: Image.Image, *others: Image.Image, **how: object) -> bytes:
    made = io.BytesIO()
    file = pillow_heif.from_pillow(image)
    for other in others:
        file.add_from_pillow(other)
    file.save(made, quality=95, **how)
    return made.getvalue()


def with_profile(image: Image.Image, kind: str, profile: bytes, mode: str = "RGB", **how: object) -> bytes:
    """Other dots, and a profile under which they look the same."""
    return coded(profiles.brought_into(image, profile, mode), kind, icc_profile=profile, **how)


def like_the_page() -> Iterator[tuple[str, bytes]]:
    """Name and file: each looks like the page, whatever its dots are."""
    sheet, fine = page(), {"quality": 95}
    inks = coded(sheet.convert("CMYK"), "JPEG", **fine)
    yield "photograph.jpg", coded(sheet, "JPEG", **fine)
    yield "progressive.jpg", coded(sheet, "JPEG", progressive=True, **fine)
    yield "red-green-blue.jpg", coded(sheet, "JPEG", keep_rgb=True, **fine)
    yield "inks.jpg", inks
    yield "inks-without-marker.jpg", without_adobe_marker(inks)
    yield "adobe-rgb.jpg", with_profile(sheet, "JPEG", profiles.of_a_screen(profiles.ADOBE, 2.2), **fine)
    yield "display-p3.jpg", with_profile(sheet, "JPEG", profiles.of_a_screen(profiles.DISPLAY_P3, 2.2), **fine)
    yield "screen.jpg", with_profile(sheet, "JPEG", profiles.of_a_screen(profiles.SCREEN, 2.2), **fine)
    yield "turned-colours.png", with_profile(sheet, "PNG", profiles.of_a_screen(profiles.TURNED, 2.2))
    yield "linear.png", with_profile(sheet, "PNG", profiles.of_a_screen(profiles.SCREEN, 1.0))
    yield "display-p3.webp", with_profile(sheet, "WEBP", profiles.of_a_screen(profiles.DISPLAY_P3, 2.2), lossless=True)
    yield "no-profile.jpg", coded(sheet, "JPEG", icc_profile=b"nonsense" * 40, **fine)
    yield "profile-of-greys.jpg", coded(sheet, "JPEG", icc_profile=profiles.of_greys(1.0), **fine)
    yield "profile-of-a-press.png", coded(sheet, "PNG", icc_profile=profiles.of_inks())
    yield "interlaced.png", in_passes(sheet, 2)
    yield "sixteen.png", png(rows_of(sheet, 2), 2, depth=16)
    yield "usual-gamma.png", png(rows_of(sheet), 2, chunk(b"gAMA", struct.pack("!I", 45455)))
    yield "no-gamma.png", png(rows_of(sheet), 2, chunk(b"gAMA", bytes(4)))
    screen = chunk(b"sRGB", b"\x00")
    yield "overruled-gamma.png", png(rows_of(sheet), 2, chunk(b"gAMA", struct.pack("!I", 100000)), screen)
    yield "palette.png", coded(sheet.quantize(64), "PNG")
    yield "plain.webp", coded(sheet, "WEBP", lossless=True)
    yield "plain.bmp", coded(sheet, "BMP")
    yield "palette.bmp", coded(sheet.quantize(64), "BMP")


def like_the_page_in_grey() -> Iterator[tuple[str, bytes]]:
    """The same of one tone."""
    grey = page().convert("L")
    yield "grey.jpg", coded(grey, "JPEG", quality=95)
    yield "grey-interlaced.png", in_passes(grey, 0)
    dark = profiles.of_greys(1.8)
    yield "grey-profile.jpg", with_profile(page(), "JPEG", dark, "L", quality=95)
    yield "grey-profile.png", with_profile(page(), "PNG", dark, "L")


def like_the_windowed_page() -> Iterator[tuple[str, bytes]]:
    """The same with a corner one can see through."""
    clear, _ = windowed()
    yield "clear.png", coded(clear, "PNG")
    yield "clear-sixteen.png", png(rows_of(clear, 2), 6, depth=16)
    yield "clear-palette.png", coded(clear.quantize(64, Image.Quantize.FASTOCTREE), "PNG")
    yield "clear.webp", coded(clear, "WEBP", lossless=True)
    swapped = profiles.of_a_screen(profiles.TURNED, 2.2)
    other = profiles.brought_into(clear.convert("RGB"), swapped)
    other.putalpha(clear.getchannel("A"))
    yield "clear-turned-colours.png", coded(other, "PNG", icc_profile=swapped)


def as_a_browser_shows_it() -> Iterator[tuple[str, bytes]]:
    """Files of which only a viewer can say how they look."""
    sheet = page()
    yield "inks-with-profile.jpg", coded(sheet.convert("CMYK"), "JPEG", quality=95, icc_profile=profiles.of_inks())
    for gamma in (30000, 100000):
        yield f"gamma-{gamma}.png", png(rows_of(sheet), 2, chunk(b"gAMA", struct.pack("!I", gamma)))
    yield "colour-key.png", png(rows_of(sheet), 2, chunk(b"tRNS", struct.pack("!HHH", 200, 20, 20)))
    yield "grey-key.png", coded(sheet.convert("L"), "PNG", transparency=128)
    for orientation in range(10):
        yield f"turned-{orientation}.jpg", coded(sheet, "JPEG", quality=95, exif=turned(orientation))
    yield "turned-6.png", coded(sheet, "PNG", exif=turned(6))
