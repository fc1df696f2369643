"""What a file will cost to decode, judged from its header before anything is decoded."""

from PIL import TiffImagePlugin

from portal.adapters.kinds import Kind
from portal.adapters.photographs import end_of_data
from portal.adapters.picture_files import opened
from portal.adapters.refusal import Refusal
from portal.adapters.scan_headers import ScanHeader, headers

MILLION = 1_000_000
MOST_DOTS = {Kind.JPEG: 52, Kind.PNG: 52, Kind.BMP: 52, Kind.WEBP: 26, Kind.HEIF: 26}
"""Millions; 8192 × 6144 is what most telephones with fifty million have. Dearer kinds have fewer."""
MOST_PROGRESSIVE, MOST_UNENDED = 26, 13  # one without its end marker is decoded twice
MOST_CLEAR = 26  # of a PNG one can see through, whose dots are mixed with the ground one by one
MOST_HEAVY, HEAVY = 14, 6 * 1024 * 1024  # of HEIC in many bytes, which take as long as the dots
MOST_SCANS = 20  # passes over a progressive JPEG; programs make ten
BILEVEL_PAGE, SCAN_PAGE = 140 * MILLION, 52 * MILLION  # A2 at 600 dots an inch; what fits into memory
SCAN_MILLISECONDS = 1800  # eight pages of A4 at 600 dots an inch in black and white
DEAR_MODES, DEAR_CODINGS = {"LA", "RGBA", "RGBa", "LAB"}, {"lzma"}

NANOSECONDS = {Kind.JPEG: 25, Kind.PNG: 50, Kind.BMP: 25, Kind.WEBP: 90, Kind.HEIF: 110}
NANOSECONDS_PROGRESSIVE, NANOSECONDS_PDF = 50, 100
NANOSECONDS_BILEVEL, NANOSECONDS_SCAN, NANOSECONDS_DEAR_SCAN = 6, 30, 60


def estimate(body: bytes, kind: Kind, max_pages: int) -> int:
    """Milliseconds of a processor it will take, roughly; or the refusal of what would take too long."""
    if kind is Kind.PDF:
        return 50 + len(body) * NANOSECONDS_PDF // MILLION
    if kind is Kind.TIFF:
        return _scan(body, max_pages)
    with opened(body, kind) as image:
        dots = image.width * image.height
        progressive = bool(image.info.get("progressive"))
        clear = image.has_transparency_data or image.mode.startswith("I")
    most = MOST_DOTS[kind]
    if progressive:
        most = MOST_UNENDED if end_of_data(body) == len(body) else MOST_PROGRESSIVE
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
    """Milliseconds of all pages."""
    image = opened(body, Kind.TIFF)
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        raise Refusal("damaged_scan")
    pages = list(headers(image, max_pages))
    milliseconds = sum(page.dots * _nanoseconds(page) for page in pages) // MILLION
    if milliseconds > SCAN_MILLISECONDS or any(
        page.dots > (BILEVEL_PAGE if page.mode == "1" else SCAN_PAGE) for page in pages
    ):
        raise Refusal("scan_too_fine")
    return milliseconds


def _nanoseconds(page: ScanHeader) -> int:
    """What a dot of it costs."""
    if page.mode == "1":
        return NANOSECONDS_BILEVEL
    is_dear = page.mode in DEAR_MODES or page.coding in DEAR_CODINGS
    return NANOSECONDS_DEAR_SCAN if is_dear else NANOSECONDS_SCAN
