"""Finds a PDF whose content is not on its pages: a portfolio of other files, a form only one program can show."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from portal.adapters.refusal import Refusal

PAPERS = {
    *(".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".heif", ".gif", ".ofd"),
    *(".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".ppt", ".pptx", ".rtf", ".zip", ".rar", ".7z"),
}
PAPER_OPENINGS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def refuse_content_elsewhere(pdf: pikepdf.Pdf) -> None:
    """Raise unless what the file has to say is on its pages."""
    if Name.Collection in pdf.Root or any(_is_paper(spec) for spec in _file_specifications(pdf)):
        raise Refusal("portfolio")
    form = pdf.Root.get(Name.AcroForm)
    if not isinstance(form, Dictionary) or not isinstance(form.get(Name.XFA), Array | Stream):
        return
    if pdf.Root.get(Name.NeedsRendering) or not form.get(Name.Fields):
        raise Refusal("dynamic_form")


def _file_specifications(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and not isinstance(item, Stream) and isinstance(item.get(Name.EF), Dictionary):
            yield item
    for page in pdf.pages:
        for note in annotations(page):
            if isinstance(note.get(Name.FS), Dictionary) and isinstance(note.FS.get(Name.EF), Dictionary):
                yield note.FS
    yield from _named(pdf)


def _named(pdf: pikepdf.Pdf) -> Iterator[Dictionary]:
    for name in pdf.attachments:
        specification = pdf.attachments[name].obj
        if isinstance(specification.get(Name.EF), Dictionary):
            yield specification


def _is_paper(specification: Dictionary) -> bool:
    """By its name, or by how it begins; data beside an invoice or a program is not a paper."""
    names = [str(specification.get(key, "")) for key in (Name.UF, Name.F)]
    if any(PurePath(name.lower()).suffix in PAPERS for name in names):
        return True
    for stream in specification.EF.values():
        if isinstance(stream, Stream):
            try:
                return bytes(stream.read_bytes()[:8]).startswith(PAPER_OPENINGS)
            except pikepdf.PdfError:
                return True  # locked by itself, so nobody can say that it is none
    return False


def annotations(page: pikepdf.Page) -> Iterator[Dictionary]:
    """What lies over a page."""
    listed = page.obj.get(Name.Annots)
    if isinstance(listed, Array):
        yield from (note for note in listed if isinstance(note, Dictionary))
