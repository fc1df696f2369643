"""Processor time of checking one file, each kind at its dearest that is still taken: `python -m bench.uploads [WORD…]`.

Seconds of this machine, and how many times they are what decoding one photograph of twelve million dots costs, which
is the floor: no photograph can be looked at for less.
"""

import io
import os
import random
import struct
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from statistics import median

import pillow_heif
from PIL import ExifTags, Image, ImageDraw

from portal.adapters.bundled_fonts import face, offer_to_viewer
from portal.adapters.document_cleaning import clean_document, estimate_document
from portal.adapters.refusal import Refusal
from tests.adapters import pdf_pictures, profiles

ROUNDS = 5
Case = tuple[str, float, Callable[[], bytes]]


def noise(size: tuple[int, int], mode: str = "RGB", rough: int = 40) -> Image.Image:
    """A picture that is hard to pack: grain over a slope of light."""
    tile = Image.effect_noise((1024, 1024), rough)
    grain = Image.new("L", size)
    for x in range(0, size[0], 1024):
        for y in range(0, size[1], 1024):
            grain.paste(tile, (x, y))
    slope = Image.linear_gradient("L").resize(size)
    return Image.blend(grain, slope, 0.5).convert(mode)


def coded(image: Image.Image, kind: str, **how: object) -> bytes:
    """The picture as a file of that kind."""
    made = io.BytesIO()
    image.save(made, kind, **how)
    return made.getvalue()


def sized(image: Image.Image, kind: str, most: int, **how: object) -> bytes:
    """The best quality that stays under `most` bytes."""
    low, high, best = 0, 19, coded(image, kind, quality=1, **how)
    while high - low > 1:
        middle = (low + high) // 2
        body = coded(image, kind, quality=5 * middle, **how)
        low, high, best = (middle, high, body) if len(body) <= most else (low, middle, best)
    return best


def heic(size: tuple[int, int], quality: int, rough: int = 12) -> bytes:
    """As telephones make them, quickly: what decoding costs does not depend on how well it was coded."""
    made = io.BytesIO()
    pillow_heif.from_pillow(noise(size, rough=rough)).save(made, quality=quality, enc_params={"preset": "ultrafast"})
    return made.getvalue()


def turned() -> Image.Exif:
    """The note of a telephone that was held upright."""
    notes = Image.Exif()
    notes[ExifTags.Base.Orientation] = 6
    return notes


def bilevel(dense: bool) -> Image.Image:
    """A page of A4 at 600 dots an inch, of writing or with a grey of single dots."""
    page = Image.new("1", (4960, 7016), 1)
    if dense:
        page.paste(noise((4000, 900), "L").convert("1"), (300, 300))
        return page
    pen = ImageDraw.Draw(page)
    for row in range(300, 6600, 130):
        pen.text(
            (400, row), "姓名 张三丰 参保地 汶上县 诊断证明 出院记录 骨折 手术 医疗保障局" * 2, font=face(90), fill=0
        )
    return page


def scanned(page: Image.Image, number: int, kind: str = "TIFF", **how: object) -> bytes:
    """So many pages."""
    return coded(page, kind, save_all=True, append_images=[page] * (number - 1), **how)


