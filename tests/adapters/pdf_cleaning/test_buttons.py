"""Boxes to tick and round buttons: the kept page shows a tick where a second viewer does, or the paper is refused."""

import io
from collections.abc import Mapping

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from portal.adapters.uploads import UploadRefused, check
from tests.adapters import referee
from tests.adapters.pdf_cleaning.test_settling import written

FRAME = b"2 w 2 2 36 36 re S "
TICK = FRAME + b"6 w 8 20 m 18 8 l 32 34 l S"
OPTIONS = Array([String("甲"), String("乙")])
YES, OFF, OTHER = Name.Yes, Name.Off, Name("/Other")
Field = Mapping[str, object]


def button(pdf: Pdf, field: Field) -> Dictionary:
    """A button on a page of its own; `N` and `D` name its drawings, `parent` is what its parent holds."""
    given = dict(field)
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    note = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, F=4, Rect=Array([72, 300, 112, 340])))
    looks = {f"/{key}": drawings(pdf, given.pop(key)) for key in ("N", "D") if key in given}
    if looks:
        note.AP = Dictionary(looks)
    top = {"FT": Name.Btn, "T": String(f"box{len(pdf.pages)}"), **given.pop("parent", {})}
    for key, value in given.items() if "parent" in field else {**top, **given}.items():
        note[f"/{key}"] = value
    page.Annots = Array([note])
    if "parent" not in field:
        return note
    note.Parent = pdf.make_indirect(Dictionary(Kids=Array([note]), **top))
    return note.Parent


def drawings(pdf: Pdf, states: object) -> pikepdf.Object:
    if not isinstance(states, str):
        return Dictionary({f"/{state}": drawings(pdf, state) for state in states})  # type: ignore[attr-defined]
    content = FRAME if states == "Off" else TICK
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 40, 40]))


def form(fields: list[Field], *, redrawn: bool) -> bytes:
    with Pdf.new() as pdf:
        signs = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
        listed = Array([button(pdf, field) for field in fields])
        pdf.Root.AcroForm = Dictionary(Fields=listed, DA=String("/ZaDb 12 Tf 0 g"), NeedAppearances=redrawn)
        pdf.Root.AcroForm.DR = Dictionary(Font=Dictionary(ZaDb=signs))
        return written(pdf)


BOTH, ONE = ("Yes", "Off"), ("Yes",)
GROUP = {"Ff": 1 << 15, "Opt": OPTIONS}
SHOWN: list[Field] = [
    {"N": BOTH},
    {"N": BOTH, "V": OFF},
    {"N": BOTH, "V": YES, "AS": YES},
    {"N": BOTH, "V": YES, "AS": OFF},
    {"N": BOTH, "AS": YES, "MK": Dictionary(CA=String("8"))},
    {"N": ONE, "V": YES},
    {"N": ONE, "V": String("Yes")},
    {"N": ONE, "V": OFF, "AS": OFF},
    {"N": ONE, "AS": YES},
    {"N": ("Off",)},
    {"D": BOTH},
    {"D": BOTH, "AS": OFF},
    {"D": BOTH, "V": YES, "AS": YES},
    {"V": YES, "AS": YES, "MK": Dictionary(CA=String("8"))},
    {"N": ONE, "parent": {"V": YES}},
    {"N": BOTH, "AS": YES, "parent": {"V": YES}},
    {"N": ("0", "Off"), "parent": {**GROUP, "V": Name("/1")}},
    {"N": ("1", "Off"), "AS": Name("/1"), "parent": {**GROUP, "V": Name("/1")}},
    {"N": ("1",), "parent": {**GROUP, "V": String("乙")}},
]
"""What a second viewer shows, and what was chosen, is the same."""

OPEN: list[Field] = [
    {"N": BOTH, "V": YES},
    {"N": BOTH, "V": String("Yes")},
    {"N": BOTH, "V": YES, "AS": OTHER},
    {"N": ONE},
    {"N": ONE, "V": OFF},
    {"N": ONE, "V": OTHER},
    {"D": BOTH, "V": YES},
    {"V": YES},
    {"N": BOTH, "parent": {"V": YES}},
    {"N": ("b", "Off"), "parent": {"Ff": 1 << 15, "V": Name.b}},
    {"N": ("1", "Off"), "parent": {**GROUP, "V": String("乙")}},
]
"""One viewer shows a tick, another none."""


@pytest.mark.parametrize("redrawn", [False, True])
def test_a_tick_is_where_a_second_viewer_shows_it(redrawn: bool) -> None:
    came = form(SHOWN, redrawn=redrawn)
    before, after = referee.pages(came), referee.pages(check(io.BytesIO(came), "paper").content)
    inks = [(field, referee.ink(was), referee.ink(kept)) for field, was, kept in zip(SHOWN, before, after, strict=True)]
    assert [field for field, was, kept in inks if was and not kept] == []
    assert [field for field, was, kept in inks if kept and field.get("AS") == OFF and "N" not in field] == []
    if not redrawn:  # those drawn anew look as each viewer likes
        drawn = [number for number, field in enumerate(SHOWN) if "N" in field]
        assert [SHOWN[number] for number in drawn if referee.difference(before[number], after[number]) > 24] == []


def test_a_drawing_without_states_shows_in_all() -> None:
    came = form([{"N": "Yes", "V": OFF, "AS": OFF}], redrawn=False)
    (before,), (after,) = referee.pages(came), referee.pages(check(io.BytesIO(came), "paper").content)
    assert referee.difference(before, after) < 24
    assert referee.ink(after) > 200


@pytest.mark.parametrize("redrawn", [False, True])
@pytest.mark.parametrize("field", OPEN, ids=repr)
def test_a_tick_that_only_some_viewers_show_is_refused(field: Field, redrawn: bool) -> None:
    with pytest.raises(UploadRefused) as refused:
        check(io.BytesIO(form([field], redrawn=redrawn)), "paper")
    assert refused.value.code == "unfaithful_pdf"
