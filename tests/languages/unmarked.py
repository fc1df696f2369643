"""The Chinese on a page in another language that nothing says is Chinese, so that a voice would spell it out."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

HAN = re.compile("[\u3400-\u9fff]")
SILENT = {"script", "style", "textarea"}
"""What is not read, and what its reader typed."""
READ_OUT = ("title", "alt", "aria-label", "aria-description", "placeholder", "label", "summary")
"""Attributes that are read out in the language of their element."""


def unmarked(element: Element) -> Iterator[str]:
    """Every word, bracket or name of an element and what is in it."""
    if element.get("lang", "").startswith("zh") or element.tag in SILENT:
        return
    for attribute in READ_OUT:
        if HAN.search(element.get(attribute, "")):
            yield f"<{element.tag} {attribute}> {element.get(attribute)}"
    texts = [element.text or "", *(child.tail or "" for child in element)]
    yield from (f"<{element.tag}> {text.strip()}" for text in texts if HAN.search(text))
    for child in element:
        yield from unmarked(child)


def faults_of_title(tree: Element) -> Iterator[str]:
    """The title can mark no word of itself; it has to say in the page's language what the page is."""
    title = "".join(next(tree.iter("title")).itertext()).split(" - ")[0].strip()
    if HAN.match(title):
        yield f"<title> {title}"