def png_of(size: tuple[int, int], samples: int, colour: int) -> bytes:
    """A PNG of sixteen bits a sample, in passes: what an honest program makes that is dearest."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))

    packer, packed = zlib.compressobj(1), [b""]
    for first, across, down in ((0, 8, 8), (4, 8, 8), (0, 4, 8), (2, 4, 4), (0, 2, 4), (1, 2, 2), (0, 1, 2)):
        width, height = -(-(size[0] - first) // across), -(-size[1] // down)
        row = b"\x00" + bytes(value // 8 % 256 for value in range(width * samples * 2))
        packed += [packer.compress(row) for _ in range(height)]
    head = struct.pack("!IIBBBBB", *size, 16, colour, 0, 0, 1)
    rows = b"".join(packed) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def tiff_of(size: tuple[int, int], mode: str, **how: object) -> bytes:
    """A picture that packs well, so that its dots are what it costs."""
    return coded(Image.linear_gradient("L").resize(size).convert(mode), "TIFF", **how)


def wavelets(size: tuple[int, int]) -> bytes:
    """A page whose picture is coded as JPEG 2000."""
    return pdf_pictures.pdf_with_wavelets(coded(noise(size), "JPEG2000", quality_layers=[20]), size)


def with_white_end(size: tuple[int, int]) -> Image.Image:
    """A page photographed on a white table."""
    image = noise(size)
    image.paste((255, 255, 255), (0, size[1] - 300, *size))
    return image


def cases() -> Iterator[Case]:
    """Name, seconds it may take, and how it is made."""
    ten, five = 10 * 1024 * 1024, 5 * 1024 * 1024
    full, half, phone = (8192, 6144), (5776, 4336), (4032, 3024)
    colours, inks = profiles.of_a_screen(profiles.DISPLAY_P3, 2.2), profiles.of_inks()
    yield "photograph 12 MP, 5 MB", 0.5, lambda: sized(noise(phone), "JPEG", five)
    yield "the same, held upright", 0.5, lambda: sized(noise(phone), "JPEG", five, exif=turned())
    yield "the same, Display P3", 0.5, lambda: sized(noise(phone), "JPEG", five, icc_profile=colours)
    yield "JPEG 50 MP", 1.0, lambda: sized(noise(full), "JPEG", ten)
    yield "JPEG 50 MP, 4:4:4, profile", 1.0, lambda: sized(noise(full), "JPEG", ten, subsampling=0, icc_profile=colours)
    yield "JPEG 50 MP without its end", 1.0, lambda: sized(noise(full), "JPEG", ten)[:-2]
    yield "JPEG 50 MP, white at its end", 1.0, lambda: sized(with_white_end(full), "JPEG", ten)
    yield "JPEG 50 MP of inks", 1.0, lambda: sized(noise(full, "CMYK"), "JPEG", ten)
    yield "the same, with a profile", 1.0, lambda: sized(noise(full, "CMYK"), "JPEG", ten, icc_profile=inks)
    yield "JPEG 25 MP progressive", 1.0, lambda: sized(noise(half), "JPEG", ten, progressive=True)
    yield "JPEG 13 MP progressive, no end", 1.0, lambda: sized(noise((4160, 3120)), "JPEG", ten, progressive=True)[:-2]
    yield "PNG 50 MP", 2.0, lambda: coded(noise(full, rough=1).quantize(16), "PNG")
    yield "PNG 25 MP, one can see through", 2.0, lambda: coded(Image.new("RGBA", (5800, 4400), (9, 9, 9, 128)), "PNG")
    yield "PNG 50 MP of 16 bits, in passes", 2.0, lambda: png_of(full, 3, 2)
    yield "PNG 25 MP of 16 bits, clear", 2.0, lambda: png_of(half, 4, 6)
    yield "BMP 50 MP of 1 bit", 2.0, lambda: coded(noise(full).convert("1"), "BMP")
    yield "WebP 25 MP", 2.0, lambda: sized(noise(half, rough=25), "WEBP", ten)
    yield "WebP 25 MP without loss", 2.0, lambda: coded(noise(half, rough=1), "WEBP", lossless=True, method=0)
    yield "HEIC 12 MP", 2.0, lambda: heic(phone, 50)
    yield "HEIC 25 MP, 6 MB", 2.0, lambda: heic(half, 51)
    yield "HEIC 14 MP, 10 MB", 2.0, lambda: heic((4320, 3240), 65, rough=40)
    yield "TIFF 50 MP, LZW", 2.0, lambda: tiff_of(full, "RGB", compression="tiff_lzw")
    yield "TIFF 50 MP, YCbCr", 2.0, lambda: tiff_of(full, "YCbCr", compression="tiff_lzw")
    yield "TIFF 25 MP, one can see through", 2.0, lambda: tiff_of(half, "RGBA", compression="tiff_adobe_deflate")
    yield "TIFF 25 MP, LZMA", 2.0, lambda: coded(noise(half, rough=2), "TIFF", compression="lzma")
    yield "TIFF 8 pages 600 dpi, writing", 2.0, lambda: scanned(bilevel(False), 8, compression="group4")
    yield "TIFF 8 pages 600 dpi, halftones", 2.0, lambda: scanned(bilevel(True), 8, compression="group4")
    yield "TIFF 30 pages 300 dpi", 2.0, lambda: scanned(bilevel(False).resize((2480, 3508)), 30, compression="group4")
    yield "PDF 8 pages 600 dpi", 2.0, lambda: scanned(bilevel(False), 8, "PDF")
    yield "PDF of 4 photographs", 2.0, lambda: scanned(noise(phone, rough=9), 4, "PDF", quality=60)
    yield "PDF of JPEG 2000, 15 MP", 2.0, lambda: wavelets((4600, 3200))


def spent(act: Callable[[], object]) -> float:
    """Seconds of the processor, the one in the middle of some rounds."""
    found = []
    for _ in range(ROUNDS):
        before = time.process_time()
        act()
        found.append(time.process_time() - before)
    return median(found)


def main() -> None:
    """Measure, and say which goal is held."""
    random.seed(1)
    offer_to_viewer()
    floor_body = sized(noise((4032, 3024)), "JPEG", 5 * 1024 * 1024)
    floor = spent(lambda: Image.open(io.BytesIO(floor_body)).load())
    print(f"floor: decoding 12 MP takes {floor:.3f} s, load average {os.getloadavg()[0]:.1f}")
    for name, goal, make in cases():
        if sys.argv[1:] and not any(word in name for word in sys.argv[1:]):
            continue
        body = make()
        try:
            estimated = estimate_document(body, 50)
            seconds = spent(lambda body=body: clean_document(body, 50))  # type: ignore[misc]
        except Refusal as refusal:
            print(f"{name:32s} {len(body) / 2**20:5.1f} MB  refused: {refusal.code}")
            continue
        verdict = "PASS" if seconds <= goal else "FAIL"
        print(
            f"{name:32s} {len(body) / 2**20:5.1f} MB {seconds:6.3f} s ratio={seconds / floor:5.1f} "
            f"estimated={estimated / 1000:.2f} s goal={goal} {verdict}",
            flush=True,
        )


if __name__ == "__main__":
    main()
