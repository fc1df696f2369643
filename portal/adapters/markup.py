"""How the notes of a PDF look that bring no drawing along: lines, boxes, highlights, in the page's own coordinates."""

from collections.abc import Callable, Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name

TICK = b"0.12 w 0.2 0.5 m 0.42 0.25 l 0.8 0.78 l S"
CROSS = b"0.1 w 0.2 0.2 m 0.8 0.8 l 0.2 0.8 m 0.8 0.2 l S"
BLOCK = b"0.25 0.25 0.5 0.5 re f"
DIAMOND = b"0.5 0.2 m 0.8 0.5 l 0.5 0.8 l 0.2 0.5 l f"
DISC = b"0.5 0.72 m 0.78 0.72 0.78 0.28 0.5 0.28 c 0.22 0.28 0.22 0.72 0.5 0.72 c f"
CIRCLE = 0.5523
Box = tuple[float, float, float, float]


def numbers(listed: Any) -> list[float]:
    """The numbers of an array; none where it is no such array."""
    if not isinstance(listed, Array):
        return []
    try:
        return [float(value) for value in listed]
    except (TypeError, ValueError):
        return []


def box_of(note: Dictionary) -> Box | None:
    """Where a note lies, its lower left corner first; nothing for one without extent."""
    edges = numbers(note.get(Name.Rect))
    if len(edges) != 4:
        return None
    box = (min(edges[0], edges[2]), min(edges[1], edges[3]), max(edges[0], edges[2]), max(edges[1], edges[3]))
    return box if 0 < box[2] - box[0] < 20_000 and 0 < box[3] - box[1] < 20_000 else None


def colour(listed: Any, fills: bool) -> bytes:
    """The operator that chooses a colour; nothing for one that is not given or is transparent."""
    parts = numbers(listed)
    operators = {1: (b"G", b"g"), 3: (b"RG", b"rg"), 4: (b"K", b"k")}
    if len(parts) not in operators:
        return b""
    return b" ".join(b"%.3f" % part for part in parts) + b" " + operators[len(parts)][fills]


def line_width(note: Dictionary) -> float:
    """How thick its border is."""
    style, border = note.get(Name.BS), numbers(note.get(Name.Border))
    if isinstance(style, Dictionary) and Name.W in style:
        try:
            return min(max(float(style.W), 0.0), 50.0)
        except (TypeError, ValueError):
            return 1.0
    return min(max(border[2], 0.0), 50.0) if len(border) >= 3 else 1.0


def state_of(note: Dictionary) -> Dictionary:
    """Opacity, and for a highlight the ink under it seen through."""
    try:
        opacity = min(max(float(note.get(Name.CA, 1)), 0.0), 1.0)
    except (TypeError, ValueError):
        opacity = 1.0
    mode = Name.Multiply if note.get(Name.Subtype) == Name.Highlight else Name.Normal
    return Dictionary(ExtGState=Dictionary(G=Dictionary(ca=opacity, CA=opacity, BM=mode)))


def _pen(note: Dictionary) -> bytes:
    return b"/G gs " + (colour(note.get(Name.C), False) or b"0 G") + b" %.2f w " % (line_width(note) or 1.0)


def _path(points: list[float]) -> bytes:
    pairs = list(zip(points[::2], points[1::2], strict=False))
    return b" ".join(b"%.2f %.2f %s" % (x, y, b"l" if place else b"m") for place, (x, y) in enumerate(pairs))


def _shape(note: Dictionary, outline: bytes) -> bytes:
    fill = colour(note.get(Name.IC), True)
    stroked = line_width(note) > 0
    end = (b" B" if stroked else b" f") if fill else (b" S" if stroked else b" n")
    return _pen(note) + fill + b" " + outline + end


def square(note: Dictionary, box: Box) -> bytes:
    """A rectangle inside its box."""
    half = line_width(note) / 2
    inner = (box[0] + half, box[1] + half, box[2] - box[0] - 2 * half, box[3] - box[1] - 2 * half)
    return _shape(note, b"%.2f %.2f %.2f %.2f re" % inner)


