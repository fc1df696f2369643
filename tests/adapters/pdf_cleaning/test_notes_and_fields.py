"""Notes and fields that bring no drawing along: drawn as a second viewer draws them, and never lost."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from portal.adapters.uploads import check
from tests.adapters import referee

BOX = Array([20, 40, 200, 120])
WORDS = Array([18, 165, 100, 185])
QUAD = Array([18, 185, 100, 185, 18, 165, 100, 165])
BEND = Array([25, 45, 100, 110, 190, 50])
BLUE, RED = Array([0, 0, 1]), Array([1, 0, 0])


def blank() -> tuple[pikepdf.Pdf, Dictionary]:
    """A page with two words."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    page = pdf.pages[0].obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(b"BT /F 14 Tf 20 170 Td (Base text) Tj ET")
    return pdf, page


def saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    made = io.BytesIO()
    pdf.save(made, **how)  # type: ignore[arg-type]
    return made.getvalue()


def noted(turn: int = 0, **note: object) -> bytes:
    """The page with one note over it."""
    pdf, page = blank()
    page.Rotate = turn
    page.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, **({"F": 4} | note)))])
    return saved(pdf)


def filled(form: dict[str, object] | None = None, **field: object) -> bytes:
    """The page with one field."""
    pdf, page = blank()
    standard = {"F": 4, "Rect": Array([20, 50, 200, 80]), "T": String("x"), "DA": String("/Helv 14 Tf 0 g")}
    widget = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, **(standard | field)))
    page.Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]), **(form or {}))
    return saved(pdf)


def kept(content: bytes) -> bytes:
    return check(io.BytesIO(content), "paper.pdf").content


def ink_in_box(content: bytes) -> int:
    (page,) = referee.pages(content, 72)
    return referee.ink(page, (0.05, 0.35, 0.7, 0.85))


@pytest.mark.parametrize(
    "note",
    [
        {"Subtype": Name.Square, "Rect": BOX, "C": RED},
        {"Subtype": Name.Circle, "Rect": BOX, "C": RED, "IC": Array([1, 1, 0])},
        {"Subtype": Name.Line, "Rect": BOX, "L": Array([25, 45, 190, 110]), "C": BLUE},
        {"Subtype": Name.Ink, "Rect": BOX, "InkList": Array([BEND]), "C": BLUE},
        {"Subtype": Name.Polygon, "Rect": BOX, "Vertices": BEND, "C": BLUE},
        {"Subtype": Name.PolyLine, "Rect": BOX, "Vertices": BEND, "C": BLUE},
        {"Subtype": Name.Underline, "Rect": WORDS, "QuadPoints": QUAD, "C": RED},
        {"Subtype": Name.StrikeOut, "Rect": WORDS, "QuadPoints": QUAD, "C": RED},
        {"Subtype": Name.Link, "Rect": BOX},
        {"Subtype": Name.Link, "Rect": BOX, "Border": Array([0, 0, 0])},
        {"Subtype": Name.Popup, "Rect": BOX, "Contents": String("x")},
        {"Subtype": Name.FreeText, "Rect": BOX, "Contents": String("hidden"), "F": 2},
        {"Subtype": Name.Square, "Rect": BOX, "F": 32},
        {"Subtype": Name.Square, "Rect": BOX, "C": RED, "F": 1},
    ],
    ids=lambda note: str(note["Subtype"])[1:],
)
def test_note_looks_as_the_second_viewer_draws_it(note: dict[str, object]) -> None:
    came = noted(**note)
    (before,), (after,) = referee.pages(came, 72), referee.pages(kept(came), 72)
    assert referee.difference(before, after) < 24


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_typed_note_stays_on_a_page_that_is_turned(turn: int) -> None:
    text = String("张三丰 已核对")
    came = noted(turn, Subtype=Name.FreeText, Rect=BOX, Contents=text, DA=String("/Helv 14 Tf 1 0 0 rg"))
    assert "已核对" in referee.words(kept(came))


