"""One [[item]] table as a domain `Item`."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from portal.catalogue import consistency, silence
from portal.catalogue.binding import TOO_FEW_READINGS, Binder, Table
from portal.domain.check import Check
from portal.domain.eligibility import CHECKS
from portal.domain.grounds import Grounds
from portal.domain.item import (
    AgentTerms,
    CheckReading,
    Condition,
    HandlingMode,
    Item,
    ItemChannel,
    LatenessEffect,
    Material,
    Step,
    TimeLimit,
)
from portal.domain.periods import Deadline, Effective, Validity
from portal.domain.place import InsuringPlace
from portal.domain.published import FrequentQuestion, LegalBasis, Note, PublishedNotice, Quirk, Way
from portal.domain.sourced import Citation, Fact
from portal.domain.vocabulary import FilingType

R = TypeVar("R")

ROWS: dict[str, tuple[str, type[Any]]] = {
    "channel": ("channels", ItemChannel),
    "material": ("materials", Material),
    "limit": ("limits", TimeLimit),
    "step": ("steps", Step),
    "effect": ("effects", LatenessEffect),
    "result": ("results", PublishedNotice),
    "notice": ("notices", PublishedNotice),
    "legal_basis": ("legal_bases", LegalBasis),
    "progress": ("progress", Way),
    "complaint": ("complaints", Way),
    "rating": ("ratings", Way),
    "consultation": ("consultations", Way),
    "faq": ("questions", FrequentQuestion),
    "common_error": ("common_errors", FrequentQuestion),
    "quirk": ("quirks", Quirk),
    "note": ("notes", Note),
}
"""The arrays of tables of an item: key in the file, field of `Item`, shape of a row."""

MAY_BE_SILENT = ("channel", "office")
"""Arrays of tables in whose place a file may say that the guide states none."""

MAYBE: dict[str, type[Any]] = {"deadline": Deadline, "validity": Validity, "effective": Effective}
"""Single rows an item states or says to be not stated."""


VALIDITY_FAULT = "有效期要么写 anchor 和 years、months 中的一样（从哪天起多久），要么写 until_changed = true，不能都写"


@dataclass(frozen=True, slots=True)
class ItemHead:
    """The plain keys of an item."""

    slug: str
    name: str
    name_en: str
    filing_type: FilingType
    kinds: tuple[FilingType, ...]
    citation: Citation
    version: str = ""
    offices: tuple[str, ...] = ()


def version_of(edition: date) -> str:
    """What an item's version is called where the guide prints none: the day of the edition, if that is known."""
    return "未注明" if edition == date.min else edition.isoformat()


def item_slug(table: object) -> str:
    """How fault messages and ids name an item, even one that is badly broken."""
    return str(table.get("slug", "?")) if isinstance(table, dict) else "?"


def bind_item(binder: Binder, table: object, place: InsuringPlace, edition: date) -> Item | None:
    """The item, or None with the faults remembered."""
    path = f"item.{item_slug(table)}"
    single = {*MAYBE, "handling_mode", "agents", "grounds", "facts", "silent", "read_by", "read_on", "check"}
    if not isinstance(table, dict):
        binder.fault(path, "要写成一张表")
        return None
    table = silence.without(binder, table, "offices", path)
    head = binder.row(ItemHead, table, path, frozenset({*ROWS, *single}))
    listed: dict[str, tuple[Any, ...]] = {
        name: bind_rows(binder, cls, table, key, path) for key, (name, cls) in ROWS.items()
    }
    rest: dict[str, Any] = {key: _maybe(binder, cls, table, key, path) for key, cls in MAYBE.items()}
    mode: Fact[HandlingMode] = (
        binder.fact(HandlingMode, table["handling_mode"], f"{path}.handling_mode")
        if "handling_mode" in table
        else Fact()
    )
    agents = binder.row(AgentTerms, table.get("agents", {}), f"{path}.agents") or AgentTerms()
    grounds = binder.row(Grounds, table.get("grounds", {}), f"{path}.grounds") or Grounds()
    facts, rest_of_facts = silence.facts(binder, table, path, ROWS)
    conditions = _conditions(binder, table, path)
    unstated = silence.unstated_channels(binder, table, path)
    if not listed["channels"] and unstated is None:
        binder.fault(f"{path}.channel", "至少要写一种办理渠道；指南没有写的，写 channel = { not_stated = true }")
    binder.once((material.kind for material in listed["materials"]), f"{path}.material")
    binder.once((channel.channel for channel in listed["channels"]), f"{path}.channel")
    consistency.check_conditions(binder, conditions, path)
    consistency.check_limits(binder, listed["limits"], path)
    consistency.check_lengths(binder, listed["materials"], path)
    if head is not None:
        consistency.check_slug(binder, head.slug, f"{path}.slug")
        consistency.check_kinds(binder, head.kinds, head.filing_type, path)
    if head is None or binder.faults:
        return None
    printed = facts.get("printed_version")
    return Item(
        id=f"{place.slug}.{head.slug}",
        version=head.version or (str(printed.value) if printed and printed.value else version_of(edition)),
        place=place,
        citation=head.citation,
        name=head.name,
        name_en=head.name_en,
        filing_type=head.filing_type,
        kinds=head.kinds,
        handling_mode=mode,
        conditions=conditions,
        agents=agents,
        grounds=grounds,
        facts=MappingProxyType(facts),
        silent=silence.sections(binder, table, path, {key: name for key, (name, _shape) in ROWS.items()}),
        offices=head.offices,
        in_force_from=edition,
        unstated_channels=unstated or (),
        rest_of_facts=rest_of_facts,
        **(rest | listed),
    )


