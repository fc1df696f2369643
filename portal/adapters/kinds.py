"""What a file is, by its first bytes and not by its name."""

from enum import StrEnum

from portal.adapters.refusal import Refusal

HEADER_WITHIN = 1024  # a PDF may begin after blanks, a byte-order mark or the head of a message
OFFICE_OPENINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip (docx, xlsx, wps) and the older doc and xls
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"mif2", b"hevc", b"hevx", b"msf1"}
AVIF_BRANDS = (b"avif", b"avis")
OTHER_PICTURES = {
    b"GIF8": "GIF",
    b"\x00\x00\x00\x0cjP  \r\n": "JPEG 2000",
    b"\xff\x4f\xff\x51": "JPEG 2000",
    b"\x00\x00\x00\x0cJXL \r\n": "JPEG XL",
    b"\xff\x0a": "JPEG XL",
    b"8BPS": "PSD",
    b"II+\x00": "BigTIFF",
    b"MM\x00+": "BigTIFF",
}
"""Pictures that are known and not taken, by their first bytes; the sentence calls them so."""


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
    if body[4:8] == b"ftyp":
        if any(brand in body[8 : int.from_bytes(body[:4])] for brand in AVIF_BRANDS):
            raise Refusal("other_picture", kind="AVIF")
        if body[8:12] in HEIF_BRANDS:
            return Kind.HEIF
    for opening, name in OTHER_PICTURES.items():
        if body.startswith(opening):
            raise Refusal("other_picture", kind=name)
    if body.startswith(OFFICE_OPENINGS):
        raise Refusal("office_file")
    if b"%PDF-" in body[: HEADER_WITHIN + 5]:
        return Kind.PDF
    raise Refusal("unsupported_type")
