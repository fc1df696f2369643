"""What every page of the portal must be, whatever it shows: each rule yields a sentence for what breaks it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from portal.wording.translation import languages

ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")  # no piece of a random name
ONES_OWN = ("username", "current-password", "new-password", "one-time-code")
"""What a browser may keep for members of staff: how they sign in."""
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "headers", "list", "form")
ASKED_FOR = re.compile("请(填写|选择|写)")
NOT_TYPED = {"hidden", "submit", "button", "reset", "image"}
RANDOM_NAME = re.compile(r"\b[0-9a-f]{32}\b")  # one in some thousands holds eighteen digits in a row
NOT_REMEMBERED = NOT_TYPED | {"radio", "checkbox", "file"}


def text_of(element: Element) -> str:
    """All text under an element, blanks folded."""
    return " ".join("".join(element.itertext()).split())


def faults_of_page(tree: Element) -> list[str]:
    """Rules of a whole page and of its parts."""
    return [*_head(tree), *faults_of_parts(tree)]


def faults_of_parts(tree: Element) -> list[str]:
    """Rules that hold for any part of a page."""
    return [
        *_ids(tree),
        *_forms(tree),
        *_controls(tree),
        *_remembered(tree),
        *_optional(tree),
        *_inert(tree),
        *_names(tree),
        *_privacy(tree),
    ]


def faults_of_staff_page(tree: Element) -> Iterator[str]:
    """A desk is shared: no field offers what was typed there for the client before, nor one that narrows a list."""
    for control in _typed_into(tree):
        if control.get("autocomplete") not in {"off", *ONES_OWN}:
            yield f"<{control.tag} name={control.get('name')!r}> offers the last client's data"


def _head(tree: Element) -> Iterator[str]:
    if tree.get("lang") not in {"zh-CN", *languages()}:
        yield f"<html lang> is {tree.get('lang')!r}"
    titles, headings = [text_of(e) for e in tree.iter("title")], [text_of(e) for e in tree.iter("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"one <h1> is needed, found {headings}"
    elif len(titles) != 1 or headings[0] not in titles[0]:
        yield f"title {titles} and <h1> {headings} do not agree"
    if len(list(tree.iter("main"))) != 1:
        yield "one <main> is needed"
    level = 0
    for element in tree.iter():
        if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            if int(element.tag[1]) > level + 1:
                yield f"<{element.tag}> {text_of(element)!r} skips a level"
            level = int(element.tag[1])


def _ids(tree: Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in tree.iter() if "id" in element.attrib)
    yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1 or not name)
    for element in tree.iter():
        for attribute in REFERENCES:
            if attribute in element.attrib:
                names = element.get(attribute, "").split()
                if not names:
                    yield f"<{element.tag}> has an empty {attribute}"
                yield from (f"<{element.tag} {attribute}> points at no {n!r}" for n in names if n not in ids)
        target = element.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            yield f"link {target!r} points nowhere"


def _forms(tree: Element) -> Iterator[str]:
    for form in tree.iter("form"):
        method, action = form.get("method", "").lower(), form.get("action")
        if method not in {"get", "post"} or not action:
            yield f"form {form.attrib} has no method or no action"
        names = {element.get("name") for element in form.iter("input")}
        if method == "post" and action != "/preferences" and "csrf_token" not in names:
            yield f"form {action!r} carries no csrf_token"
        has_file = any(element.get("type") == "file" for element in form.iter("input"))
        if has_file and form.get("enctype") != "multipart/form-data":
            yield f"form {action!r} takes a file but is not multipart/form-data"
    inside = {id(element) for form in tree.iter("form") for element in form.iter()}
    for element in tree.iter():
        if any(name.startswith("hx-") for name in element.attrib):
            yield f"<{element.tag}> uses hx-*, not data-hx-*"
        asks = {"data-hx-get", "data-hx-post"} & set(element.attrib)
        if asks and element.tag != "a" and id(element) not in inside:
            yield f"<{element.tag}> asks the server only with JavaScript"


def _controls(tree: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in tree.iter("label") if text_of(label)}
    wrapped = {id(e) for label in tree.iter("label") if text_of(label) for e in label.iter()}
    for element in tree.iter():
        if element.tag not in {"input", "select", "textarea"} or element.get("type") in NOT_TYPED:
            continue
        named = element.get("id") in labelled or id(element) in wrapped
        if not (named or element.get("aria-label") or element.get("aria-labelledby")):
            yield f"<{element.tag} name={element.get('name')!r}> has no label"
        if not element.get("name"):
            yield f"<{element.tag} id={element.get('id')!r}> has no name"
    for fieldset in tree.iter("fieldset"):
        if not any(text_of(child) for child in fieldset.findall("legend")):
            yield f"fieldset {fieldset.get('id')!r} has no legend"


def _typed_into(tree: Element) -> Iterator[Element]:
    """Every control with an answer in words or from a list, in whatever form."""
    for element in tree.iter():
        if element.tag in {"input", "select", "textarea"} and element.get("type") not in NOT_REMEMBERED:
            yield element


def _posted(tree: Element) -> Iterator[Element]:
    """Controls whose content a browser could remember; what a list is narrowed by stands in the address anyway."""
    for form in tree.iter("form"):
        if form.get("method") == "post":
            yield from _typed_into(form)


def _remembered(tree: Element) -> Iterator[str]:
    """What a browser remembers is chosen, never left to it."""
    for control in _posted(tree):
        if not control.get("autocomplete"):
            yield f"<{control.tag} name={control.get('name')!r}> does not say what a browser may remember"


def _optional(tree: Element) -> Iterator[str]:
    """What was sent back because it is empty is not called optional; a page that comes back forgets files anyway."""
    for box in tree.iter():
        if "field" not in box.get("class", "").split() or any(part.get("type") == "file" for part in box.iter()):
            continue
        words = {name: text_of(part) for part in box.iter() for name in part.get("class", "").split()}
        if (
            ASKED_FOR.search(words.get("error", ""))
            and words.get("optional")
            and not any(_is_filled(part) for part in box.iter())
        ):
            yield f"{box.get('id')!r} is called optional and is not: {words['error']}"


def _is_filled(control: Element) -> bool:
    if control.get("type") in {"radio", "checkbox"}:
        return "checked" in control.attrib
    if control.tag == "option":
        return "selected" in control.attrib and bool(control.get("value"))
    return bool(text_of(control) if control.tag == "textarea" else control.tag == "input" and control.get("value"))


def _inert(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"<{element.tag}> stands inside the page"
        is_loaded = (element.tag == "script" and element.get("src")) or element.get("rel") == "stylesheet"
        if is_loaded and not element.get("integrity"):
            yield f"<{element.tag}> {element.get('src') or element.get('href')} has no integrity"
        for name, value in element.attrib.items():
            if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                yield f"<{element.tag} {name}> is a script or a style inside the page"


def _names(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        if element.tag == "img" and "alt" not in element.attrib:
            yield f"picture {element.get('src')} has no alt"
        if element.tag in {"a", "button"} and not (text_of(element) or element.get("aria-label") or _is_shown(element)):
            yield f"<{element.tag}> {element.attrib} says nothing"
        for text in (element.text, element.tail):
            if text and text.strip() in {"None", "True", "False"}:
                yield f"a value of Python shows in <{element.tag}>: {text.strip()}"


def _is_shown(element: Element) -> bool:
    return any(image.get("alt") for image in element.iter("img"))


def _privacy(tree: Element) -> Iterator[str]:
    """A whole ID number is never shown; only what the person is typing stays in its own field (docs/product.md)."""
    if not _has_id_number(text for element in tree.iter() for text in _shown(element)):
        return  # all at once, since hardly a page has one
    for element in tree.iter():
        if _has_id_number(_shown(element)):
            yield f"an ID number shows in <{element.tag} {sorted(element.attrib)}>"


def _shown(element: Element) -> Iterator[str]:
    if element.tag != "textarea":
        yield from (text for text in (element.text, element.tail) if text)
    for name, value in element.attrib.items():
        if name != "integrity" and (name != "value" or element.tag != "input"):
            yield value


def _has_id_number(texts: Iterable[str]) -> bool:
    text = "\n".join(texts)
    return bool(ID_NUMBER.search(text) and ID_NUMBER.search(RANDOM_NAME.sub("", text)))
