"""A guide as a page: every fact of the county's file, section by section; silence and contradiction are texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for

from portal.catalogue.county import County
from portal.domain.checks_of_referral import DesignatedReferrer
from portal.domain.item import Condition, Item
from portal.domain.periods import Effective, Validity
from portal.domain.place import DesignatedHospital
from portal.domain.published import FrequentQuestion, PublishedNotice, Way
from portal.domain.sourced import Fact
from portal.domain.vocabulary import DocumentKind
from portal.web.addresses import item_url
from portal.web.kept import kept
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.guide_facts import (
    Group,
    GuideEntry,
    Source,
    disputed_row,
    entry,
    row_group,
    silent_labels,
    source_of,
)
from portal.web.presenters.sentences import item_name
from portal.web.presenters.summary import (
    Summary,
    deadline_sentence,
    effective_sentence,
    limit_sentence,
    summary_of,
    validity_sentence,
)
from portal.wording.conditions import condition_text
from portal.wording.fact_labels import fact_label
from portal.wording.labels import label as part_name
from portal.wording.translation import own_text

WHO = ("served", "scope", "conditions")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One heading of the guide. One without groups is there only where the guide was read for it, and is silent."""

    id: str
    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One item's guide."""

    title: str
    name_in_guide: str
    version: str
    county_url: str
    form_name: str
    form_url: str
    summary: Summary
    guides: tuple[str, ...]
    sections: tuple[Chapter, ...]
    silent: tuple[str, ...]


@kept
def guide_page(county: County, item: Item, hospitals: tuple[DesignatedHospital, ...]) -> GuidePage:
    """The whole guide of an item, with the hospitals of the county's list as it stands."""
    form = item.material(DocumentKind.FILING_FORM)
    chapters = _sections(county, item, hospitals)
    others = tuple(entry(fact_label(name, language()), fact) for name, fact in _facts(item) if name not in WHO)
    spoken_of = tuple(each for each in others if each.state != "silent" or each.why)
    cited = {item.citation.guide_id}
    return GuidePage(
        title=item_name(item),
        name_in_guide="" if item_name(item) == item.name else item.name,
        version=_printed_version(item),
        county_url=url_for("guides.one_county", county=county.slug),
        form_name=form.name if form else "",
        form_url=item_url("guides.blank_form", item.id) if form else "",
        summary=summary_of(county, item),
        guides=tuple(guide.title for guide in county.guides if guide.id in cited),
        sections=(*chapters, Chapter("more", str(_("指南里还写了")), (Group("", spoken_of),))),
        silent=silent_labels(others),
    )


def hospitals_of(item: Item) -> tuple[DesignatedHospital, ...]:
    """The hospitals to show; only an item that asks for one of the list has any."""
    checks = (reading.check for condition in item.conditions for reading in condition.readings)
    return tuple(item.place.hospitals) if any(isinstance(check, DesignatedReferrer) for check in checks) else ()


def _printed_version(item: Item) -> str:
    """The version the guide prints; the edition of our file is no word of the guide's."""
    printed = item.facts.get("printed_version")
    return str(_("；版本 %(version)s", version=printed.value)) if printed and printed.value else ""


def _facts(item: Item) -> Iterator[tuple[str, Fact[object]]]:
    """What somebody has read the guide for."""
    return ((name, fact) for name, fact in item.facts.items() if fact.is_set)


def _sections(county: County, item: Item, hospitals: tuple[DesignatedHospital, ...]) -> Iterator[Chapter]:
    """The chapters in the order of a guide: those with something in them, and those the guide is silent about."""
    silent = item.silent | {key for key in ("deadline", "validity", "effective") if getattr(item, key) is None}
    for name, groups in _chapters(county, item, hospitals):
        drawn = tuple(group for group in groups if group.entries or group.sources)
        if drawn or name in silent:
            yield Chapter(name, part_name(name, language()), drawn)


