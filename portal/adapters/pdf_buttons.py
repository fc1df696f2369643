"""Writes out which of its drawings a box to tick or a round button shows, where a file leaves that to its viewers."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from portal.adapters.form_fields import PUSH_BUTTON, flags, kind, names_of_choice
from portal.adapters.markup import box_of
from portal.adapters.pdf_content import annotations
from portal.adapters.refusal import Refusal

OFF = "/Off"


def say_states(pdf: pikepdf.Pdf) -> bool:
    """Whether anything had to be said; a refusal where viewers would not agree whether something is ticked."""
    form = pdf.Root.get(Name.AcroForm)
    is_redrawn = isinstance(form, Dictionary) and bool(form.get(Name.NeedAppearances))
    notes = [note for page in pdf.pages for note in annotations(page) if _has_states(note)]
    found = [_say_state(pdf, note, is_redrawn) for note in notes]  # of all, not only to the first
    return any(found)


def _has_states(note: Dictionary) -> bool:
    return note.get(Name.Subtype) == Name.Widget and kind(note) == "/Btn" and not flags(note) & PUSH_BUTTON


def _say_state(pdf: pikepdf.Pdf, note: Dictionary, is_redrawn: bool) -> bool:
    appearance = note.get(Name.AP)
    drawn: Any = appearance.get(Name.N) if isinstance(appearance, Dictionary) else None
    if isinstance(drawn, Stream) and not is_redrawn:
        return _name_the_only_drawing(note, drawn)
    drawings = drawn if isinstance(drawn, Dictionary) and not isinstance(drawn, Stream) else Dictionary()
    state = _state(note, drawings)
    if len(drawings) and state not in (OFF, *drawings.keys()):
        raise Refusal("unfaithful_pdf")  # one viewer draws a tick of its own, another none
    is_said = note.get(Name.AS) == Name(state)
    note.AS = Name(state)
    if is_redrawn or not len(drawings):
        return _drop_drawings(note) or not is_said
    if state not in drawings:
        drawings[OFF] = _nothing(pdf, note)  # without it, some take the whole for damaged and draw it in their own way
        return True
    return not is_said


def _state(note: Dictionary, drawings: Dictionary) -> str:
    """The one it names; else the only one there is, or none, unless what was chosen is another: some show one, some
    the other (ISO 32000-2, 12.5.5 wants it named)."""
    if isinstance(named := note.get(Name.AS), Name):
        return str(named)
    shown = str(next(iter(drawings.keys()))) if len(drawings) == 1 else OFF
    chosen = names_of_choice(note) - {OFF}
    meant = next((name for name in sorted(chosen) if name in drawings or not len(drawings)), OFF)
    if shown != meant:
        raise Refusal("unfaithful_pdf")
    return shown


def _name_the_only_drawing(note: Dictionary, drawn: Stream) -> bool:
    """A drawing for every state shows whatever the state; where it has no name, some draw their own instead."""
    note.AP = Dictionary(N=Dictionary(Yes=drawn))
    note.AS = Name.Yes
    return True


def _drop_drawings(note: Dictionary) -> bool:
    """Those the form wants drawn anew, or that are only for a mouse that presses the button."""
    if Name.AP not in note:
        return False
    del note.AP
    return True


def _nothing(pdf: pikepdf.Pdf, note: Dictionary) -> Stream:
    left, bottom, right, top = box_of(note) or (0.0, 0.0, 1.0, 1.0)
    drawing = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form)
    drawing.BBox = Array([0, 0, round(right - left, 3), round(top - bottom, 3)])
    return drawing
