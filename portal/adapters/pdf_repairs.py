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


def refuse_guesses(pdf: pikepdf.Pdf, made: bytes) -> None:
    """Raise where something inside an object could not be read, for each viewer then shows something else."""
    if any(not any(harmless in warning for harmless in MENDED) for warning in map(str, pdf.get_warnings())):
        raise Refusal("damaged_pdf")
    with pikepdf.open(io.BytesIO(made)) as kept:
        if len(kept.pages) != len(pdf.pages) or kept.get_warnings():
            raise Refusal("damaged_pdf")
