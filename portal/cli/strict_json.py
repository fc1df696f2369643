"""JSON as RFC 8259 means it: no key twice, nothing out of all measure, never a traceback."""

import json
from collections.abc import Iterator

from portal.domain.fact_reader import printable
from portal.domain.fact_rules import FactFault, FactFaults

WHERE = "(facts)"
LONGEST_NUMBER = 20


class _Object(dict[str, object]):
    """A decoded object that remembers which keys came more than once."""

    repeated: tuple[str, ...] = ()


def parsed(text: str) -> object:
    """The decoded value; raises `FactFaults`.

    NaN and a number of a thousand digits come through as what they are, a thing no fact can be, so that the fault is
    told by the key path it stands at.
    """
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_int=_integer)
    except json.JSONDecodeError as fault:
        place = (("line", fault.lineno), ("column", fault.colno))
        raise FactFaults((FactFault(WHERE, "not_json", place),)) from fault
    except RecursionError as fault:
        raise FactFaults((FactFault(WHERE, "too_deep"),)) from fault
    repeated = tuple(FactFault(path, "duplicate_key") for path in _repeated(value))
    if repeated:
        raise FactFaults(repeated)
    return value


def json_lines(text: str) -> list[tuple[int, str]]:
    """The lines with their numbers when the text is several objects, one a line; none when it is one value.

    A value broken over several lines is one faulty value, not many: its lines are indented or do not begin an object.
    """
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if len(lines) < 2 or _is_json(text):
        return []
    objects = [line.startswith("{") for _, line in lines]
    return lines if all(objects) or any(line.startswith("{") and _is_json(line) for _, line in lines) else []


def _object(pairs: list[tuple[str, object]]) -> _Object:
    found = _Object()
    for key, value in pairs:
        if key in found:
            found.repeated = (*found.repeated, key)
        found[key] = value
    return found


def _integer(digits: str) -> int:
    """A number too long to be meant keeps its sign and becomes too large for anything; reading it whole costs time."""
    return int(digits[: LONGEST_NUMBER + 1])


def _repeated(value: object) -> Iterator[str]:
    """The key path of each key that came twice; a stack of our own, since the text may be nested very deep."""
    stack = [("", value)]
    while stack:
        path, part = stack.pop()
        if isinstance(part, _Object):
            yield from (f"{path}.{printable(key)}".removeprefix(".") for key in part.repeated)
            stack += [(f"{path}.{printable(key)}".removeprefix("."), inner) for key, inner in part.items()]
        elif isinstance(part, list):
            stack += [(f"{path}[{index}]", inner) for index, inner in enumerate(part)]


def _is_json(text: str) -> bool:
    try:
        json.loads(text, parse_int=str)
    except (json.JSONDecodeError, RecursionError):
        return False
    return True