def circle(note: Dictionary, box: Box) -> bytes:
    """An ellipse inside its box."""
    half = line_width(note) / 2
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    a, b = (box[2] - box[0]) / 2 - half, (box[3] - box[1]) / 2 - half
    k, m = a * CIRCLE, b * CIRCLE
    curves = [(x + a, y + m, x + k, y + b, x, y + b), (x - k, y + b, x - a, y + m, x - a, y)]
    curves += [(x - a, y - m, x - k, y - b, x, y - b), (x + k, y - b, x + a, y - m, x + a, y)]
    outline = b" ".join(b"%.2f %.2f %.2f %.2f %.2f %.2f c" % curve for curve in curves)
    return _shape(note, b"%.2f %.2f m " % (x + a, y) + outline)


def line(note: Dictionary, _: Box) -> bytes:
    """From one point to another."""
    points = numbers(note.get(Name.L))
    return _pen(note) + _path(points) + b" S" if len(points) == 4 else b""


def polygon(note: Dictionary, _: Box) -> bytes:
    """A closed shape."""
    points = numbers(note.get(Name.Vertices))
    return _shape(note, _path(points) + b" h") if len(points) >= 4 else b""


def polyline(note: Dictionary, _: Box) -> bytes:
    """An open one."""
    points = numbers(note.get(Name.Vertices))
    return _pen(note) + _path(points) + b" S" if len(points) >= 4 else b""


def ink(note: Dictionary, _: Box) -> bytes:
    """What was written by hand."""
    listed = note.get(Name.InkList)
    strokes = [numbers(stroke) for stroke in listed] if isinstance(listed, Array) else []
    paths = [_path(points) + b" S" for points in strokes if len(points) >= 4]
    return _pen(note) + b"1 J 1 j " + b" ".join(paths) if paths else b""


def _quads(note: Dictionary, box: Box) -> list[list[float]]:
    points = numbers(note.get(Name.QuadPoints))
    whole = [box[0], box[3], box[2], box[3], box[0], box[1], box[2], box[1]]
    return [points[at : at + 8] for at in range(0, len(points) - 7, 8)] or [whole]


def highlight(note: Dictionary, box: Box) -> bytes:
    """Text marked by a felt pen."""
    fill = colour(note.get(Name.C), True) or b"1 1 0 rg"
    corners = [_path([*quad[:4], *quad[6:8], *quad[4:6]]) + b" h f" for quad in _quads(note, box)]
    return b"/G gs " + fill + b" " + b" ".join(corners)


def _lines_at(note: Dictionary, box: Box, high: float) -> bytes:
    def at(quad: list[float], left: int, right: int) -> list[float]:
        lower, upper = quad[4:8], quad[0:4]
        return [lower[place] + (upper[place] - lower[place]) * high for place in (0, 1, 2, 3)][left:right]

    return _pen(note) + b" ".join(_path(at(quad, 0, 4)) + b" S" for quad in _quads(note, box))


def underline(note: Dictionary, box: Box) -> bytes:
    """A line under text."""
    return _lines_at(note, box, 0.08)


def strike_out(note: Dictionary, box: Box) -> bytes:
    """A line through it."""
    return _lines_at(note, box, 0.5)


def sticker(note: Dictionary, box: Box) -> bytes:
    """The little sheet that says somebody left a note."""
    x, y = box[0], box[3]
    sheet = b"%.2f %.2f 16 16 re B " % (x + 1, y - 17)
    rows = b" ".join(b"%.2f %.2f m %.2f %.2f l S" % (x + 4, y - row, x + 14, y - row) for row in (6, 10, 14))
    return b"/G gs 0 G 1 w " + (colour(note.get(Name.C), True) or b"1 1 0 rg") + b" " + sheet + rows


def caret(note: Dictionary, box: Box) -> bytes:
    """Where something is to be put in."""
    corners = [box[0], box[1], (box[0] + box[2]) / 2, box[3], box[2], box[1]]
    return b"/G gs " + (colour(note.get(Name.C), True) or b"0 0 1 rg") + b" " + _path(corners) + b" h f"


def link(note: Dictionary, box: Box) -> bytes:
    """The frame many programs leave around a link."""
    return square(note, box) if line_width(note) else b""


PAINTERS: Mapping[str, Callable[[Dictionary, Box], bytes]] = {
    "/Square": square,
    "/Circle": circle,
    "/Line": line,
    "/Polygon": polygon,
    "/PolyLine": polyline,
    "/Ink": ink,
    "/Highlight": highlight,
    "/Underline": underline,
    "/Squiggly": underline,
    "/StrikeOut": strike_out,
    "/Text": sticker,
    "/FileAttachment": sticker,
    "/Caret": caret,
    "/Link": link,
}
"""By the word the file uses for them."""
