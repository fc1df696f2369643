"""Re-makes a PDF without what acts, hides or swells: scripts, attachments, links outward, forms, notes, bombs."""

import io
import zlib
from typing import Any

import pikepdf
from pikepdf import Name, Stream
from pikepdf.sanitize import Sanitizer

from portal.adapters.jpeg_notes import without_notes
from portal.adapters.refusal import Refusal

UNPACKED_LIMIT = 100 * 1024 * 1024  # words and lines, which unpack to ten times at most; pictures are counted in dots
FULL_SIZE_PICTURES = 5  # in one file
BYTES_A_DOT = 8  # four inks of sixteen bits
OBJECT_LIMIT = 20_000  # fifty pages of text and pictures have a tenth of this
PICTURE_CODERS = {"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"}
ROOT_EXTRAS = ("/Metadata", "/AcroForm", "/OpenAction", "/AA", "/PieceInfo", "/Collection", "/AF", "/URI", "/Perms")

SANITIZER = (
    Sanitizer()
    .remove_javascript()
    .remove_external_access()
    .remove_attachments()
    .remove_multimedia()
    .remove_web_capture()
    .remove_private_app_data()
    .remove_search_index()
    .remove_thumbnails()
    .remove_collection()
)


def clean_pdf(body: bytes, max_pages: int, max_pixels: int) -> tuple[int, bytes]:
    """Number of pages and the re-made file, or a refusal."""
    if body.count(b" obj") > OBJECT_LIMIT:
        raise Refusal("too_complex")
    try:
        with pikepdf.open(io.BytesIO(body)) as pdf:
            if len(pdf.objects) > OBJECT_LIMIT:  # again, because objects can be packed
                raise Refusal("too_complex")
            if pdf.is_encrypted:
                raise Refusal("encrypted_pdf")
            pages = len(pdf.pages)
            if pages == 0:
                raise Refusal("damaged_pdf")
            if pages > max_pages:
                raise Refusal("too_many_pages")
            _strip(pdf)
            _refuse_bombs(pdf, max_pixels)
            return pages, _saved(pdf)
    except (Refusal, MemoryError):
        raise
    except pikepdf.PasswordError as fault:
        raise Refusal("encrypted_pdf") from fault
    except Exception as fault:  # qpdf raises many kinds on nonsense; all mean the same to the sender
        raise Refusal("damaged_pdf") from fault


def joined_pdf(pages: list[bytes]) -> bytes:
    """One file of several one-page files."""
    with pikepdf.new() as whole:
        for page in pages:
            with pikepdf.open(io.BytesIO(page)) as single:
                whole.pages.extend(single.pages)
        return _saved(whole)


def _strip(pdf: pikepdf.Pdf) -> None:
    """Drop everything that is not the look of the pages; stamps and filled-in fields are painted onto them first."""
    SANITIZER.apply(pdf)
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")
    for key in ROOT_EXTRAS:
        if key in pdf.Root:
            del pdf.Root[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]  # who made it, with what, when: not the agency's business
    for page in pdf.pages:
        for key in ("/Annots", "/AA", "/Metadata"):
            if key in page.obj:
                del page.obj[key]


def _refuse_bombs(pdf: pikepdf.Pdf, max_pixels: int) -> None:
    """Bound what a viewer would have to unpack and paint; on the way take the camera's notes out of photographs."""
    dots_left, bytes_left = FULL_SIZE_PICTURES * max_pixels, UNPACKED_LIMIT
    for item in pdf.objects:
        if not isinstance(item, Stream):
            continue
        dots = _dots(item)
        dots_left -= dots
        if dots > max_pixels or dots_left < 0:
            raise Refusal("too_many_pixels")
        due = dots * BYTES_A_DOT  # what a picture may unpack to is bounded by its dots already
        bytes_left -= max(0, _unpacked_size(item, due + bytes_left) - due)
        if bytes_left < 0:
            raise Refusal("too_complex")
        if _filters(item) == ["/DCTDecode"]:
            picture = without_notes(item.read_raw_bytes())
            item.write(picture, filter=Name.DCTDecode, decode_parms=_parameters(item))


def _dots(stream: Any) -> int:
    width, height = stream.get(Name.Width, 0), stream.get(Name.Height, 0)
    return max(0, width) * max(0, height) if isinstance(width, int) and isinstance(height, int) else 0


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


def _saved(pdf: pikepdf.Pdf) -> bytes:
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()
