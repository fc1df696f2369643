"""JSON as RFC 8259 means it: no key twice, nothing out of all measure, never a traceback."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from portal.domain.fact_reader import printable
from portal.domain.fact_rules import FactFault, FactFaults

WHERE = "(facts)"
LONGEST_NUMBER = 20
LARGEST_INPUT = 16 * 1024 * 1024
"""Bytes of all that is given at once: ten thousand sets of facts."""
LARGEST_SET = 1024 * 1024
"""Characters of one set of facts, which has a thousand or two; two signs may decode to a list of seventy bytes."""
DEEPEST = 30
MOST_PARTS = 10_000
"""Brackets and commas outside of texts; one set of facts has a hundred."""
_LINE = re.compile(r"^[^\S\n]*+\S[^\n]*+", re.MULTILINE)
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)


class _Object(dict[str, object]):
    """A decoded object that remembers which keys came more than once."""

    repeated: frozenset[str] = frozenset()


def parsed(text: str) -> object:
    """The decoded value; raises `FactFaults`.

    NaN and a number of a thousand digits come through as what they are, a thing no fact can be, so that the fault is
    told by the key path it stands at.
    """
    _weigh(text)
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_int=_integer)
    except json.JSONDecodeError as fault:
        place = (("line", fault.lineno), ("column", fault.colno))
        raise FactFaults((FactFault(WHERE, "not_json", place),)) from fault
    repeated = tuple(FactFault(path, "duplicate_key") for path in _repeated(value))
    if repeated:
        raise FactFaults(repeated)
    return value


def _weigh(text: str) -> None:
    """What nests, or has parts without number, takes a hundred times its room once it is read: it is not."""
    if len(text) > LARGEST_SET:
        raise too_large(LARGEST_SET)
    bare = _TEXT.sub("", text)
    depth = 0
    for parts, sign in enumerate(re.finditer(r"[\[\]{},]", bare)):
        depth += 1 if sign[0] in "[{" else -1 if sign[0] in "]}" else 0
        if depth > DEEPEST:
            raise FactFaults((FactFault(WHERE, "too_deep"),))
        if parts > MOST_PARTS:
            raise FactFaults((FactFault(WHERE, "too_many_parts", (("most", MOST_PARTS),)),))


def too_large(most: int) -> FactFaults:
    """The fault of a text with more than so many bytes or characters."""
    return FactFaults((FactFault(WHERE, "file_too_large", (("most", most // 1024),)),))


def is_one_a_line(text: str) -> bool:
    """Whether the text is several objects, one a line, and not one value.

    A value broken over several lines is one faulty value, not many: its lines are indented or do not begin an object.
    """
    several = islice(lines_of(text), 2)
    if len(list(several)) < 2 or _is_json(text):
        return False
    if all(line.startswith("{") for _number, line in lines_of(text)):
        return True
    return any(line.startswith("{") and _is_json(line) for _number, line in lines_of(text))


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold something, with their numbers, one after another: all at once take ten times their room."""
    number, begin = 1, 0
    for line in _LINE.finditer(text):
        number, begin = number + text.count("\n", begin, line.start()), line.start()
        yield number, line[0]


def _object(pairs: list[tuple[str, object]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        times = Counter(key for key, _value in pairs)
        found.repeated = frozenset(key for key, number in times.items() if number > 1)
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
            yield from (f"{path}.{printable(key)}".removeprefix(".") for key in sorted(part.repeated))
            stack += [(f"{path}.{printable(key)}", inner) for key, inner in part.items()]
        elif isinstance(part, list):
            stack += [(f"{path}[{index}]", inner) for index, inner in enumerate(part)]


def _is_json(text: str) -> bool:
    try:
        _weigh(text)
        json.loads(text, parse_int=str)
    except (json.JSONDecodeError, FactFaults):
        return False
    return True
