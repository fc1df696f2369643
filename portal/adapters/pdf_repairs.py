"""Tells a PDF whose table of contents was mended from one whose content had to be guessed."""

import io

import pikepdf

from portal.adapters.refusal import Refusal

MENDED = (
    "file is damaged",
    "Attempting to reconstruct cross-reference table",
    "xref not found",
    "can't find startxref",
    "startxref",
    "xref table",
    "expected n n obj",
    "invalid xref entry",
    "expected endobj",
    "expected endstream",
    "EOF after endobj",
    "attempting to recover stream length",
    "recovered stream length",
    "stream length",
    "extraneous whitespace",
    "stream keyword",
    "reported number of objects",
)
"""What every viewer mends in the same way: where objects begin, and where streams end."""


def mended(pdf: pikepdf.Pdf, made: bytes) -> bool:
    """Whether anything was; raises where content had to be guessed, for each viewer then shows something else."""
    warnings = [str(warning) for warning in pdf.get_warnings()]
    if warnings and pdf.is_encrypted:
        raise Refusal("damaged_pdf")  # its key is made of what may be missing
    if any(not any(harmless in warning for harmless in MENDED) for warning in warnings):
        raise Refusal("damaged_pdf")
    with pikepdf.open(io.BytesIO(made)) as kept:
        if len(kept.pages) != len(pdf.pages) or kept.get_warnings():
            raise Refusal("damaged_pdf")
    return bool(warnings)
