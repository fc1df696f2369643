"""One county file from TOML to a `County`; every fault is told at once as `file: key.path: sentence`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from portal.catalogue import consistency, silence
from portal.catalogue.agreement import disagreements, english_missing
from portal.catalogue.binding import Binder, Table
from portal.catalogue.bounded import Unreadable, table_of
from portal.catalogue.county import Agency, County, Example, Guide, NumberedReason, Office, OwnDocumentKind
from portal.catalogue.item_tables import bind_item, bind_rows, item_slug
from portal.domain.calendar import CalendarDays
from portal.domain.identity import is_division_code
from portal.domain.item import Item
from portal.domain.place import DesignatedHospital, InsuringPlace
from portal.domain.published import Quirk
from portal.domain.questions import nobody_is_asked
from portal.domain.sourced import Citation, Fact
from portal.domain.vocabulary import DocumentKind, FilingType

ROWS = ("guide", "office", "hospital", "document_kind", "reason", "item", "example", "quirk")

PREFIX = re.compile(r"[1-9][0-9](?:[0-9]{2}){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class CountyHead:
    """The plain keys of a county file."""

    slug: str
    name: str
    name_en: str
    division_code: str
    insures: tuple[str, ...]
    pooling_area: Fact[tuple[str, ...]]
    agency: Agency
    holidays: CalendarDays = CalendarDays()  # noqa: RUF009 - frozen, so one for all is safe


@dataclass(frozen=True, slots=True)
class LoadedCounty:
    """What came of one file: the county where it can be read, the faults, warnings; a file with a fault is not used.

    What it cites, by key path, and of which guides is known even of a faulty one.
    """

    county: County | None
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    guides: tuple[Guide, ...] = ()
    cited: tuple[tuple[str, Citation], ...] = ()


def load_county(text: str, file: str) -> LoadedCounty:
    """Read one file's text; `file` is the name faults are told by."""
    try:
        table = table_of(text.removeprefix("\ufeff"))
    except Unreadable as fault:
        return LoadedCounty(None, (f"{file}: {fault}",))
    binder = Binder({})
    guides = bind_rows(binder, Guide, table, "guide")
    county = _county(binder, table, file, guides)
    if county is None or binder.faults:
        return LoadedCounty(None, tuple(f"{file}: {fault}" for fault in binder.faults), (), guides, tuple(binder.cited))
    warnings = tuple(f"{file}: {warning}" for warning in _warnings(county))
    faults = tuple(f"{file}: {fault}" for fault in disagreements(county))
    return LoadedCounty(county, faults, warnings, guides, tuple(binder.cited))


def _county(binder: Binder, table: Table, file: str, guides: tuple[Guide, ...]) -> County | None:
    binder.guides = {guide.id: guide.title for guide in guides}
    head = binder.row(CountyHead, {key: table[key] for key in table if key not in (*ROWS, "edition")}, "")
    edition = silence.edition(binder, table)
    hospitals = bind_rows(binder, DesignatedHospital, table, "hospital")
    offices = bind_rows(binder, Office, table, "office")
    own_kinds = bind_rows(binder, OwnDocumentKind, table, "document_kind")
    reasons = bind_rows(binder, NumberedReason, table, "reason")
    examples = _examples(binder, table)
    quirks = bind_rows(binder, Quirk, table, "quirk")
    item_tables = table.get("item", []) if isinstance(table.get("item", []), list) else []
    if not item_tables:
        binder.fault("item", "至少要写一个 [[item]]")
    bound: dict[str, Item] = {}  # filled below: an item knows its place, and the place its items
    place = InsuringPlace(
        slug=head.slug if head else "?",
        name=head.name if head else "?",
        name_en=head.name_en if head else "?",
        insures=head.insures if head else (),
        pooling_area=(head.pooling_area.value or ()) if head else (),
        items_by_type=MappingProxyType(_items_by_type(head.slug if head else "?", item_tables)),
        items=MappingProxyType(bound),
        hospitals=hospitals,
        holidays=head.holidays if head else CalendarDays(),
    )
    found = [bind_item(binder, each, place, edition or date.min) for each in item_tables]
    bound.update({item.id: item for item in found if item is not None})
    consistency.check_rows(binder, guides, offices, own_kinds, examples)
    consistency.check_reasons(binder, reasons)
    consistency.check_hospitals(binder, hospitals)
    if head is None or edition is None or binder.faults:
        return None
    county = County(
        file=file,
        edition=edition,
        division_code=head.division_code,
        place=place,
        agency=head.agency,
        pooling_area=head.pooling_area,
        guides=guides,
        offices=offices,
        items=tuple(item for item in found if item is not None),
        own_kinds=own_kinds,
        reasons=reasons,
        examples=examples,
        quirks=quirks,
    )
    _codes(binder, county)
    _references(binder, county)
    return county


