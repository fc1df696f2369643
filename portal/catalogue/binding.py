"""Turns TOML tables into the dataclasses that describe them, and collects every fault with its key path.

A dataclass is the schema: its fields are the keys, their types what may stand there. A `Fact` may be written as a bare
value (under the citation of its row), as `{value, source, quote}`, as `{not_stated = true}` or as `{readings = [...]}`.
"""

import re
import types
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from portal.catalogue.phone import is_phone
from portal.domain.fact_rules import FIRST_YEAR, LAST_YEAR, MOST_DAYS, day_fault
from portal.domain.sourced import Citation, Fact, FactState, Reading, stated
from portal.domain.spelling import JOINERS

R = TypeVar("R")
Table = dict[str, Any]

CITATION_KEYS = ("source", "quote", "document")
LINE = re.compile(r"[0-9]{1,6}", re.ASCII)
ABSENT = object()
EMPTY = "方括号里是空的；指南没有写的，把这一行删去，或照 docs/county-file.md 写 not_stated"
NOT_SILENT = "只能写 true；指南写了的，不要这个键，写 value、source 和 quote"
MOST_OF = {
    "years": 100,
    "valid_years": 100,
    "months": 1200,
    "valid_months": 1200,
    "valid_days": 366,
    "lock_months": 1200,
}
"""The most that may stand there where that is no number of days, or of a few; none of them is nought."""

TOO_FEW_READINGS = "说法不一至少要有两种读法"
_types_of = cache(get_type_hints)


