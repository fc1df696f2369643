"""Processor time of checking one file, each kind at its dearest that is still taken: `python -m bench.uploads`.

Seconds of this machine, and how many times they are what decoding one photograph of twelve million dots costs, which
is the floor: no photograph can be looked at for less.
"""

import io
import random
import time
from collections.abc import Callable, Iterator
from statistics import median

import pillow_heif
from PIL import Image

from portal.adapters.bundled_fonts import offer_to_viewer
from portal.adapters.document_cleaning import clean_document, estimate_document
from portal.adapters.refusal import Refusal

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
    for quality in range(95, 0, -5):
        body = coded(image, kind, quality=quality, **how)
        if len(body) <= most:
            return body
    return body


def heic(size: tuple[int, int]) -> bytes:
    """As telephones make them: fine structure in a part of the picture only."""
    made = io.BytesIO()
    pillow_heif.from_pillow(noise(size, rough=12)).save(made, quality=50)
    return made.getvalue()


def cases() -> Iterator[Case]:
    """Name, seconds it may take, and how it is made."""
    ten = 10 * 1024 * 1024
    yield "photograph 12 MP, 5 MB", 0.5, lambda: sized(noise((4032, 3024)), "JPEG", ten // 2)
    yield "JPEG 50 MP, 10 MB", 1.0, lambda: sized(noise((8192, 6144)), "JPEG", ten)
    yield "JPEG 50 MP, 4:4:4", 1.0, lambda: sized(noise((8192, 6144)), "JPEG", ten, subsampling=0)
    yield "JPEG progressive 25 MP", 1.0, lambda: sized(noise((5776, 4336)), "JPEG", ten, progressive=True)
    yield "JPEG CMYK 50 MP", 1.0, lambda: sized(noise((8192, 6144), "CMYK"), "JPEG", ten)
    yield "JPEG 50 MP without its end", 1.0, lambda: sized(noise((8192, 6144)), "JPEG", ten)[:-2]
    yield "PNG 50 MP", 2.0, lambda: coded(noise((8192, 6144), rough=1).quantize(16), "PNG")
    yield "PNG RGBA 26 MP", 2.0, lambda: coded(Image.new("RGBA", (5800, 4400), (9, 9, 9, 128)), "PNG")
    yield "WebP 25 MP", 2.0, lambda: sized(noise((5776, 4336), rough=25), "WEBP", ten)
    yield "HEIC 12 MP", 2.0, lambda: heic((4032, 3024))
    yield (
        "TIFF colour 50 MP",
        2.0,
        lambda: coded(noise((8192, 6144), rough=1).quantize(8), "TIFF", compression="tiff_lzw"),
    )
    fax = Image.new("1", (4960, 7016), 1)
    fax.paste(noise((4000, 900), "L").convert("1"), (300, 300))
    bilevel = {"save_all": True, "append_images": [fax] * 7}
    yield "TIFF 8 pages of 600 dpi", 2.0, lambda: coded(fax, "TIFF", compression="group4", **bilevel)
    yield "PDF 8 pages of 600 dpi", 2.0, lambda: coded(fax, "PDF", **bilevel)
    photographs = {"save_all": True, "append_images": [noise((4032, 3024), rough=9)] * 3, "quality": 60}
    yield "PDF of 4 photographs", 2.0, lambda: coded(noise((4032, 3024), rough=9), "PDF", **photographs)


def spent(act: Callable[[], object]) -> float:
    """Seconds of the processor, the middle of some rounds."""
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
    print(f"floor: decoding 12 MP takes {floor:.3f} s")
    for name, goal, make in cases():
        body = make()
        try:
            estimated = estimate_document(body, 50)
            seconds = spent(lambda body=body: clean_document(body, 50))  # type: ignore[misc]
        except Refusal as refusal:
            print(f"{name:30s} {len(body) / 2**20:5.1f} MB  refused: {refusal.code}")
            continue
        verdict = "PASS" if seconds <= goal else "FAIL"
        print(
            f"{name:30s} {len(body) / 2**20:5.1f} MB {seconds:6.3f} s ratio={seconds / floor:5.1f} "
            f"estimated={estimated / 1000:.2f} s goal={goal} {verdict}",
            flush=True,
        )


if __name__ == "__main__":
    main()
