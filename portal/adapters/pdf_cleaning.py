"""Re-makes a PDF without what acts, hides or swells: scripts, attachments, links outward, forms, notes."""

import io
from collections.abc import Collection
from itertools import accumulate

import pikepdf
from pikepdf.sanitize import Sanitizer

from portal.adapters.appearances import complete
from portal.adapters.markup import Box
from portal.adapters.pdf_bombs import OBJECT_LIMIT, refuse_bombs
from portal.adapters.pdf_content import refuse_content_elsewhere
from portal.adapters.pdf_fonts import refuse_unseen_letters
from portal.adapters.pdf_guard import OF_A_PICTURE, pages_that_differ, photographed, viewed
from portal.adapters.pdf_pages import saved
from portal.adapters.pdf_repairs import mended
from portal.adapters.pdf_settling import settle
from portal.adapters.refusal import Refusal

_Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
SEEN_DOTS = 15_000_000  # of pictures that are unpacked twice to be compared; that takes a quarter of a second each time
PHOTOGRAPHED_PAGES = 5
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


def clean_pdf(body: bytes, max_pages: int) -> tuple[int, bytes]:
    """Number of pages and the re-made file, or a refusal."""
    if body.count(b" obj") > OBJECT_LIMIT:
        raise Refusal("too_complex")
    try:
        with pikepdf.open(io.BytesIO(body)) as pdf:
            if len(pdf.objects) > OBJECT_LIMIT:  # again, because objects can be packed
                raise Refusal("too_complex")
            pages = len(pdf.pages)
            if pages == 0:
                raise Refusal("damaged_pdf")
            if pages > max_pages:
                raise Refusal("too_many_pages")
            refuse_content_elsewhere(pdf)
            refuse_unseen_letters(pdf)
            dots = refuse_bombs(pdf)
            dear = dots > SEEN_DOTS
            came = _settled(pdf, body, dear)
            drawn = complete(pdf)
            _strip(pdf)
            return pages, _faithful(pdf, came, drawn, dear)
    except (Refusal, MemoryError):
        raise
    except pikepdf.PasswordError as fault:
        raise Refusal("encrypted_pdf") from fault
    except Exception as fault:  # qpdf raises many kinds on nonsense; all mean the same to the sender
        raise Refusal("damaged_pdf") from fault


def _settled(pdf: pikepdf.Pdf, body: bytes, dear: bool) -> bytes:
    """The file to compare with: what came, or what it says once it is written out alike for every viewer."""
    if not settle(pdf):
        return body
    if pdf.get_warnings() and not _read_alike(body, range(len(pdf.pages)), dear):
        raise Refusal("damaged_pdf")  # it had to be mended, so that its own reading may be one of two
    return saved(pdf)


def _faithful(pdf: pikepdf.Pdf, came: bytes, drawn: dict[int, list[Box]], dear: bool) -> bytes:
    """The file to keep; a page that would not look as it came is kept as the picture a viewer shows of it."""
    made = saved(pdf)
    is_mended = mended(pdf, made)
    differing = pages_that_differ(came, made, drawn, dear)
    if not differing:
        return made
    if is_mended or not _read_alike(came, differing, dear):
        raise Refusal("damaged_pdf")  # mended or read in two ways: nobody can say which is right
    if len(differing) > PHOTOGRAPHED_PAGES or any(number in drawn for number in differing):
        raise Refusal("unfaithful_pdf")
    shown = viewed(came)
    for number in differing:
        with pikepdf.open(io.BytesIO(photographed(shown[number]))) as single:
            pdf.pages[number] = single.pages[0]
            made = saved(pdf)
    if pages_that_differ(came, made, drawn, dear, tolerance=OF_A_PICTURE):
        raise Refusal("unfaithful_pdf")
    return made


def _read_alike(came: bytes, pages: Collection[int], dear: bool) -> bool:
    """Whether these pages look as they came when they are only written anew; if not, each program reads its own."""
    with pikepdf.open(io.BytesIO(came)) as untouched:
        return not set(pages) & set(pages_that_differ(came, saved(untouched), {}, dear))


def _balance(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Leave out each `Q` at the end of a page that restores what no `q` saved: what is painted onto it is put between
    such signs. Where the page goes on behind one, some viewers show the rest and some do not."""
    depths = accumulate({"q": 1, "Q": -1}[str(each.operator)] for each in pikepdf.parse_content_stream(page, "q Q"))
    if all(depth >= 0 for depth in depths):
        return
    kept, depth, is_over = list[_Instruction](), 0, False
    for each in pikepdf.parse_content_stream(page):
        sign = str(each.operator)
        if sign == "Q" and depth == 0:
            is_over = True
        elif is_over:
            raise Refusal("unfaithful_pdf")
        else:
            depth += {"q": 1, "Q": -1}.get(sign, 0)
            kept.append(each)
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def _strip(pdf: pikepdf.Pdf) -> None:
    """Drop everything that is not the look of the pages; what lies over them is painted onto them first."""
    SANITIZER.apply(pdf)
    for page in pdf.pages:
        if "/Annots" in page.obj:
            _balance(pdf, page)
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
