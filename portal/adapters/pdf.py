"""Draws a paper as PDF by typst: Chinese font embedded, text that can be copied, tagged for screen readers."""

import importlib.util
import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

import portal
from portal.domain.notice import NoticeContent

MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


@dataclass(frozen=True)
class RenderedNotice:
    """A PDF, and what stands in it as a box or in another font; for that, staff are told to look at the print."""

    content: bytes
    missing_glyphs: str


def render(content: NoticeContent) -> RenderedNotice:
    """Draw the paper; a name in a script our font lacks still gets its paper, a plain PDF with the system's fonts."""
    data = asdict(content) | {"issued_on": content.issued_on.isoformat()}
    printable = _printable(data)
    boxes = "" if json.dumps(printable) == json.dumps(data) else "□"
    inputs = {"notice": json.dumps(printable, ensure_ascii=False)}
    issued = datetime.combine(content.issued_on, time(), UTC)
    template = template_folder() / "notice.typ"
    try:
        drawn = typst.compile(
            template, font_paths=_own_font(), sys_inputs=inputs, format="pdf", pdf_standards="ua-1", timestamp=issued
        )
    except typst.TypstError as fault:
        missing = _missing_glyphs(fault.diagnostic)
        if not missing:
            raise
        drawn = typst.compile(
            template, font_paths=_any_font(), sys_inputs=inputs, format="pdf", timestamp=issued, pdf_tags=True
        )
        return RenderedNotice(drawn, boxes + missing)
    return RenderedNotice(drawn, boxes)


def template_folder() -> Path:
    """`templates/notices`: inside the package when installed, beside it in a checkout."""
    package = Path(portal.__file__).parent
    installed = package / "templates" / "notices"
    return installed if installed.is_dir() else package.parent / "templates" / "notices"


@cache
def font_folder() -> Path:
    """Where the font wheel put Noto Sans CJK; found without importing it."""
    found = importlib.util.find_spec("manimgx_fonts_cjk")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("manimgx-fonts-cjk is not installed; run make setup")
    return Path(found.submodule_search_locations[0])


@cache
def _own_font() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder()])


@cache
def _any_font() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[font_folder()])


def _printable(value: Any) -> Any:
    """The same data with □ for half characters and control codes: what cannot be printed must not stop a paper."""
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(part) for part in value]
    return "".join("□" if _unprintable(letter) else letter for letter in value)


def _unprintable(letter: str) -> bool:
    """Whether no font could have it; what ours lacks the font itself says, for it may be newer than Python's tables."""
    return letter != "\n" and unicodedata.category(letter) in ("Cc", "Cs")


def _missing_glyphs(diagnostic: str) -> str:
    found = (ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in MISSING.findall(diagnostic))
    return "".join(dict.fromkeys(found))
