"""Bounds what a viewer would have to unpack and paint of a PDF, before anything is."""

import zlib
from typing import Any

import pikepdf
from pikepdf import Name, Stream

from portal.adapters.jpeg_notes import without_notes
from portal.adapters.refusal import Refusal

UNPACKED_LIMIT = 100 * 1024 * 1024  # words and lines, which unpack to ten times at most; pictures are counted in dots
OBJECT_LIMIT = 20_000  # fifty pages of text and pictures have a tenth of this
BYTES_A_DOT = 8  # four inks of sixteen bits
PICTURE_DOTS, FILE_DOTS = 52_000_000, 250_000_000
BILEVEL = 8  # dots of black and white for one of colour: fifty pages of 600 dots an inch fit
WAVELET_DOTS = 16_000_000  # JPEG 2000 takes ten times as long as JPEG
PICTURE_CODERS = {"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"}
BILEVEL_CODERS = {"/CCITTFaxDecode", "/JBIG2Decode"}


def refuse_bombs(pdf: pikepdf.Pdf) -> int:
    """Dots of all pictures, those of black and white counted less; takes the camera's notes out of photographs."""
    dots_left, bytes_left = FILE_DOTS, UNPACKED_LIMIT
    for item in pdf.objects:
        if not isinstance(item, Stream):
            continue
        dots = _dots(item)
        filters = _filters(item)
        weighed = dots // BILEVEL if _is_bilevel(item, filters) else dots
        dots_left -= weighed
        if weighed > (WAVELET_DOTS if "/JPXDecode" in filters else PICTURE_DOTS) or dots_left < 0:
            raise Refusal("scan_too_fine")
        due = dots * BYTES_A_DOT  # what a picture may unpack to is bounded by its dots already
        bytes_left -= max(0, _unpacked_size(item, due + bytes_left) - due)
        if bytes_left < 0:
            raise Refusal("too_complex")
        if filters == ["/DCTDecode"]:
            picture = without_notes(item.read_raw_bytes())
            item.write(picture, filter=Name.DCTDecode, decode_parms=_parameters(item))
    return FILE_DOTS - dots_left


def _dots(stream: Any) -> int:
    width, height = stream.get(Name.Width, 0), stream.get(Name.Height, 0)
    return max(0, width) * max(0, height) if isinstance(width, int) and isinstance(height, int) else 0


def _is_bilevel(stream: Any, filters: list[str]) -> bool:
    deep = stream.get(Name.BitsPerComponent, 8)
    return not BILEVEL_CODERS.isdisjoint(filters) or deep == 1 or stream.get(Name.ImageMask) is True


def _unpacked_size(stream: Any, room: int) -> int:
    """Bytes the stream swells to, counted no further than one past `room`; pictures are bounded by their dots."""
    filters = _filters(stream)
    content = stream.read_raw_bytes()
    for name in filters:
        if name in PICTURE_CODERS:
            return len(content)
        if name not in ("/FlateDecode", "/Fl"):
            return len(stream.read_bytes())
        try:
            content = zlib.decompressobj().decompress(content, room + 1)
        except zlib.error:
            return len(content)  # viewers show what they can of a torn stream; it does not swell
    return len(content)


def _parameters(stream: Any) -> pikepdf.Dictionary | None:
    found = stream.get(Name.DecodeParms)
    return found if isinstance(found, pikepdf.Dictionary) else None


def _filters(stream: Any) -> list[str]:
    declared = stream.get(Name.Filter)
    if declared is None:
        return []
    return [str(declared)] if isinstance(declared, Name) else [str(name) for name in declared]