@dataclass
class Binder:
    """Binds the tables of one file; `guides` maps the ids a source may name to titles."""

    guides: dict[str, str]
    faults: list[str] = field(default_factory=list)
    cited: list[tuple[str, Citation]] = field(default_factory=list)
    """Every sentence of a guide that was cited, by the key path of what rests on it."""

    def fault(self, path: str, sentence: str) -> None:
        """Remember one fault."""
        self.faults.append(f"{path.removeprefix('.')}: {sentence}")

    def unknown(self, table: Table, known: set[str], path: str) -> None:
        """Every key nobody reads is a fault, so that a slip of the pen is not silently without effect."""
        for key in table:
            if key not in known:
                self.fault(f"{path}.{key}", "不认识这个键")

    def citation(self, table: Table, path: str) -> Citation | None:
        """The source line and the words copied from it."""
        source, quote, document = (table.get(key, "") for key in CITATION_KEYS)
        guide_id, _, line = source.partition(":") if isinstance(source, str) else ("", "", "")
        if guide_id not in self.guides or not LINE.fullmatch(line):
            self.fault(f"{path}.source", "要写“指南代号:行号”，例如 S4:34，代号要在 [[guide]] 里")
            return None
        if not isinstance(quote, str) or not any(map(str.isalnum, quote)) or not isinstance(document, str):
            self.fault(f"{path}.quote", "要抄下那一行里的几个字")
            return None
        cited = Citation(guide_id, self.guides[guide_id], int(line), quote, document)
        self.cited.append((path.removeprefix("."), cited))
        return cited

    def once(self, names: Iterable[str], path: str) -> None:
        """A name that has to be the only one of its kind is a fault where it comes again."""
        for name, times in Counter(names).items():
            if times > 1:
                self.fault(path, f"“{name}”写了不止一次")

    def row(self, cls: type[R], table: object, path: str, also: frozenset[str] = frozenset()) -> R | None:
        """One table as that dataclass, or None with the faults remembered; `also` are keys read elsewhere."""
        if not isinstance(table, dict):
            self.fault(path, "要写成一张表")
            return None
        hints, before = _types_of(cls), len(self.faults)  # type: ignore[arg-type]
        cited = "citation" in hints
        citation = self.citation(table, path) if cited else None
        values: dict[str, Any] = {"citation": citation} if cited else {}
        names = [each for each in fields(cls) if each.name != "citation"]  # type: ignore[arg-type]
        self.unknown(table, {*also, *(each.name for each in names), *(CITATION_KEYS if cited else ())}, path)
        for each in names:
            raw = table.get(each.name, ABSENT)
            if raw is not ABSENT:
                values[each.name] = self.value(hints[each.name], raw, f"{path}.{each.name}", citation)
            elif each.default is MISSING and each.default_factory is MISSING:
                self.fault(f"{path}.{each.name}", "缺少这一项")
        return cls(**values) if len(self.faults) == before else None

    def value(self, hint: Any, raw: object, path: str, citation: Citation | None = None) -> Any:
        """One value of that type; None with a fault remembered when it is not one."""
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Fact:
            return self.fact(arguments[0], raw, path, citation)
        if origin in (types.UnionType, Union):
            return self.value(next(each for each in arguments if each is not types.NoneType), raw, path, citation)
        if origin in (tuple, frozenset):
            return self._list(origin, arguments[0], raw, path)
        if is_dataclass(hint) and isinstance(hint, type):
            return self.row(hint, raw, path)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self._member(hint, raw, path)
        return self._plain(hint, raw, path)

    def _list(self, kind: Any, inner: Any, raw: object, path: str) -> Any:
        if not isinstance(raw, list):
            self.fault(path, "要写成列表")
            return kind()
        if not raw:
            self.fault(path, EMPTY)
        before = len(self.faults)
        self.once((each for each in raw if isinstance(each, str)), path)
        found = [self.value(inner, each, f"{path}[{index}]") for index, each in enumerate(raw)]
        return kind(found) if len(self.faults) == before else kind()  # what does not fit may not even go into a set

    def _member(self, hint: type[Enum], raw: object, path: str) -> Enum | None:
        allowed = [member.value for member in hint]
        if raw in allowed:
            return hint(raw)
        self.fault(path, f"只能是 {'、'.join(allowed)} 之一")
        return None

    def _plain(self, hint: type, raw: object, path: str) -> object:
        fits = isinstance(raw, hint) and not (hint is int and isinstance(raw, bool))
        if hint is date and isinstance(raw, datetime):
            fits = False
        named = {str: "文字", int: "整数", bool: "true 或 false", date: "日期，例如 2026-11-22"}
        if not fits:
            self.fault(path, f"要写成{named[hint]}")
        elif hint is str and not str(raw).strip():
            self.fault(path, "不能是空的")
        elif hint is str and _has_controls(str(raw)):
            self.fault(path, "里面有换行或看不见的控制字符，请删去后重写这一句")
        elif isinstance(raw, int) and raw < 0:
            self.fault(path, "不能是负数")
        elif isinstance(raw, int) and raw > (most := _most(path)):
            self.fault(path, f"太大，最多写 {most}，请核对")
        elif raw == 0 and hint is int and _most(path) != MOST_DAYS:
            self.fault(path, "不能是 0")
        elif isinstance(raw, date) and day_fault(path, raw) is not None:
            self.fault(path, f"年份要在 {FIRST_YEAR} 到 {LAST_YEAR} 之间，请核对")
        return raw

    def fact(self, inner: Any, raw: object, path: str, citation: Citation | None = None) -> Fact[Any]:
        """A fact in any of its three states."""
        found: Fact[Any] = Fact()
        if not isinstance(raw, dict):
            if citation is None:
                self.fault(path, "要写明出处：{ value = …, source = …, quote = … }")
            else:
                found = stated(self.value(inner, raw, path), citation)
        elif "not_stated" in raw:
            found = self._silent(inner, raw, path)
        elif "readings" in raw:
            found = self._disputed(inner, raw, path)
        else:
            self.unknown(raw, {"value", "value_en", *CITATION_KEYS}, path)
            if "value" not in raw:
                self.fault(f"{path}.value", "缺少这一项")
            elif own := self.citation(raw, path):
                value = self.value(inner, raw["value"], f"{path}.value")
                found = stated(value, own, self.words(raw, "value_en", path, needed=False))
        if path.endswith((".phone", "_number")) and isinstance(found.value, str) and not is_phone(found.value):
            self.fault(path, f"“{found.value}”不是能拨通的电话号码，例如 0537-7293008")
        elif (
            path.endswith((".phone", "_number")) and isinstance(found.value, str) and (cited := _another_number(found))
        ):
            self.fault(path, f"“{found.value}”和抄下的原文“{cited}”不一样，请核对")
        return found

    def silence(self, raw: Table, path: str) -> None:
        """`not_stated` is true or not there: its contrary is the statement itself."""
        if raw["not_stated"] is not True:
            self.fault(f"{path}.not_stated", NOT_SILENT)

    def _silent(self, inner: Any, raw: Table, path: str) -> Fact[Any]:
        self.unknown(raw, {"not_stated", "applied", "confirm_by", "why"}, path)
        self.silence(raw, path)
        if "applied" not in raw:
            return Fact(FactState.NOT_STATED, why=self.words(raw, "why", path, needed=False))
        applied = self.value(inner, raw["applied"], f"{path}.applied")
        return Fact(
            FactState.NOT_STATED,
            (),
            applied,
            self.words(raw, "confirm_by", path, needed=True),
            self.words(raw, "why", path, needed=True),
        )

    def _disputed(self, inner: Any, raw: Table, path: str) -> Fact[Any]:
        self.unknown(raw, {"readings", "applied", "confirm_by", "why"}, path)
        tables = raw["readings"] if isinstance(raw["readings"], list) else []
        readings = []
        for index, each in enumerate(tables):
            where = f"{path}.readings[{index}]"
            table = each if isinstance(each, dict) else {}
            self.unknown(table, {"value", *CITATION_KEYS}, where)
            own = self.citation(table, where)
            if "value" not in table:
                self.fault(f"{where}.value", "缺少这一项")
            elif own:
                readings.append(Reading(self.value(inner, table["value"], f"{where}.value"), own))
        if len(tables) < 2:
            self.fault(f"{path}.readings", TOO_FEW_READINGS)
        applied = self.value(inner, raw["applied"], f"{path}.applied") if "applied" in raw else None
        confirm_by, why = self.words(raw, "confirm_by", path, needed=True), self.words(raw, "why", path, needed=True)
        return Fact(FactState.CONTRADICTORY, tuple(readings), applied, confirm_by, why)

    def words(self, raw: Table, key: str, path: str, *, needed: bool) -> str:
        """A sentence beside readings or a silence; empty where it is left out."""
        if needed and key not in raw:
            self.fault(f"{path}.{key}", "缺少这一项")
        return str(self._plain(str, raw[key], f"{path}.{key}")) if key in raw else ""


def _most(path: str) -> int:
    """The largest number that may stand there, in the unit the key names."""
    key = re.sub(r"(?:\.readings\[[0-9]+\]|\.value|\.applied)+$", "", path).rpartition(".")[2]
    return MOST_OF.get(key, MOST_DAYS)


def _has_controls(text: str) -> bool:
    """Whether a sign of it breaks a line or turns its direction, which no sentence of a county's own needs."""
    if text.isprintable():
        return False
    return not {"Cc", "Cf", "Zl", "Zp"}.isdisjoint(unicodedata.category(sign) for sign in text if sign not in JOINERS)


def _another_number(number: Fact[str]) -> str:
    """The number its quotation has instead; empty where that has the same, or none."""
    wanted = re.sub(r"[^0-9]", "", number.value or "")
    for reading in number.readings:
        figures = re.sub(r"[^0-9]", "", reading.citation.quote)
        if reading.value == number.value and len(figures) >= len(wanted) and wanted not in figures:
            return reading.citation.quote
    return ""
