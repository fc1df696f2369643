"""Writes out what a PDF leaves to its viewers, before one of ours is asked: notes on hidden layers, fields unlisted."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from portal.adapters.form_fields import DEPTH
from portal.adapters.pdf_content import annotations


def settle(pdf: pikepdf.Pdf) -> bool:
    """Whether anything was: what is left is shown alike by all."""
    return any([_drop_nameless(pdf), _drop_hidden(pdf), _list_fields(pdf)])


def _drop_nameless(pdf: pikepdf.Pdf) -> bool:
    """Notes of no kind, which viewers pass over, and one that a page names a second time."""
    found = False
    for page in pdf.pages:
        notes = list(annotations(page))
        kept = {note.objgen if note.is_indirect else id(note): note for note in notes if Name.Subtype in note}
        if len(kept) < len(notes):
            page.obj.Annots, found = Array(kept.values()), True
    return found


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


def _dictionaries(listed: object) -> Iterator[Dictionary]:
    if isinstance(listed, Array):
        yield from (each for each in listed if isinstance(each, Dictionary))
