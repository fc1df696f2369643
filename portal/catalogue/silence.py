"""Where a county file says that its guide is silent: of its edition, an item's channels, an office, any other fact."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from portal.catalogue.binding import Binder, Table
from portal.catalogue.fact_names import FACT_NAMES, HANGS_ON, MAY_BE_LEFT_OUT, OF_A_CHANNEL
from portal.domain.sourced import SILENT, Fact, RestOfFacts
from portal.domain.vocabulary import OPEN_IN_SILENCE, Channel

REST = "rest"


def is_silent(raw: object) -> bool:
    """Whether this says "not stated", alone or with what is applied meanwhile."""
    return isinstance(raw, dict) and "not_stated" in raw


def without(binder: Binder, table: Table, key: str, path: str) -> Table:
    """The table without that key where it says "not stated"; what is left out is empty."""
    raw = table.get(key)
    if not isinstance(raw, dict) or "not_stated" not in raw:
        return table
    binder.unknown(raw, {"not_stated"}, f"{path}.{key}")
    binder.silence(raw, f"{path}.{key}")
    return {name: each for name, each in table.items() if name != key}


def edition(binder: Binder, table: Table) -> date | None:
    """The day the file is in force from; the earliest there is where the guide names none and nothing is applied."""
    raw = table.get("edition")
    if isinstance(raw, dict):
        return binder.fact(date, raw, "edition").value or date.min
    if raw is None:
        binder.fault("edition", "缺少这一项；指南没有写的，写 { not_stated = true }")
        return None
    bound: date | None = binder.value(date, raw, "edition")
    return bound


def unstated_channels(binder: Binder, table: Table, path: str) -> tuple[Channel, ...] | None:
    """What is open where the guide names no channel: what is applied meanwhile, else all; None where it names some."""
    raw = table.get("channel")
    if not is_silent(raw):
        return None
    applied: Fact[tuple[Channel, ...]] = binder.fact(tuple[Channel, ...], raw, f"{path}.channel")
    return applied.value or OPEN_IN_SILENCE


def sections(binder: Binder, table: Table, path: str, fields: Mapping[str, str]) -> frozenset[str]:
    """The arrays of tables, by their fields, that the guide was read for and has nothing of the kind."""
    listed = table.get("silent", [])
    if listed == REST:
        return frozenset(name for key, name in fields.items() if not table.get(key) or is_silent(table[key]))
    named = [key for key in listed if key in fields] if isinstance(listed, list) else []
    for key in named:
        if table.get(key):
            binder.fault(f"{path}.{key}", "既写了内容，又列在 silent 里")
    return frozenset(name for key, name in fields.items() if key in named or is_silent(table.get(key)))


def facts(
    binder: Binder, table: Table, path: str, sections: Collection[str]
) -> tuple[dict[str, Fact[Any]], RestOfFacts | None]:
    """Every fact by name: stated, listed as silent, or one of the rest that whoever read the guide did not find."""
    written = table.get("facts", {})
    silent, rest = _silent(binder, table, path)
    if not isinstance(written, dict):
        binder.fault(f"{path}.facts", "facts 要写成表")
        return {}, None
    for name in dict.fromkeys((*written, *(each for each in silent if each not in sections))):
        if name not in FACT_NAMES:
            binder.fault(f"{path}.facts.{name}", "不认识这个事实名")
        elif name in written and name in silent:
            binder.fault(f"{path}.facts.{name}", "既写了内容，又列在 silent 里")
    stated = {
        name: binder.fact(kind, written[name], f"{path}.facts.{name}")
        for name, kind in FACT_NAMES.items()
        if name in written
    }
    idle = _without_object(table, stated)
    left_out = tuple(name for name in FACT_NAMES if name not in {*stated, *silent, *idle})
    if rest is None:
        for name in left_out:
            if name not in MAY_BE_LEFT_OUT:
                binder.fault(f"{path}.facts.{name}", "没有写明；指南没有说的，列在 silent 里")
    looked_for = {*silent, *(left_out if rest else ())} - idle
    bound = {name: stated.get(name, SILENT if name in looked_for else Fact()) for name in FACT_NAMES}
    return bound, RestOfFacts(left_out, *rest) if rest else None


def _without_object(table: Table, stated: Mapping[str, Fact[Any]]) -> set[str]:
    """What hangs on something that is not there: of these a guide has nothing to say, and is not called silent."""
    of_facts = {name for name, other in HANGS_ON.items() if not _is_there(stated.get(other, Fact()))}
    rows = table.get("channel")
    if not isinstance(rows, list):
        return of_facts
    offered = [row.get("channel") for row in rows if isinstance(row, dict)]
    return of_facts | {name for name, channel in OF_A_CHANNEL.items() if channel not in offered}


def _is_there(fact: Fact[Any]) -> bool:
    return fact.is_disputed or bool(fact.value)


def _silent(binder: Binder, table: Table, path: str) -> tuple[list[str], tuple[str, date] | None]:
    """The names listed, and who read the guide and when where the list is all the rest."""
    raw, by_and_on = table.get("silent", []), ("read_by", "read_on")
    if raw != REST:
        for key in by_and_on:
            if key in table:
                binder.fault(f"{path}.{key}", f'只和 silent = "{REST}" 一起写')
        if isinstance(raw, list) and all(isinstance(name, str) for name in raw):
            return raw, None
        binder.fault(f"{path}.silent", f'要写成事实名的列表，或者 "{REST}"（其余都没有写）')
        return [], None
    missing = [key for key in by_and_on if key not in table]
    for key in missing:
        binder.fault(f"{path}.{key}", f'写了 silent = "{REST}"，就要写明谁（read_by）哪天（read_on）读过指南全文')
    if missing:
        return [], ("", date.min)
    return [], (
        binder.value(str, table["read_by"], f"{path}.read_by"),
        binder.value(date, table["read_on"], f"{path}.read_on"),
    )
