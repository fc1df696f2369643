"""Every fact of an item as lines of text: stated with its source, not stated, or to be confirmed."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum

from portal.catalogue.county import County
from portal.domain.item import Item, Material
from portal.domain.sourced import Citation, Dispute, Fact
from portal.domain.vocabulary import DocumentKind
from portal.wording.conditions import condition_text
from portal.wording.fact_labels import fact_label
from portal.wording.labels import label
from portal.wording.names import NAMES, name_of

NOT_STATED = "指南没有写明"
TO_BE_CONFIRMED = "以经办机构答复为准"

SECTIONS = (
    "channels", "materials", "limits", "steps", "agents", "deadline", "effects", "validity", "effective",
    "handling_mode", "results", "notices", "legal_bases", "progress", "complaints", "ratings", "consultations",
    "questions", "common_errors", "notes", "quirks",
)  # fmt: skip


PERIODS = ("deadline", "validity", "effective")
"""A file states these or says that the guide does not."""


def lines_of(county: County, item: Item) -> Iterator[str]:
    """The whole item, section by section; silence is said, not left out."""
    yield f"{item.id}  版本 {item.version}  {county.name}"
    yield f"{item.name}  {_source(item.citation)}"
    yield from _section("agency", county.agency)
    yield from _section("pooling_area", county.pooling_area)
    yield from _conditions(item)
    for section in SECTIONS:
        if getattr(item, section) or section in item.silent or section in PERIODS:
            yield from _section(section, getattr(item, section))
    yield from _section("offices", county.offices_of(item))
    yield from _section("hospitals", county.hospitals)
    yield ""
    for name, fact in ((name, fact) for name, fact in item.facts.items() if fact.is_set):
        yield from _labelled(fact_label(name), fact, 0)


def _conditions(item: Item) -> Iterator[str]:
    yield ""
    yield f"{label('conditions')}：" + ("" if item.conditions else NOT_STATED)
    for condition in item.conditions:
        if condition.confirm_by:
            yield f"  - 说法不一，{TO_BE_CONFIRMED}（{condition.why}；由{condition.confirm_by}确认）"
        for reading in condition.readings:
            mark = "    ·" if condition.confirm_by else "  -"
            yield f"{mark} {condition_text(condition.name, reading.check)}  {_source(reading.citation)}"


def _section(name: str, value: object) -> Iterator[str]:
    yield ""
    yield from _labelled(label(name), value, 0)


def _labelled(title: str, value: object, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if value is None or value == ():
        yield f"{indent}{title}：{NOT_STATED}"
    elif isinstance(value, Fact):
        yield from _fact(title, value, indent)
    elif isinstance(value, Dispute):
        yield f"{indent}{title}：{TO_BE_CONFIRMED}（{value.why}；由{value.confirm_by}确认）  {_source(value.citation)}"
    elif isinstance(value, tuple) and is_dataclass(value[0]):
        yield f"{indent}{title}："
        for row in value:
            yield from _row(row, depth + 1)
    elif is_dataclass(value):
        yield f"{indent}{title}："
        yield from _row(value, depth + 1)
    else:
        yield f"{indent}{title}：{_shown(value)}"


def _row(row: object, depth: int) -> Iterator[str]:
    values = {each.name: getattr(row, each.name) for each in fields(row)}  # type: ignore[arg-type]
    citation = values.pop("citation", None)
    mark = "- "
    for name, value in values.items():
        if value == "" or value is False or (value in (None, ()) and name in _OPTIONAL):
            continue
        if isinstance(value, Fact) and not value.is_set:
            continue
        is_known_kind = name == "kind" and isinstance(row, Material) and value in set(DocumentKind)
        for line in _labelled(label(name), DocumentKind(value) if is_known_kind else value, 0):
            yield "  " * depth + mark + line
            mark = "  "
    if citation is not None:
        yield "  " * depth + mark + _source(citation)


_OPTIONAL = frozenset(
    {
        "dispute",
        "any_of",
        "names",
        "may",
        "channels",
        "within",
        "working_days",
        "years",
        "months",
        "designated_from",
        "designated_until",
    }
)
"""Parts whose absence says nothing about the guide."""


def _fact(title: str, fact: Fact[object], indent: str) -> Iterator[str]:
    if fact.is_stated and fact.citation is not None:
        yield f"{indent}{title}：{_shown(fact.value)}  {_source(fact.citation)}"
    elif fact.is_disputed:
        yield f"{indent}{title}：前后说法不一，{TO_BE_CONFIRMED}（{fact.why}；由{fact.confirm_by}确认）"
        for reading in fact.readings:
            yield f"{indent}  · {_shown(reading.value)}  {_source(reading.citation)}"
        yield f"{indent}  · 目前按：{_shown(fact.value) if fact.value is not None else '不采用'}"
    elif fact.value is not None:
        meanwhile = f"目前按 {_shown(fact.value)}，{TO_BE_CONFIRMED}（{fact.why}；由{fact.confirm_by}确认）"
        yield f"{indent}{title}：{NOT_STATED}；{meanwhile}"
    else:
        yield f"{indent}{title}：{NOT_STATED}" + (f"（{fact.why}）" if fact.why else "")


def _source(citation: Citation) -> str:
    document = f"，{citation.document}" if citation.document else ""
    return f"[{citation.source} {citation.guide_title}第{citation.line}行{document}]"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(_shown(each) for each in value)
    if isinstance(value, StrEnum):
        return name_of(value) if type(value) in NAMES else value.value
    return value.isoformat() if isinstance(value, date) else str(value)