def _chapters(
    county: County, item: Item, hospitals: tuple[DesignatedHospital, ...]
) -> Iterator[tuple[str, Iterable[Group]]]:
    who = tuple(entry(fact_label(name, language()), fact) for name, fact in _facts(item) if name in WHO)
    yield "conditions", (Group("", (*who, *(_condition(each) for each in item.conditions))),)
    yield "materials", (row_group(each, each.name, ("name", "kind")) for each in item.materials)
    yield "channels", (row_group(each, label(each.channel), ("channel",)) for each in item.channels)
    yield "agents", (row_group(item.agents, ""),)
    yield "deadline", _deadline(item)
    yield "effects", (_cited(own_text(each, language()), each, ("text", "kind", "readings")) for each in item.effects)
    yield "limits", _limits(item)
    yield "steps", (row_group(each, each.name, ("name",)) for each in item.steps)
    yield "effective", _effective(item)
    yield "validity", _validity(item)
    yield "results", (_published_notice(each) for each in item.results)
    yield "notices", (_published_notice(each) for each in item.notices)
    yield "offices", (row_group(each, each.name, ("name", "id")) for each in county.offices_of(item))
    yield "hospitals", (row_group(each, each.name, ("name",)) for each in hospitals)
    yield "consultations", _ways(item.consultations)
    yield "complaints", _ways(item.complaints)
    yield "progress", _ways(item.progress)
    yield "ratings", _ways(item.ratings)
    yield "legal_bases", (row_group(each, each.title, ("title",)) for each in item.legal_bases)
    yield "questions", _questions((*item.questions, *item.common_errors))
    yield "notes", (_noted(each.title, each.text, source_of(each.citation)) for each in item.notes)
    yield "quirks", _quirks(county, item)


def _cited(text: str, row: object, skip: tuple[str, ...]) -> Group:
    group = row_group(row, "", skip)
    return Group("", (GuideEntry("", "stated", text), *group.entries), group.sources)


def _noted(title: str, text: str, source: Source) -> Group:
    return Group(title, (GuideEntry("", "stated", text),), (source,))


def _condition(condition: Condition) -> GuideEntry:
    texts = [condition_text(condition.name, reading.check, language()) for reading in condition.readings]
    sources = tuple(source_of(reading.citation) for reading in condition.readings)
    name = str(_("条件"))
    if condition.confirm_by:
        readings = tuple(dict.fromkeys(texts))
        return GuideEntry(name, "disputed", "", readings, condition.why, condition.confirm_by, sources)
    return GuideEntry(name, "stated", texts[0], sources=sources)


def _deadline(item: Item) -> Iterator[Group]:
    if item.deadline is not None:
        first = GuideEntry("", "stated", deadline_sentence(item.deadline))
        yield Group(
            "",
            (first, *_set("first_day_counted", item.deadline.first_day_counted)),
            (source_of(item.deadline.citation),),
        )


def _set(name: str, fact: Fact[Any]) -> tuple[GuideEntry, ...]:
    return (entry(part_name(name, language()), fact),) if fact.is_set else ()


def _limits(item: Item) -> Iterator[Group]:
    for limit in item.limits:
        drawn = GuideEntry("", "stated", limit_sentence(limit))
        dispute = (disputed_row(limit.citation, limit.dispute),) if limit.dispute else ()
        yield Group("", (drawn, *dispute), (source_of(limit.citation),))
    yield Group("", _set("handling_mode", item.handling_mode))


def _effective(item: Item) -> Iterator[Group]:
    if item.effective is not None:
        yield from _counted(effective_sentence(item), item.effective)


def _validity(item: Item) -> Iterator[Group]:
    if item.validity is not None:
        yield from _counted(validity_sentence(item), item.validity)


def _counted(sentence: str, term: Effective | Validity) -> Iterator[Group]:
    """A period in one sentence, and from which day it is counted where the guide does not say so itself."""
    drawn = GuideEntry("", "stated", sentence)
    anchor = (entry(part_name("anchor", language()), term.anchor),) if term.anchor.confirm_by else ()
    yield Group("", (drawn, *anchor), (source_of(term.citation),))


def _published_notice(notice: PublishedNotice) -> Group:
    return row_group(notice, notice.name, ("name", "kind"))


def _ways(ways: Iterable[Way]) -> Iterator[Group]:
    for way in ways:
        yield row_group(way, way.how, ("how",))


def _questions(questions: Iterable[FrequentQuestion]) -> Iterator[Group]:
    for each in questions:
        yield _noted(each.question, each.answer, source_of(each.citation))


def _quirks(county: County, item: Item) -> Iterator[Group]:
    for quirk in (*item.quirks, *county.quirks):
        yield _noted("", quirk.text, source_of(quirk.citation))
