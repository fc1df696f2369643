"""Writes the PDF that is kept."""

import io
import zlib

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image

from portal.adapters.sheets import A4_HEIGHT


def joined_pdf(pages: list[bytes]) -> bytes:
    """One file of several one-page files."""
    with pikepdf.new() as whole:
        for page in pages:
            with pikepdf.open(io.BytesIO(page)) as single:
                whole.pages.extend(single.pages)
        return saved(whole)


def halftone_page(page: Image.Image) -> bytes:
    """A PDF of one page as large as A4, for black and white that the coding of faxes would swell."""
    scale = 72 * A4_HEIGHT / max(page.size)
    width, height = page.width * scale, page.height * scale
    with pikepdf.new() as single:
        single.add_blank_page(page_size=(width, height))
        keys = {"Width": page.width, "Height": page.height, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 1}
        dots = single.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, **keys)
        dots.write(zlib.compress(page.tobytes(), 1), filter=Name.FlateDecode)
        single.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Dots=dots))
        single.pages[0].obj.Contents = single.make_stream(b"%.3f 0 0 %.3f 0 0 cm /Dots Do" % (width, height))
        return saved(single)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Its bytes: the same for the same content, and open to everybody."""
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True, encryption=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()
