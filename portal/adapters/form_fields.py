"""What is filled in on a PDF's form, read as a viewer reads it: a field may leave what it is to its parents."""

import re
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from portal.adapters.stencils import StencilledText

MANY_LINES, PASSWORD, RADIO, PUSH_BUTTON, COMB = 1 << 12, 1 << 13, 1 << 15, 1 << 16, 1 << 24
DEPTH = 20
FONT_SIZE = re.compile(r"([\d.]+)\s+Tf")
COLOUR = re.compile(r"((?:[\d.]+\s+){1,4})(g|rg|k)\b")


@dataclass(frozen=True)
class Look:
    """Size and colour of a default appearance; the colour as an operator of the page's language."""

    size: float
    colour: str

    @classmethod
    def of(cls, default_appearance: str) -> "Look":
        """Read a /DA."""
        size, colours = FONT_SIZE.search(default_appearance), COLOUR.findall(default_appearance)
        return cls(_number(size[1]) if size else 0.0, "".join(colours[-1]) if colours else "0 g")


def inherited(field: Dictionary, key: str) -> Any:
    """The value of `key` from the field or the nearest of its parents."""
    for _ in range(DEPTH):
        if key in field:
            return field[key]
        parent = field.get(Name.Parent)
        if not isinstance(parent, Dictionary):
            return None
        field = parent
    return None


def kind(field: Dictionary) -> str:
    """/Tx, /Ch, /Btn, /Sig or nothing."""
    return str(inherited(field, "/FT") or "")


def flags(field: Dictionary) -> int:
    """What a field is like."""
    return whole(inherited(field, "/Ff"))


def whole(value: Any) -> int:
    """A whole number, 0 where there is none."""
    return int(value) if isinstance(value, int) else 0


def shown_text(field: Dictionary) -> str:
    """What a person typed or chose, as it is shown."""
    value = inherited(field, "/V")
    if kind(field) == "/Ch":
        options = _options(inherited(field, "/Opt"))
        chosen = list(value) if isinstance(value, Array) else [value]
        return "\n".join(options.get(_text(one), _text(one)) for one in chosen)
    text = _text(value)
    return "*" * len(text) if flags(field) & PASSWORD else text


def wording(field: Dictionary, look: Look) -> StencilledText:
    """How it is written."""
    most, set_apart = whole(inherited(field, "/MaxLen")), flags(field)
    chosen = shown_text(field)
    many = bool(set_apart & MANY_LINES) or (kind(field) == "/Ch" and "\n" in chosen)
    cells = most if set_apart & COMB and not many and 0 < most <= 200 else 0
    return StencilledText(chosen, look.size, min(max(whole(inherited(field, "/Q")), 0), 2), many, cells)


def names_of_choice(field: Dictionary) -> set[str]:
    """How the drawing of what was chosen may be named: as the value is, or by its place among the options."""
    text = _text(inherited(field, "/V"))
    options = inherited(field, "/Opt")
    worded = [_text(option) for option in options] if isinstance(options, Array) else []
    places = {f"/{place}" for place, option in enumerate(worded) if option == text}
    return ({f"/{text}"} if text else set()) | places


def _options(listed: Any) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for option in listed if isinstance(listed, Array) else []:
        if isinstance(option, Array) and len(option) == 2:
            pairs[_text(option[0])] = _text(option[1])
    return pairs


def _text(value: Any) -> str:
    if isinstance(value, Stream):
        content = value.read_bytes()
        return str(pikepdf.String(content)).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, pikepdf.String):
        return str(value).replace("\r\n", "\n").replace("\r", "\n")
    return str(value)[1:] if isinstance(value, Name) else ""


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