def bind_rows(binder: Binder, cls: type[R], table: Table, key: str, path: str = "") -> tuple[R, ...]:
    """Every table of an array of tables."""
    where = f"{path}.{key}" if path else key
    raw = table.get(key, [])
    if key in MAY_BE_SILENT and silence.is_silent(raw):
        binder.silence(raw, where)
        return ()
    if not isinstance(raw, list):
        binder.fault(where, "要写成 [[…]] 的列表")
        return ()
    bound = [binder.row(cls, each, f"{where}[{index}]") for index, each in enumerate(raw)]
    return tuple(each for each in bound if each is not None)


def _maybe(binder: Binder, cls: type[R], table: Table, key: str, path: str) -> R | None:
    raw = table.get(key)
    if raw is None:
        binder.fault(f"{path}.{key}", "缺少这一项；指南没有写的，写 { not_stated = true }")
        return None
    if silence.is_silent(raw):
        binder.unknown(raw, {"not_stated"}, f"{path}.{key}")
        binder.silence(raw, f"{path}.{key}")
        return None
    found = binder.row(cls, raw, f"{path}.{key}")
    if isinstance(found, Validity) and found.fault:
        binder.fault(f"{path}.{key}.{found.fault}", VALIDITY_FAULT)
    return found


def _conditions(binder: Binder, table: Table, path: str) -> tuple[Condition, ...]:
    raw = table.get("check", [])
    tables = raw if isinstance(raw, list) else []
    found = [_condition(binder, each, f"{path}.check[{index}]") for index, each in enumerate(tables)]
    return tuple(condition for condition in found if condition is not None)


def _condition(binder: Binder, table: object, path: str) -> Condition | None:
    if not isinstance(table, dict):
        binder.fault(path, "要写成一张表")
        return None
    name = str(table.get("name"))
    cls = CHECKS.get(name)
    if cls is None:
        binder.fault(f"{path}.name", f"没有叫“{name}”的检查；可用的有 {'、'.join(CHECKS)}")
        return None
    if "readings" not in table:
        single = _reading(binder, cls, {key: table[key] for key in table if key != "name"}, path)
        return Condition(name, (single,)) if single else None
    words = ("confirm_by", "why", "confirm_by_en", "why_en")
    binder.unknown(table, {"name", "readings", *words}, path)
    raw = table["readings"]
    if not isinstance(raw, list):
        binder.fault(f"{path}.readings", "要写成列表")
        return None
    if len(raw) < 2:
        binder.fault(f"{path}.readings", TOO_FEW_READINGS)
    readings = [_reading(binder, cls, each, f"{path}.readings[{index}]") for index, each in enumerate(raw)]
    texts = (binder.words(table, key, path, needed=not key.endswith("_en")) for key in words)
    return Condition(name, tuple(each for each in readings if each is not None), *texts)


def _reading(binder: Binder, cls: type[Check], table: object, path: str) -> CheckReading | None:
    if not isinstance(table, dict):
        binder.fault(path, "要写成一张表")
        return None
    citation = binder.citation(table, path)
    own = {key: table[key] for key in table if key not in ("source", "quote", "document")}
    check = binder.row(cls, own, path)
    return CheckReading(check, citation) if check is not None and citation is not None else None
