"""What a file will cost to decode, judged from its header before anything is decoded."""

from PIL import TiffImagePlugin

from portal.adapters.kinds import Kind
from portal.adapters.picture_files import opened
from portal.adapters.refusal import Refusal
from portal.adapters.scan_cleaning import page_sizes

MILLION = 1_000_000
MOST_DOTS = {Kind.JPEG: 52, Kind.PNG: 52, Kind.BMP: 52, Kind.WEBP: 26, Kind.HEIF: 26}
"""Millions; 8192 × 6144 is what most telephones with fifty million have. Dearer kinds have fewer."""
MOST_PROGRESSIVE = 26
MOST_CLEAR = 26  # of a PNG one can see through, whose dots are mixed with the ground one by one
MOST_HEAVY, HEAVY = 14, 6 * 1024 * 1024  # of HEIC in many bytes, which take as long as the dots
MOST_SCANS = 20  # passes over a progressive JPEG; programs make ten
SCAN_PAGE, SCAN_FILE = 52 * MILLION, 60 * MILLION
BILEVEL = 6  # dots of black and white for one of colour

NANOSECONDS = {Kind.JPEG: 25, Kind.PNG: 50, Kind.BMP: 25, Kind.WEBP: 90, Kind.HEIF: 110}
NANOSECONDS_PROGRESSIVE, NANOSECONDS_SCAN, NANOSECONDS_PDF = 50, 30, 100


def estimate(body: bytes, kind: Kind, max_pages: int) -> int:
    """Milliseconds of a processor it will take, roughly; or the refusal of what would take too long."""
    if kind is Kind.PDF:
        return 50 + len(body) * NANOSECONDS_PDF // MILLION
    if kind is Kind.TIFF:
        return _scan(body, max_pages) * NANOSECONDS_SCAN // MILLION
    with opened(body, kind) as image:
        dots = image.width * image.height
        progressive = bool(image.info.get("progressive"))
        clear = image.has_transparency_data or image.mode.startswith("I")
    most = MOST_PROGRESSIVE if progressive else MOST_DOTS[kind]
    if kind is Kind.PNG and clear:
        most = MOST_CLEAR
    if kind is Kind.HEIF and len(body) > HEAVY:
        most = MOST_HEAVY
    if dots > most * MILLION:
        name = f"{kind} (progressive)" if progressive else str(kind)
        raise Refusal("too_many_pixels", kind=name, dots=dots // 10_000, most=most * 100)
    if progressive and body.count(b"\xff\xda") > MOST_SCANS:
        raise Refusal("too_complex")
    return dots * (NANOSECONDS_PROGRESSIVE if progressive else NANOSECONDS[kind]) // MILLION


def _scan(body: bytes, max_pages: int) -> int:
    """Dots of all pages, those of black and white counted less."""
    image = opened(body, Kind.TIFF)
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        raise Refusal("damaged_scan")
    weighed = [dots // BILEVEL if mode == "1" else dots for mode, dots in page_sizes(image, max_pages)]
    if sum(weighed) > SCAN_FILE or any(dots > SCAN_PAGE for dots in weighed):
        raise Refusal("scan_too_fine")
    return sum(weighed)
