"""What a file is, by its first bytes and not by its name."""

from enum import StrEnum

from portal.adapters.refusal import Refusal

HEADER_WITHIN = 1024  # a PDF may begin after blanks, a byte-order mark or the head of a message
OFFICE_OPENINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip (docx, xlsx, wps) and the older doc and xls
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"mif2", b"hevc", b"hevx", b"msf1", b"avif", b"avis"}


class Kind(StrEnum):
    """A kind of file that is taken; pictures carry the name Pillow gives their decoder."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    BMP = "BMP"
    HEIF = "HEIF"
    TIFF = "TIFF"
    PDF = "PDF"


def needs_thread(body: bytes) -> bool:
    """Whether its decoder works in a thread of its own and fails without."""
    return body[4:8] == b"ftyp"


def kind_of(body: bytes) -> Kind:
    """The kind, or why it is none that is taken."""
    if body.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if body.startswith((b"II*\x00", b"MM\x00*")):
        return Kind.TIFF
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return Kind.WEBP
    if body.startswith(b"BM") and len(body) > 26 and body[6:10] == bytes(4):
        return Kind.BMP
    if body[4:8] == b"ftyp" and body[8:12] in HEIF_BRANDS:
        return Kind.HEIF
    if body.startswith(OFFICE_OPENINGS):
        raise Refusal("office_file")
    if b"%PDF-" in body[: HEADER_WITHIN + 5]:
        return Kind.PDF
    raise Refusal("unsupported_type")