@pytest.mark.parametrize("kind", ["Stamp", "Text", "Highlight", "Squiggly", "Caret", "FileAttachment"])
def test_mark_of_any_kind_leaves_ink(kind: str) -> None:
    bare = noted(Subtype=Name.Popup, Rect=BOX)
    assert ink_in_box(kept(noted(Subtype=Name(f"/{kind}"), Rect=BOX, C=BLUE))) > ink_in_box(kept(bare)) + 20


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ({"FT": Name.Tx, "V": String("张三丰")}, "张三丰"),
        ({"FT": Name.Tx, "V": String("第一行\n第二行"), "Ff": 1 << 12}, "第二行"),
        ({"FT": Name.Tx, "V": String("450221"), "Ff": 1 << 24, "MaxLen": 18}, "450221"),
        ({"FT": Name.Tx, "V": String("转"), "MK": Dictionary(R=90)}, "转"),
        (
            {"FT": Name.Ch, "V": String("a"), "Opt": Array([Array([String("a"), String("甲类")])])},
            "甲类",
        ),
        ({"FT": Name.Ch, "V": Array([String("甲"), String("乙")])}, "乙"),
        ({"Parent": Dictionary(FT=Name.Tx, T=String("p"), V=String("父字段"))}, "父字段"),
        ({"FT": Name.Tx, "V": String("张三丰"), "F": 1}, "张三丰"),
    ],
)
@pytest.mark.parametrize("form", [{}, {"NeedAppearances": True}], ids=["plain", "redrawn"])
def test_what_was_filled_in_is_on_the_page(field: dict[str, object], form: dict[str, object], shown: str) -> None:
    content = kept(filled(form, **field))
    assert shown in referee.words(content).replace(" ", "")
    assert ink_in_box(content) > 20
    assert b"/AcroForm" not in content


def stamped(kind: str) -> bytes:
    """The page under a red mark with the flag Invisible, which is for those who do not know its kind."""
    pdf, page = blank()
    drawing = pdf.make_stream(b"1 0 0 rg 0 0 180 80 re f", Type=Name.XObject, Subtype=Name.Form)
    drawing.BBox = Array([0, 0, 180, 80])
    note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=BOX, F=1, AP=Dictionary(N=drawing))
    page.Annots = Array([pdf.make_indirect(note)])
    return saved(pdf)


@pytest.mark.parametrize("kind", ["Stamp", "FreeText", "Ink", "Watermark", "Seal"])
def test_invisible_hides_no_note_that_viewers_show(kind: str) -> None:
    """Nor of another that brings its drawing along. The page stays text and is no picture of itself."""
    content = kept(stamped(kind))
    assert ink_in_box(content) > 5000
    assert "Base text" in referee.words(content)


@pytest.mark.parametrize("flag", [0, 1 << 15], ids=["box", "radio"])
def test_ticks_are_kept(flag: int) -> None:
    def ticked(state: Name) -> int:
        return ink_in_box(kept(filled(FT=Name.Btn, Ff=flag, V=state, AS=state)))

    assert ticked(Name.Yes) > ticked(Name.Off) + 20


@pytest.mark.parametrize("revision", [4, 6])
def test_form_that_only_forbids_is_kept_with_its_value(revision: int) -> None:
    with pikepdf.open(io.BytesIO(filled(FT=Name.Tx, V=String("张三丰")))) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="o", user="", R=revision))  # type: ignore[arg-type]
    assert "张三丰" in referee.words(kept(locked))


@pytest.mark.parametrize("shown", [True, False])
def test_layer_that_is_off_stays_off(shown: bool) -> None:
    pdf, page = blank()
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("L")))
    setting = Dictionary(OFF=Array([] if shown else [layer]), Order=Array([layer]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=setting)
    page.Resources.Properties = Dictionary(P=layer)
    page.Contents = pdf.make_stream(b"/OC /P BDC 20 40 160 80 re f EMC BT /F 14 Tf 20 170 Td (Base) Tj ET")
    came = saved(pdf)
    (before,), (after,) = referee.pages(came), referee.pages(kept(came))
    assert referee.difference(before, after) < 8