def _examples(binder: Binder, table: Table) -> tuple[Example, ...]:
    raw = table.get("example", [])
    found = []
    for index, each in enumerate(raw if isinstance(raw, list) else [raw]):
        path, given = f"example[{index}]", each if isinstance(each, dict) else {}
        binder.unknown(given, {"name", "facts", "expect"}, path)
        name, facts, expect = given.get("name"), given.get("facts"), given.get("expect")
        if isinstance(name, str) and isinstance(facts, dict) and isinstance(expect, dict) and expect:
            found.append(Example(name, facts, expect))
        else:
            binder.fault(path, "要有 name（文字）、facts（表）和 expect（表，不能空）")
    return tuple(found)


def _items_by_type(slug: str, item_tables: list[object]) -> dict[FilingType, str]:
    """The first item that names a type offers it; its own `filing_type` before the other `kinds` it serves."""
    found: dict[FilingType, str] = {}
    known = {kind.value for kind in FilingType}
    tables = [each for each in item_tables if isinstance(each, dict)]
    for each in tables:
        named = str(each.get("filing_type"))
        if named in known:
            found.setdefault(FilingType(named), f"{slug}.{item_slug(each)}")
    for each in tables:
        kinds = each.get("kinds", [])
        for kind in kinds if isinstance(kinds, list) else []:
            if isinstance(kind, str) and kind in known:
                found.setdefault(FilingType(kind), f"{slug}.{item_slug(each)}")
    return found


def _codes(binder: Binder, county: County) -> None:
    if not is_division_code(county.division_code):
        binder.fault("division_code", "行政区划代码要写六位数字")
    consistency.check_slug(binder, county.slug, "slug")
    if county.agency.filing_years.value == 0:
        binder.fault("agency.filing_years", "办完的备案至少保存 1 年；没有写明的，不要写这一行")
    for key, prefixes in (("insures", county.insures), ("pooling_area", county.place.pooling_area)):
        if not prefixes:
            binder.fault(key, "至少要写一个区划代码开头")
        for prefix in prefixes:
            if not PREFIX.fullmatch(prefix):
                binder.fault(key, f"“{prefix}”不是区划代码的开头（两位、四位或六位数字）")


def _references(binder: Binder, county: County) -> None:
    offices = {office.id for office in county.offices}
    seen: set[str] = set()
    for item in county.items:
        path = f"item.{item.id.partition('.')[2]}"
        if item.id in seen:
            binder.fault(f"{path}.slug", "这个 slug 用了不止一次")
        seen.add(item.id)
        for key, needed in _needed(item):
            if nobody_is_asked(item, needed):
                binder.fault(f"{path}.{key}", f"要知道“{needed}”，但这一项的渠道都不问它")
        for office in item.offices:
            if office not in offices:
                binder.fault(f"{path}.offices", f"没有代号为“{office}”的 [[office]]")
        for material in item.materials:
            if material.kind not in county.document_kinds:
                kinds = "、".join(sorted(DocumentKind))
                binder.fault(f"{path}.material", f"“{material.kind}”不是材料种类；可用 {kinds}，或写 [[document_kind]]")


def _needed(item: Item) -> Iterator[tuple[str, str]]:
    """What each condition and each period of the item needs to be told, by the key that says so."""
    for condition in item.conditions:
        for reading in condition.readings:
            yield from ((f"check.{condition.name}", path) for path in reading.check.asks)
    events = {
        "deadline": item.deadline.anchor if item.deadline else None,
        "validity": item.validity.event if item.validity else None,
        "effective": item.effective.event if item.effective else None,
    }
    for key, event in events.items():
        if event is not None and event.asks is not None:
            yield f"{key}.anchor", event.asks


def _warnings(county: County) -> Iterator[str]:
    """What a guide leaves out is told, never filled in."""
    yield from (f"{path}: 提醒：没有写英文，英文页面上这里显示中文" for path in english_missing(county))
    for item in county.items:
        path = f"item.{item.id.partition('.')[2]}"
        if "legal_bases" in item.silent:
            yield f"{path}.legal_basis: 提醒：指南没有写法律依据，页面上显示“指南没有写明”"
        if item.deadline is None:
            yield f"{path}.deadline: 提醒：指南没有写申报期限，页面上显示“指南没有写明”"
        yield from (f"{path}.{name}: 提醒：{why}" for name, why in _disputed(item))


def _disputed(item: Item) -> Iterator[tuple[str, str]]:
    for condition in item.conditions:
        if condition.confirm_by:
            yield f"check.{condition.name}", f"指南说法不一，要由{condition.confirm_by}确认"
