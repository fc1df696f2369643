"""Turns an uploaded file into a clean paper, inside the checker's child: a fresh JPEG or a fresh PDF, or a refusal.

What is kept is always re-made, never the bytes that came: that drops location data, scripts and second formats hidden
in the same file.
"""

from portal.adapters import costs
from portal.adapters.checker_messages import Cleaned
from portal.adapters.kinds import Kind, kind_of
from portal.adapters.pdf_cleaning import clean_pdf
from portal.adapters.picture_cleaning import clean_picture
from portal.adapters.scan_cleaning import clean_scan


def estimate_document(body: bytes, max_pages: int) -> int:
    """The milliseconds cleaning it will cost, from its header, or why it will not be cleaned."""
    return costs.estimate(body, kind_of(body), max_pages)


def clean_document(body: bytes, max_pages: int) -> tuple[Cleaned, bytes]:
    """Decide what a file is by its content, judge it by its header, and make it anew."""
    kind = kind_of(body)
    costs.estimate(body, kind, max_pages)
    if kind is Kind.TIFF:
        return clean_scan(body, max_pages)
    if kind is Kind.PDF:
        pages, made = clean_pdf(body, max_pages)
        return Cleaned("application/pdf", pages), made
    return clean_picture(body, kind, max_pages)
