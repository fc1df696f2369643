"""Writes the PDF that is kept."""

import io

import pikepdf


def joined_pdf(pages: list[bytes]) -> bytes:
    """One file of several one-page files."""
    with pikepdf.new() as whole:
        for page in pages:
            with pikepdf.open(io.BytesIO(page)) as single:
                whole.pages.extend(single.pages)
        return saved(whole)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Its bytes: the same for the same content, and open to everybody."""
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True, encryption=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()
