"""One fact of a guide as it is shown: stated, not stated, or said in two ways, always with where it was read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from portal.domain.sourced import Citation, Dispute, Fact
from portal.web.language import gettext as _
from portal.web.language import language
from portal.wording.labels import label
from portal.wording.names import name_of
from portal.wording.translation import Named, own_name, own_value

_WEB = re.compile(r"https?://[!-~]+")


def web_in(text: str) -> str:
    """The address on the web that a text names; empty where it names none."""
    found = _WEB.search(text)
    return found.group() if found else ""


Parts = tuple[tuple[str, tuple[str, ...]], ...]
"""Pieces of a text, each with the page on the web that comes after it, if one does."""


def parts_of(text: str) -> Parts:
    """A text cut at the addresses on the web it names."""
    found = web_in(text)
    before, _address, after = text.partition(found) if found else (text, "", "")
    return ((before, (found,)), (after, ())) if found else ((text, ()),)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a guide says it, and the words it says it with."""

    place: str
    quote: str
    document: str


@dataclass(frozen=True, slots=True)
class GuideEntry:
    """What is known of one fact. `state` is stated, silent, applied or disputed; `phone` can be dialled."""

    label: str
    state: str
    text: str = ""
    readings: tuple[str, ...] = ()
    why: str = ""
    confirm_by: str = ""
    sources: tuple[Source, ...] = ()
    phone: str = ""

    @property
    def parts(self) -> Parts:
        """Its text, cut at the pages on the web it names."""
        return parts_of(self.text)


@dataclass(frozen=True, slots=True)
class Group:
    """One document, channel, step or office with its facts; without a title the facts stand alone."""

    title: str
    entries: tuple[GuideEntry, ...]
    sources: tuple[Source, ...] = ()
    title_translated: str = ""


def source_of(citation: Citation) -> Source:
    """The guide, its line, and the copied words."""
    place = _("%(guide)s 第 %(line)s 行", guide=citation.guide_title, line=citation.line)
    return Source(str(place), citation.quote, citation.document)


def shown(value: object) -> str:
    """A value in plain words."""
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if isinstance(value, tuple):
        return str(_("、")).join(shown(each) for each in value)
    if isinstance(value, StrEnum):
        return name_of(value, language())
    return value.isoformat() if isinstance(value, date) else str(value)


def entry(title: str, fact: Fact[Any]) -> GuideEntry:
    """The fact with its state."""
    sources = tuple(source_of(reading.citation) for reading in fact.readings)
    text = "" if fact.value is None else own_value(fact, language()) if fact.value_en else shown(fact.value)
    if fact.is_stated:
        return GuideEntry(title, "stated", text, sources=sources)
    if fact.is_disputed:
        readings = tuple(dict.fromkeys(shown(reading.value) for reading in fact.readings))
        return GuideEntry(title, "disputed", text, readings, fact.why, fact.confirm_by, sources)
    return GuideEntry(title, "applied" if text else "silent", text, (), fact.why, fact.confirm_by)


def citation_of(row: object) -> Citation:
    """Where a row of the county's file was read; every row that can be disputed has it."""
    citation: Citation = row.citation  # type: ignore[attr-defined]
    return citation


def disputed_row(citation: Citation, dispute: Dispute) -> GuideEntry:
    """The two sentences of the guide that do not agree about a row, as printed."""
    sources = (source_of(citation), source_of(dispute.citation))
    readings = tuple(dict.fromkeys(source.quote for source in sources))
    return GuideEntry(str(_("指南的说法")), "disputed", "", readings, dispute.why, dispute.confirm_by, sources)


def translated_name(row: object) -> str:
    """What the county's file calls a thing in the language of the page, where that is not the Chinese."""
    if not isinstance(row, Named):
        return ""
    text = own_name(row, language())
    return "" if text == row.name else text


def row_group(row: object, title: str, skip: Iterable[str] = ()) -> Group:
    """A row of the county's file as a group: its facts and plain values, but for what the title already says."""
    citation: Citation | None = getattr(row, "citation", None)
    entries = tuple(_entries(row, frozenset({"citation", *skip})))
    return Group(title, entries, (source_of(citation),) if citation else (), translated_name(row))


def _entries(row: object, skip: frozenset[str]) -> Iterator[GuideEntry]:
    for each in fields(row):  # type: ignore[arg-type]
        value = getattr(row, each.name)
        if each.name in skip or each.name.startswith(("name_", "text_")):
            continue
        if isinstance(value, Fact) and not value.is_set:
            continue
        if isinstance(value, Dispute):
            yield disputed_row(citation_of(row), value)
        elif isinstance(value, Fact):
            shown_entry = entry(label(each.name, language()), value)
            yield replace(shown_entry, phone=shown_entry.text) if each.name == "phone" else shown_entry
        elif value not in (None, "", (), False):
            yield GuideEntry(label(each.name, language()), "stated", shown(value))


def silent_labels(entries: Iterable[GuideEntry]) -> tuple[str, ...]:
    """What the guide does not speak of at all."""
    return tuple(each.label for each in entries if each.state == "silent" and not each.why)
