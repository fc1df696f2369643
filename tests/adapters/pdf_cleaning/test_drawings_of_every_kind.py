"""A note of every kind with a drawing of its own: the kept page shows it where a second viewer does, and only there."""

import io

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from portal.adapters.uploads import check
from tests.adapters import referee
from tests.adapters.pdf_cleaning.test_settling import red_box, written

pytestmark = pytest.mark.filterwarnings("ignore:This document has")  # and so it is
QUAD, BEND = Array([72, 350, 272, 350, 72, 300, 272, 300]), Array([72, 300, 272, 350, 100, 340])
MARKS = ("Highlight", "Underline", "Squiggly", "StrikeOut")
OF_NO_NEED = (
    *("Text", "Link", "FreeText", "Line", "Square", "Circle", "Stamp", "Caret", "Ink", "Popup", "Screen", "Widget"),
    *("PrinterMark", "TrapNet", "Watermark", "3D", "Redact", "Projection", "RichMedia", "Unheard-of"),
)
Notes = list[tuple[str, dict[str, object]]]
COMPLETE: Notes = [
    *((kind, {}) for kind in OF_NO_NEED),
    *((kind, {"QuadPoints": QUAD, "C": Array([1, 0, 0])}) for kind in MARKS),
    *((kind, {"Vertices": BEND}) for kind in ("Polygon", "PolyLine")),
    ("FileAttachment", {"FS": Dictionary(F=String("a.txt"))}),
    ("Movie", {"Movie": Dictionary(F=String("a.avi"))}),
    ("Sound", {"Sound": Dictionary(R=8000)}),
    ("Widget", {"FT": Name.Tx}),
    ("Link", {"Border": Array([0, 0, 0])}),
]
LACKING: Notes = [
    *((kind, {}) for kind in (*MARKS, "Polygon", "PolyLine", "FileAttachment", "Movie", "Sound")),
    ("Highlight", {"QuadPoints": Array([])}),
    ("Highlight", {"QuadPoints": Array([72, 350, 272])}),
    ("Movie", {"Movie": Dictionary()}),
    ("Sound", {"Sound": Dictionary()}),
]


def one_a_page(notes: Notes) -> bytes:
    with Pdf.new() as pdf:
        for kind, needed in notes:
            page = pdf.add_blank_page(page_size=(595, 842)).obj
            note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([72, 300, 272, 350]), F=4)
            note.AP = Dictionary(N=red_box(pdf))
            for key, value in needed.items():
                note[f"/{key}"] = pdf.make_stream(b"", value) if key == "Sound" else value
            page.Annots = Array([pdf.make_indirect(note)])
        return written(pdf)


@pytest.mark.parametrize(("notes", "shows"), [(COMPLETE, True), (LACKING, False)], ids=["complete", "lacking"])
def test_it_shows_where_a_second_viewer_shows_it(notes: Notes, shows: bool) -> None:
    came = one_a_page(notes)
    before, after = referee.pages(came), referee.pages(check(io.BytesIO(came), "paper").content)
    pages = [*zip([kind for kind, _ in notes], before, after, strict=True)]
    assert [kind for kind, was, _ in pages if (referee.ink(was) > 5000) is not shows] == []
    assert [kind for kind, _, kept in pages if (referee.ink(kept) > 5000) is not shows] == []
    spots = {kind: referee.difference(was, kept) for kind, was, kept in pages if kind != "Highlight"}  # has round ends
    assert {kind: spot for kind, spot in spots.items() if spot > 24} == {}
