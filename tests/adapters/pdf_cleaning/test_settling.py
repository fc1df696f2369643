"""Fields a form forgot, notes on a hidden layer: the kept page shows what a second viewer shows of what came."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from portal.adapters.uploads import UploadRefused, check
from tests.adapters import referee

pytestmark = pytest.mark.filterwarnings("ignore:This document has")  # and so it is
Making = Callable[[Pdf], None]


def sheet(*makings: Making) -> bytes:
    """A page with a line of text and what is made on top of it."""
    with pikepdf.new() as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = pdf.make_stream(b"BT /F1 24 Tf 72 700 Td (Referral slip) Tj ET")
        page.Annots = pdf.make_indirect(Array())
        for make in makings:
            make(pdf)
        return written(pdf)


def written(pdf: Pdf) -> bytes:
    made = io.BytesIO()
    pdf.save(made)
    return made.getvalue()


def red_box(pdf: Pdf) -> pikepdf.Stream:
    look = pdf.make_stream(b"1 0 0 rg 0 0 200 50 re f", Type=Name.XObject, Subtype=Name.Form)
    look.BBox = Array([0, 0, 200, 50])
    return look


def field(pdf: Pdf, *, is_direct: bool = False) -> Dictionary:
    """A filled-in field with its drawing."""
    note = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("who"), V=String("Zhang"), F=4)
    note.Rect, note.AP = Array([72, 300, 272, 350]), Dictionary(N=red_box(pdf))
    pdf.pages[0].obj.Annots.append(note if is_direct else pdf.make_indirect(note))
    return pdf.pages[0].obj.Annots[-1]


def stray(pdf: Pdf) -> None:
    field(pdf)


def stray_and_direct(pdf: Pdf) -> None:
    field(pdf, is_direct=True)


def not_listed(pdf: Pdf) -> None:
    field(pdf)
    pdf.Root.AcroForm = Dictionary(Fields=Array([]))


def below_a_listed_one(pdf: Pdf) -> None:
    parent = pdf.make_indirect(Dictionary(T=String("all"), Kids=Array([field(pdf)])))
    parent.Kids[0].Parent = parent
    pdf.Root.AcroForm = Dictionary(Fields=Array([parent]))


@pytest.mark.parametrize("make", [stray, stray_and_direct, not_listed, below_a_listed_one])
def test_what_is_filled_in_is_kept_whether_the_form_names_it_or_not(make: Making) -> None:
    came = sheet(make)
    (before,), (after,) = referee.pages(came), referee.pages(check(io.BytesIO(came), "paper").content)
    assert referee.difference(before, after) < 16
    assert referee.ink(after) > 5000


def test_one_page_taken_out_of_a_filled_in_form_keeps_what_was_written() -> None:
    with pikepdf.open(io.BytesIO(sheet(not_listed))) as whole, pikepdf.new() as single:
        single.pages.append(whole.pages[0])
        came = written(single)
    assert referee.ink(referee.pages(check(io.BytesIO(came), "paper").content)[0]) > 5000


def on_a_layer(is_on: bool, policy: str = "", base: str = "") -> Making:
    """A stamp on a layer that is shown or not, told of as programs do."""

    def make(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
        usual = Dictionary(BaseState=Name(base)) if base else Dictionary()
        usual.ON, usual.OFF = Array([layer] if is_on else []), Array([] if is_on or base else [layer])
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=usual)
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([72, 300, 272, 350]), F=4)
        note.AP = Dictionary(N=red_box(pdf))
        note.OC = Dictionary(Type=Name.OCMD, OCGs=Array([layer]), P=Name(policy)) if policy else layer
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(note))

    return make


@pytest.mark.parametrize(
    ("make", "shows"),
    [
        (on_a_layer(True), True),
        (on_a_layer(False), False),
        (on_a_layer(False, base="/OFF"), False),
        (on_a_layer(True, base="/OFF"), True),
        (on_a_layer(False, "/AnyOn"), False),
        (on_a_layer(True, "/AllOn"), True),
        (on_a_layer(True, "/AllOff"), False),
        (on_a_layer(True, "/AnyOff"), False),
        (on_a_layer(False, "/AnyOff"), True),
    ],
)
def test_a_note_on_a_hidden_layer_stays_hidden(make: Making, shows: bool) -> None:
    came = sheet(make)
    (before,), (after,) = referee.pages(came), referee.pages(check(io.BytesIO(came), "paper").content)
    assert referee.difference(before, after) < 16
    assert (referee.ink(after) > 5000) is shows


@pytest.mark.parametrize("looks", [("N", ("A", "B")), ("D", ())], ids=["undecided", "pressed"])
def test_a_stamp_that_does_not_say_which_drawing_is_on_the_page_is_refused(looks: tuple[str, tuple[str, ...]]) -> None:
    key, states = looks

    def undecided(pdf: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([72, 300, 272, 350]), F=4)
        drawn = Dictionary({f"/{state}": red_box(pdf) for state in states}) if states else red_box(pdf)
        note.AP = Dictionary({f"/{key}": drawn})
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(note))

    with pytest.raises(UploadRefused) as refused:
        check(io.BytesIO(sheet(undecided)), "paper")
    assert refused.value.code == "unfaithful_pdf"
