"""Writes out what a PDF leaves to its viewers, before one of ours is asked: notes on hidden layers, fields unlisted."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from portal.adapters.form_fields import DEPTH, inherited
from portal.adapters.markup import numbers
from portal.adapters.pdf_buttons import say_states
from portal.adapters.pdf_content import annotations

QUADS, VERTICES = ("/QuadPoints",), ("/Vertices",)
CORNERS = 8  # numbers that tell where one line of text is; of fewer, full viewers draw nothing
CANNOT_LACK = {
    **dict.fromkeys(("/Highlight", "/Underline", "/Squiggly", "/StrikeOut"), QUADS),
    **dict.fromkeys(("/Polygon", "/PolyLine"), VERTICES),
    "/FileAttachment": ("/FS",),
    "/Movie": ("/Movie", "/F"),
    "/Sound": ("/Sound", "/R"),
}
"""Where to find what a note of that kind is about (ISO 32000-2, 12.5.6): full viewers pass over one without it,
drawing and all. One that brings no drawing is given ours, so that nothing is lost."""


def settle(pdf: pikepdf.Pdf) -> bool:
    """Whether anything was: what is left is shown alike by all."""
    settled = [_drop_passed_over(pdf), _drop_hidden(pdf), _list_fields(pdf), say_states(pdf), _say_what_shows(pdf)]
    return any(settled)


def _drop_passed_over(pdf: pikepdf.Pdf) -> bool:
    """Notes of no kind or of nothing, and one that a page names a second time."""
    found = False
    for page in pdf.pages:
        notes = list(annotations(page))
        kept = {note.objgen if note.is_indirect else id(note): note for note in notes if _is_of_something(note)}
        if len(kept) < len(notes):
            page.obj.Annots, found = Array(kept.values()), True
    return found


def _is_of_something(note: Dictionary) -> bool:
    found: object = note
    needed = CANNOT_LACK.get(str(note.get(Name.Subtype))) if Name.AP in note else None
    for key in needed or ("/Subtype",):
        found = found.get(key) if isinstance(found, Dictionary | Stream) else None
    return found is not None and not (needed == QUADS and _is_drawn_anew(note) and len(numbers(found)) < CORNERS)


def _drop_hidden(pdf: pikepdf.Pdf) -> bool:
    """Notes on a layer that is off: most viewers hide them, and some do not look."""
    off = frozenset(_hidden_layers(pdf))
    found = False
    for page in pdf.pages if Name.OCProperties in pdf.Root else ():
        notes = list(annotations(page))
        shown = [note for note in notes if not _is_hidden(note.get(Name.OC), off)]
        if len(shown) < len(notes):
            page.obj.Annots, found = Array(shown), True
    return found


def _hidden_layers(pdf: pikepdf.Pdf) -> Iterator[tuple[int, int]]:
    properties = pdf.Root.get(Name.OCProperties)
    if not isinstance(properties, Dictionary) or not isinstance(usual := properties.get(Name.D), Dictionary):
        return
    if usual.get(Name.BaseState) == Name.OFF:
        shown = {layer.objgen for layer in _dictionaries(usual.get(Name.ON))}
        yield from (layer.objgen for layer in _dictionaries(properties.get(Name.OCGs)) if layer.objgen not in shown)
    yield from (layer.objgen for layer in _dictionaries(usual.get(Name.OFF)))


def _is_hidden(membership: object, off: frozenset[tuple[int, int]]) -> bool:
    """Of one layer, or of several of which the note's policy wants one or all on (ISO 32000-2, 8.11.2.2)."""
    if not isinstance(membership, Dictionary):
        return False
    if membership.get(Name.Type) != Name.OCMD:
        return membership.objgen in off
    several = membership.get(Name.OCGs)
    layers = [several] if isinstance(several, Dictionary) else list(_dictionaries(several))
    states = [layer.objgen not in off for layer in layers]
    wanted = {"/AllOn": all(states), "/AnyOff": not all(states), "/AllOff": not any(states)}
    return bool(states) and not wanted.get(str(membership.get(Name.P)), any(states))


def _list_fields(pdf: pikepdf.Pdf) -> bool:
    """Fields the form does not name: a page taken out of its file brings them so, and not every viewer draws them."""
    form = pdf.Root.get(Name.AcroForm)
    listed = {field.objgen for field in _with_kids(form.get(Name.Fields), DEPTH)} if form is not None else set()
    missing = [note for page in pdf.pages for note in _widgets(pdf, page) if note.objgen not in listed]
    if not missing:
        return False
    if not isinstance(form, Dictionary):
        pdf.Root.AcroForm = form = pdf.make_indirect(Dictionary())
    form.Fields = Array([*_dictionaries(form.get(Name.Fields)), *missing])
    return True


def _with_kids(fields: object, depth: int) -> Iterator[Dictionary]:
    for field in _dictionaries(fields):
        yield field
        if depth:
            yield from _with_kids(field.get(Name.Kids), depth - 1)


def _widgets(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Iterator[Dictionary]:
    """Those of a page, each an object of its own, as a form names them."""
    notes = page.obj.get(Name.Annots)
    if not isinstance(notes, Array):
        return
    for place, note in enumerate(list(notes)):
        if isinstance(note, Dictionary) and note.get(Name.Subtype) == Name.Widget:
            if not note.is_indirect:
                note = notes[place] = pdf.make_indirect(note)
            yield note


def _say_what_shows(pdf: pikepdf.Pdf) -> bool:
    """Drawings that viewers leave out, or draw otherwise, for the sake of the note's kind."""
    notes = [(page, note) for page in pdf.pages for note in annotations(page)]
    settled = [_settle_drawing(pdf, *each) for each in notes if isinstance(each[1].get(Name.AP), Dictionary)]
    return any(settled)


def _settle_drawing(pdf: pikepdf.Pdf, page: pikepdf.Page, note: Dictionary) -> bool:
    kind = note.Subtype
    if kind == Name.Popup or (kind == Name.Widget and not _is_field(note)):
        note.Subtype = Name.Stamp  # some show these only in a window of their own, and some nowhere
    elif _is_drawn_anew(note):
        del note.AP
    elif kind == Name.Link:
        border = Dictionary(dict(note.items()))  # which full viewers draw beside the drawing
        del border.AP
        page.obj.Annots.append(pdf.make_indirect(border))
    else:
        return False
    return True


def _is_drawn_anew(note: Dictionary) -> bool:
    """A highlight that would hide its text: full viewers draw it so that the text shows through."""
    appearance = note.get(Name.AP)
    drawing = appearance.get(Name.N) if isinstance(appearance, Dictionary) else None
    return note.get(Name.Subtype) == Name.Highlight and not _has_states(drawing)


def _has_states(drawing: object) -> bool:
    resources = drawing.get(Name.Resources) if isinstance(drawing, Stream) else None
    return isinstance(resources, Dictionary) and Name.ExtGState in resources


def _is_field(note: Dictionary) -> bool:
    return all(inherited(note, key) is not None for key in ("/FT", "/T"))


def _dictionaries(listed: object) -> Iterator[Dictionary]:
    if isinstance(listed, Array):
        yield from (each for each in listed if isinstance(each, Dictionary))
