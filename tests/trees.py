"""A page as the tree a browser builds of it, and what a browser has to forgive.

The parser that tells what it forgives (html5lib) is written in Python and took a good part of the tests' time. So it
reads each shape of a page once: the page without its words. A shape it forgives nothing in, and of which libxml2 builds
the very same tree, is libxml2's from then on, for every process of the tests and for their next run.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder

import html5lib
from lxml import etree

_WORDS = re.compile(r">[^<>&]*[^<>&\s][^<>&]*(?=<)")
_BLANKS = re.compile(r">\s+(?=<)")
_VALUE = re.compile(r'="[^"&<>]+"')
_NAMES_SOMETHING = frozenset({"class", "for", "id", "name"})
"""Of any other attribute that is its own value, none matters, and libxml2 has made it: checked="checked"."""
_SVG = "{http://www.w3.org/2000/svg}"
_OF_DRAWINGS = {"viewbox": "viewBox", "xmlns": "{http://www.w3.org/2000/xmlns/}xmlns"}
"""What libxml2 writes small or has no namespace for."""


class Shapes:
    """Those of which both build the same tree; a line each in a file that is begun anew when anything here changes."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._file: Path | None = None
        self._read = 0

    def keep_in(self, folder: Path) -> None:
        """Share them with whoever keeps them in the same folder; none is forgotten that is known already."""
        how = sha256(f"{Path(__file__).read_text()} {version('html5lib')} {version('lxml')}".encode())
        self._file, self._read = folder / how.hexdigest(), 0
        self._file.touch()

    def __contains__(self, shape: str) -> bool:
        if shape not in self._known:
            self._read_on()
        return shape in self._known

    def add(self, shape: str) -> None:
        """One more."""
        self._known.add(shape)
        if self._file:
            with self._file.open("a") as lines:
                lines.write(f"{shape}\n")

    def _read_on(self) -> None:
        if self._file and self._file.stat().st_size > self._read:
            with self._file.open() as lines:
                lines.seek(self._read)
                self._known.update(lines.read().split())
                self._read = lines.tell()


ALIKE = Shapes()


def parse(markup: str, *, fragment: bool = False) -> tuple[Element, list[str]]:
    """The tree a browser would build, and what it would have to forgive."""
    if fragment:
        return _strictly(markup, fragment=True)
    shape = _shape(markup)
    if shape in ALIKE:
        return _quickly(markup), []
    tree, forgiven = _strictly(markup)
    if not forgiven and _is_same(tree, _quickly(markup)):
        ALIKE.add(shape)
    return tree, forgiven


def _shape(markup: str) -> str:
    without_words = _VALUE.sub('="v"', _BLANKS.sub(">", _WORDS.sub(">w", markup)))
    return sha256(without_words.encode()).hexdigest()


def _strictly(markup: str, *, fragment: bool = False) -> tuple[Element, list[str]]:
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parseFragment(markup, container="main") if fragment else parser.parse(markup)
    for element in tree.iter():
        for name in [name for name, value in element.attrib.items() if value == name not in _NAMES_SOMETHING]:
            element.set(name, "")
    return tree, [f"line {line}: {code} {values}" for (line, _column), code, values in parser.errors]


def _quickly(markup: str) -> Element:
    tree = etree.fromstring(markup, etree.HTMLParser(target=_Builder()))
    for area in tree.iter("textarea"):
        if area.text:
            area.text = area.text.removeprefix("\n") or None  # the first line break after the tag is none of the text
    return tree


class _Builder:
    """Builds elements of the standard library, whose attributes are a dictionary, while libxml2 reads."""

    def __init__(self) -> None:
        tree = TreeBuilder()
        self._start, self._end, self.data, self.close = tree.start, tree.end, tree.data, tree.close
        self._is_drawing = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An attribute that is its own value was written bare; a drawing is no HTML, and its names have a case."""
        bare = {name: "" if value == name not in _NAMES_SOMETHING else value for name, value in attributes.items()}
        self._is_drawing |= tag == "svg"
        if self._is_drawing:
            bare, tag = {_OF_DRAWINGS.get(name, name): value for name, value in bare.items()}, _SVG + tag
        self._start(tag, bare)

    def end(self, tag: str) -> None:
        """Whatever comes after a drawing is HTML again."""
        self._end(_SVG + tag if self._is_drawing else tag)
        self._is_drawing &= tag != "svg"

    def comment(self, text: str) -> None:
        """What is none of the page."""


def _is_same(one: Element, other: Element) -> bool:
    mine, theirs = list(one.iter()), list(other.iter())
    return len(mine) == len(theirs) and all(map(_is_alike, mine, theirs))


def _is_alike(one: Element, other: Element) -> bool:
    if (one.tag, one.attrib, len(one)) != (other.tag, other.attrib, len(other)):
        return False
    if one.tag == "textarea" and (one.text or "") != (other.text or ""):
        return False  # elsewhere blanks are one blank: the two differ in those around <head> and <body>
    return _words(one.text) == _words(other.text) and _words(one.tail) == _words(other.tail)


def _words(text: str | None) -> list[str]:
    return (text or "").split()
