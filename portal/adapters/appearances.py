"""Gives a note or a filled-in field its drawing where the file has none, so that it can be painted onto its page."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from portal.adapters import form_fields, markup
from portal.adapters.form_fields import Look
from portal.adapters.markup import Box
from portal.adapters.pdf_content import annotations
from portal.adapters.refusal import Refusal
from portal.adapters.stencils import StencilledText, stencil, words_font

INVISIBLE, HIDDEN, NO_VIEW = 1, 1 << 1, 1 << 5
PAINTING = set(b"Tj TJ ' \" Do f F f* S s B B* b b* sh".split()) | {b"INLINE IMAGE"}
QUARTERS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
TICKS = {"l": markup.DISC, "8": markup.CROSS, "n": markup.BLOCK, "u": markup.DIAMOND}


def complete(pdf: pikepdf.Pdf) -> dict[int, list[Box]]:
    """Draw what lacks a drawing; the boxes that must show ink, by number of the page."""
    drawn: dict[int, list[Box]] = {}
    artist = _Artist(pdf)
    for number, page in enumerate(pdf.pages):
        for note in annotations(page):
            box = markup.box_of(note)
            marks = form_fields.whole(note.get(Name.F))
            if marks & INVISIBLE:
                note.F = marks & ~INVISIBLE  # hides nothing of a kind that is known, yet qpdf would paint none
            hidden = marks & (HIDDEN | NO_VIEW)
            if box is not None and not hidden and artist.draw(note, box):
                drawn.setdefault(number, []).append(box)
    return drawn


class _Artist:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        form = pdf.Root.get(Name.AcroForm)
        self._form = form if isinstance(form, Dictionary) else Dictionary()
        self._redraw = bool(self._form.get(Name.NeedAppearances))
        if Name.NeedAppearances in self._form:
            del self._form[Name.NeedAppearances]  # all have one now; with the mark, qpdf would paint none
        self._font: Dictionary | None = None

    def draw(self, note: Dictionary, box: Box) -> bool:
        """Whether the note was given a drawing now."""
        if note.get(Name.Subtype) == Name.Widget:
            return self._field(note, box)
        if _drawing(note) is not None:
            return False
        if _leaves_its_state_open(note):
            raise Refusal("unfaithful_pdf")  # one viewer draws nothing, another a stamp of its own
        width, height = box[2] - box[0], box[3] - box[1]
        if note.get(Name.Subtype) in (Name.FreeText, Name.Stamp):
            return self._free_text(note, width, height)
        paint = markup.PAINTERS.get(str(note.get(Name.Subtype)))
        content = paint(note, box) if paint else b""
        if content:
            self._attach(note, content, box, markup.state_of(note))
        return bool(content)

    def _field(self, note: Dictionary, box: Box) -> bool:
        width, height = box[2] - box[0], box[3] - box[1]
        kind = form_fields.kind(note)
        if kind == "/Btn":
            return self._button(note, width, height)
        if kind not in ("/Tx", "/Ch"):
            return False
        drawing = _drawing(note)
        if drawing is not None and paints(drawing) and not self._redraw:
            return False
        default = form_fields.inherited(note, "/DA") or self._form.get(Name.DA) or ""
        look = Look.of(str(default))
        wording = form_fields.wording(note, look)
        if not wording.text.strip() and drawing is not None and not self._redraw:
            return False
        return self._text(note, wording, look, width, height)

    def _button(self, note: Dictionary, width: float, height: float) -> bool:
        if isinstance(note.get(Name.AP), Dictionary) and isinstance(note.AP.get(Name.N), Dictionary):
            return False
        characteristics = note.get(Name.MK, Dictionary())
        caption = str(characteristics.get(Name.CA, "")) if isinstance(characteristics, Dictionary) else ""
        look = Look.of(str(form_fields.inherited(note, "/DA") or self._form.get(Name.DA) or ""))
        if form_fields.flags(note) & form_fields.PUSH_BUTTON:
            return bool(caption) and self._text(note, StencilledText(caption, look.size, 1), look, width, height)
        if note.get(Name.AS, Name.Off) == Name.Off:
            return self._text(note, StencilledText(""), Look(0, "0 g"), width, height)
        round_one = form_fields.flags(note) & form_fields.RADIO
        tick = TICKS.get(caption, markup.DISC if round_one and not caption else markup.TICK)
        side = min(width, height)
        shift = b"%.2f 0 0 %.2f %.2f %.2f cm " % (side, side, (width - side) / 2, (height - side) / 2)
        self._attach_box(note, self._frame(note, look, width, height) + b"q " + shift + tick + b" Q", width, height)
        return True

    def _text(self, note: Dictionary, wording: StencilledText, look: Look, width: float, height: float) -> bool:
        turn = self._turn(note)
        if turn in (90, 270):
            width, height = height, width
        content, resources = self._frame(note, look, width, height), Dictionary()
        if wording.text.strip():
            mask, words = stencil(self._pdf, wording, width, height)
            picture = b"q %s %.2f 0 0 %.2f 0 0 cm /Text Do Q " % (look.colour.encode(), width, height)
            content += picture + words
            self._font = self._font or words_font(self._pdf)
            resources = Dictionary(XObject=Dictionary(Text=mask), Font=Dictionary(Words=self._font))
        self._attach_box(note, content, width, height, resources, turn)
        return bool(wording.text.strip())

    def _free_text(self, note: Dictionary, width: float, height: float) -> bool:
        look = Look.of(str(note.get(Name.DA, "")))
        text = str(note.get(Name.Contents, "")).replace("\r\n", "\n").replace("\r", "\n")
        if note.get(Name.Subtype) == Name.Stamp:
            text, look = str(note.get(Name.Name, Name.Draft))[1:], Look(0, "0.8 0 0 rg")
            return self._text(note, StencilledText(text, height / 2, 1), look, width, height)
        wording = StencilledText(text, look.size or 12, min(form_fields.whole(note.get(Name.Q)), 2), many_lines=True)
        return self._text(note, wording, look, width, height)

    def _turn(self, note: Dictionary) -> int:
        characteristics = note.get(Name.MK)
        turn = form_fields.whole(characteristics.get(Name.R)) if isinstance(characteristics, Dictionary) else 0
        return turn % 360 if turn % 360 in QUARTERS else 0

    def _frame(self, note: Dictionary, look: Look, width: float, height: float) -> bytes:
        """Ground and border of a field or a box of text."""
        if note.get(Name.Subtype) == Name.Widget:
            characteristics = note.get(Name.MK, Dictionary())
            ground = markup.colour(characteristics.get(Name.BG), fills=True)
            edge = markup.colour(characteristics.get(Name.BC), fills=False)
        else:
            ground, edge = markup.colour(note.get(Name.C), fills=True), look.colour.upper().encode()
        line = markup.line_width(note)
        frame = b""
        if ground:
            frame += b"q " + ground + b" 0 0 %.2f %.2f re f Q " % (width, height)
        if edge and line:
            inner = (line / 2, line / 2, width - line, height - line)
            frame += b"q " + edge + b" %.2f w " % line + b"%.2f %.2f %.2f %.2f re S Q " % inner
        return frame

    def _attach_box(
        self, note: Dictionary, content: bytes, width: float, height: float, resources: Any = None, turn: int = 0
    ) -> None:
        self._attach(note, content, (0.0, 0.0, width, height), resources or Dictionary(), turn)

    def _attach(self, note: Dictionary, content: bytes, box: Box, resources: Any, turn: int = 0) -> None:
        drawing = self._pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form)
        drawing.BBox = Array([round(edge, 3) for edge in box])
        drawing.Matrix = Array([*QUARTERS[turn], 0, 0])
        drawing.Resources = resources
        note.AP = Dictionary(N=drawing)
        if Name.AS in note:
            del note[Name.AS]


def _drawing(note: Dictionary) -> Stream | None:
    """The normal appearance, in the state the note is in."""
    appearance = note.get(Name.AP)
    normal = appearance.get(Name.N) if isinstance(appearance, Dictionary) else None
    if isinstance(normal, Stream):
        return normal
    state = note.get(Name.AS)
    if isinstance(normal, Dictionary) and isinstance(state, Name) and isinstance(normal.get(state), Stream):
        found: Any = normal[state]
        return found  # type: ignore[no-any-return]
    return None


def _leaves_its_state_open(note: Dictionary) -> bool:
    appearance = note.get(Name.AP)
    normal = appearance.get(Name.N) if isinstance(appearance, Dictionary) else None
    if isinstance(appearance, Dictionary) and normal is None:
        return bool(note.Subtype == Name.Stamp)  # of another kind, the file says what is drawn
    return isinstance(normal, Dictionary) and not isinstance(normal, Stream) and len(normal) > 0 and Name.AS not in note


def paints(drawing: Stream) -> bool:
    """Whether a drawing puts anything onto the page."""
    return any(operator in PAINTING for operator in _operators(drawing))


def _operators(drawing: Stream) -> Iterator[bytes]:
    for instruction in pikepdf.parse_content_stream(drawing):
        yield bytes(instruction.operator)
