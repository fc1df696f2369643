"""What `portal catalogue check` says of a county file that loads: codes of no place, facts left to "the rest",
and a reading of the guide on a day that has not come."""

from collections.abc import Iterable, Iterator
from datetime import date

from portal.adapters import divisions, retired_divisions
from portal.catalogue.county import County
from portal.wording.fact_labels import fact_label


def unknown_codes(county: County) -> Iterator[str]:
    """Each code that is no division of today, by its key path."""
    codes: dict[str, Iterable[str]] = {
        "division_code": (county.division_code,),
        "insures": county.insures,
        "pooling_area": county.place.pooling_area,
    }
    for item in county.items:
        within = (prefix for effect in item.effects for reading in effect.readings for prefix in reading.within)
        codes[f"item.{item.id.partition('.')[2]}.effect.readings.within"] = within
    for path, prefixes in codes.items():
        for prefix in prefixes:
            code = prefix.ljust(6, "0")
            if not divisions.known(code):
                yield f"{county.file}: {path}: 没有“{prefix}”这个区划{_instead(code)}"


def _instead(code: str) -> str:
    """What became of a code of the past, as far as it is known."""
    retired = retired_divisions.find(code)
    if retired is None:
        return "，请查民政部的行政区划代码"
    names = "、".join(f"{each} {divisions.name(each) or ''}".strip() for each in retired.successors)
    return f"，它是已经撤销的{retired.name}" + (f"，现在是 {names}" if names else "")


def read_tomorrow(county: County, today: date) -> Iterator[str]:
    """Nobody has read a guide on a day that has not come."""
    for item in county.items:
        rest = item.rest_of_facts
        if rest is not None and rest.read_on > today:
            where = f"{county.file}: item.{item.id.partition('.')[2]}.read_on"
            yield f"{where}: {rest.read_on} 还没有到，请写哪天读过指南全文，不晚于今天（{today}）"


def rests(county: County) -> Iterator[str]:
    """The facts that `silent = "rest"` covers, so that whoever checks sees what was left out."""
    for item in county.items:
        rest = item.rest_of_facts
        if rest is not None:
            names = "、".join(fact_label(name) for name in rest.names)
            where = f"{county.file}: item.{item.id.partition('.')[2]}.silent"
            yield f"{where}: 提醒：{rest.read_by} {rest.read_on} 读过指南全文，没有写的有 {len(rest.names)} 项：{names}"
