"""Turns an uploaded file into a clean paper, inside the checker's child: a fresh JPEG or a fresh PDF, or a refusal.

What is kept is always re-made, never the bytes that came: that drops location data, scripts and second formats hidden
in the same file.
"""

from typing import Any

from portal.adapters import costs
from portal.adapters.kinds import Kind, kind_of
from portal.adapters.pdf_cleaning import clean_pdf
from portal.adapters.picture_cleaning import clean_picture
from portal.adapters.scan_cleaning import clean_scan


def estimate_document(head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """What cleaning it will cost, from its header, or why it will not be cleaned."""
    return {"milliseconds": costs.estimate(body, kind_of(body), head["max_pages"])}, b""


def clean_document(head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """Decide what a file is by its content, judge it by its header, and make it anew."""
    kind, max_pages = kind_of(body), head["max_pages"]
    costs.estimate(body, kind, max_pages)
    if kind is Kind.TIFF:
        return clean_scan(body, max_pages)
    if kind is Kind.PDF:
        pages, made = clean_pdf(body, max_pages)
        return {"media_type": "application/pdf", "pages": pages}, made
    return clean_picture(body, kind, max_pages)
