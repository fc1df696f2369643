"""A page as the tree a browser builds of it, and what a browser has to forgive.

The parser that tells what it forgives (html5lib) is written in Python and took a good part of the tests' time. So it
reads each shape of a page once: the page without its words. A shape it forgives nothing in, and of which libxml2 builds
the very same tree, is libxml2's from then on.
"""

import re
from hashlib import sha256
from xml.etree.ElementTree import Element

import html5lib
from lxml import html

_WORDS = re.compile(r">[^<>&]*[^<>&\s][^<>&]*(?=<)")
_BLANKS = re.compile(r">\s+(?=<)")
_VALUE = re.compile(r'="[^"&<>]+"')
_alike: dict[bytes, bool] = {}
"""Of each shape in which nothing was forgiven, whether both build the same tree of it."""


def parse(markup: str, *, fragment: bool = False) -> tuple[Element, list[str]]:
    """The tree a browser would build, and what it would have to forgive."""
    if fragment:
        return _strictly(markup, fragment=True)
    shape = _shape(markup)
    if _alike.get(shape):
        return _quickly(markup), []
    tree, forgiven = _strictly(markup)
    if shape not in _alike and not forgiven:
        _alike[shape] = _is_same(tree, _quickly(markup))
    return tree, forgiven


def _shape(markup: str) -> bytes:
    without_words = _VALUE.sub('="v"', _BLANKS.sub(">", _WORDS.sub(">w", markup)))
    return sha256(without_words.encode()).digest()


def _strictly(markup: str, *, fragment: bool = False) -> tuple[Element, list[str]]:
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parseFragment(markup, container="main") if fragment else parser.parse(markup)
    return tree, [f"line {line}: {code} {values}" for (line, _column), code, values in parser.errors]


def _quickly(markup: str) -> Element:
    return _copied(html.document_fromstring(markup))


def _copied(node: html.HtmlElement) -> Element:
    """The same as an element of the standard library, whose attributes are a dictionary."""
    bare = {name: "" if value == name else value for name, value in node.attrib.items()}  # libxml2: checked="checked"
    made = Element(node.tag, bare)
    made.text, made.tail = node.text, node.tail
    if made.tag == "textarea" and made.text:
        made.text = made.text.removeprefix("\n") or None  # the first line break after the tag is none of the text
    made.extend(_copied(child) for child in node)
    return made


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
