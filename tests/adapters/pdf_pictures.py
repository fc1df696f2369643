"""PDFs of one page that one picture fills, coded as scanners code it."""

import io
import struct

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image


def pdf_with_picture(coded: bytes, size: tuple[int, int], coding: Name, **keys: object) -> bytes:
    """A page of 160 × 120 points that is filled by one picture, already coded."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(160, 120))
        picture = document.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1])
        picture.write(coded, filter=coding)
        for key, value in keys.items():
            picture[f"/{key}"] = value
        page = document.pages[0].obj
        page.Resources = Dictionary(XObject=Dictionary(I=picture))
        page.Contents = document.make_stream(b"160 0 0 120 0 0 cm /I Do")
        document.save(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return made.getvalue()


def pdf_with_wavelets(coded: bytes, size: tuple[int, int]) -> bytes:
    """A page whose picture is JPEG 2000."""
    return pdf_with_picture(coded, size, Name.JPXDecode, ColorSpace=Name.DeviceRGB)


def pdf_with_jbig2(sheet: Image.Image, fax: bytes) -> bytes:
    """A page whose picture is JBIG2 (T.88): a page's head, one part in the coding of faxes, its end."""
    width, height = sheet.size

    def segment(number: int, kind: int, body: bytes) -> bytes:
        return struct.pack("!IBBBI", number, kind, 0, 1, len(body)) + body

    head = struct.pack("!IIIIBH", width, height, 0, 0, 0, 0)
    dots = struct.pack("!IIIIBB", width, height, 0, 0, 0, 1) + fax
    coded = segment(0, 48, head) + segment(1, 38, dots) + segment(2, 49, b"")
    return pdf_with_picture(coded, sheet.size, Name.JBIG2Decode, ColorSpace=Name.DeviceGray, BitsPerComponent=1)
