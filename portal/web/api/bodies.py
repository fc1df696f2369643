"""Bodies of JSON: read as bytes, bounded in size and depth, every fault named by its place."""

import re
from collections.abc import Iterator

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from portal.domain.fact_reader import ObjectReader, printable
from portal.domain.fact_rules import FactFault, FactFaults
from portal.domain.strict_json import WHERE, parsed

LARGEST_BODY = 64 * 1024
DEEPEST = 8
NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def body_reader() -> ObjectReader:
    """A reader of the object that was sent; raises `FactFaults`, and 413 or 415 for what is not even looked at."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    request.max_content_length = LARGEST_BODY
    try:
        value = parsed(request.get_data().decode())
    except UnicodeDecodeError as fault:
        raise FactFaults((FactFault(WHERE, "not_utf8"),)) from fault
    if faults := tuple(_odd_parts(value)):
        raise FactFaults(faults)
    if not isinstance(value, dict):
        raise FactFaults((FactFault(WHERE, "not_object"),))
    return ObjectReader(value, "", [])


def require_sound(reader: ObjectReader) -> None:
    """Raise everything that was found wrong, and what nobody asked for, at once."""
    reader.close()
    if reader.faults:
        raise FactFaults(tuple(reader.faults))


def _odd_parts(value: object) -> Iterator[FactFault]:
    """What is nested too deep or is no text; a stack of our own, for it may be nested very deep."""
    stack: list[tuple[str, object, int]] = [("", value, 1)]
    while stack:
        path, part, depth = stack.pop()
        if isinstance(part, str) and NO_TEXT.search(part):
            yield FactFault(path or WHERE, "control_characters")
        elif isinstance(part, dict | list) and depth > DEEPEST:
            yield FactFault(WHERE, "too_deep")
            return
        elif isinstance(part, dict):
            stack += [(f"{path}.{printable(key)}".removeprefix("."), each, depth + 1) for key, each in part.items()]
        elif isinstance(part, list):
            stack += [(f"{path}[{place}]", each, depth + 1) for place, each in enumerate(part)]
