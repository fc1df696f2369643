"""A guide as a page: every fact of the county's file, section by section; silence and contradiction are texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.catalogue.county import County
from portal.domain.item import Condition, Item
from portal.domain.published import FrequentQuestion, PublishedNotice, Way
from portal.web.labels import label
from portal.web.presenters.guide_facts import Group, GuideEntry, Source, entry, row_group, silent_labels, source_of
from portal.web.presenters.sentences import item_name, language
from portal.web.presenters.summary import Summary, deadline_sentence, limit_sentence, summary_of, validity_sentence
from portal.wording.conditions import condition_text
from portal.wording.fact_labels import fact_label
from portal.wording.labels import label as part_name
from portal.wording.translation import own_text

WHO = ("served", "scope", "conditions")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One heading of the guide. Without groups the guide says nothing of it."""

    id: str
    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One item's guide."""

    title: str
    name_in_guide: str
    version: str
    summary: Summary
    guides: tuple[str, ...]
    sections: tuple[Chapter, ...]
    silent: tuple[str, ...]


def guide_page(county: County, item: Item) -> GuidePage:
    """The whole guide of an item."""
    others = tuple(entry(fact_label(name, language()), fact) for name, fact in item.facts.items() if name not in WHO)
    stated_others = tuple(each for each in others if each.state != "silent" or each.why)
    cited = {item.citation.guide_id}
    return GuidePage(
        title=item_name(item),
        name_in_guide="" if item_name(item) == item.name else item.name,
        version=item.version,
        summary=summary_of(county, item),
        guides=tuple(guide.title for guide in county.guides if guide.id in cited),
        sections=(*_sections(county, item), Chapter("more", str(_("指南里还写了")), (Group("", stated_others),))),
        silent=silent_labels(others),
    )


def _sections(county: County, item: Item) -> Iterator[Chapter]:
    who = tuple(entry(fact_label(name, language()), item.facts[name]) for name in WHO if name in item.facts)
    yield _section("conditions", (Group("", (*who, *(_condition(each) for each in item.conditions))),))
    yield _section("materials", (row_group(each, each.name, ("name", "kind")) for each in item.materials))
    yield _section("ways_to_file", (row_group(each, label(each.channel), ("channel",)) for each in item.channels))
    yield _section("agents", (row_group(item.agents, ""),))
    yield _section("deadline", _deadline(item))
    yield _section(
        "effects", (_cited(own_text(each, language()), each, ("text", "kind", "readings")) for each in item.effects)
    )
    yield _section("limits", _limits(item))
    yield _section("steps", (row_group(each, each.name, ("name",)) for each in item.steps))
    yield _section("validity", _validity(item))
    yield _section("results", (_published_notice(each) for each in (*item.results, *item.notices)))
    yield _section("offices", (row_group(each, each.name, ("name", "id")) for each in county.offices_of(item)))
    yield _section("hospitals", _hospitals(item))
    yield _section("consultations", _ways(item.consultations))
    yield _section("complaints", _ways(item.complaints))
    yield _section("progress", _ways(item.progress))
    yield _section("ratings", _ways(item.ratings))
    yield _section("legal_bases", (row_group(each, each.title, ("title",)) for each in item.legal_bases))
    yield _section("questions", _questions((*item.questions, *item.common_errors)))
    yield _section("notes", (_noted(each.title, each.text, source_of(each.citation)) for each in item.notes))
    yield _section("quirks", _quirks(county, item))


def _section(name: str, groups: Iterable[Group]) -> Chapter:
    return Chapter(name, part_name(name, language()), tuple(groups))


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
        return GuideEntry(name, "disputed", "", readings, condition.why, condition.confirm_by, sources, False)
    return GuideEntry(name, "stated", texts[0], sources=sources, is_guide_text=False)


def _deadline(item: Item) -> Iterator[Group]:
    if item.deadline is not None:
        counted = entry(part_name("first_day_counted", language()), item.deadline.first_day_counted)
        first = GuideEntry("", "stated", deadline_sentence(item.deadline), is_guide_text=False)
        yield Group("", (first, counted), (source_of(item.deadline.citation),))


def _limits(item: Item) -> Iterator[Group]:
    for limit in item.limits:
        drawn = GuideEntry("", "stated", limit_sentence(limit), is_guide_text=False)
        yield Group("", (drawn,), (source_of(limit.citation),))
    if item.handling_mode.readings:
        yield Group("", (entry(part_name("handling_mode", language()), item.handling_mode),))


def _validity(item: Item) -> Iterator[Group]:
    if item.validity is not None:
        drawn = GuideEntry("", "stated", validity_sentence(item), is_guide_text=False)
        yield Group("", (drawn,), (source_of(item.validity.citation),))


def _published_notice(notice: PublishedNotice) -> Group:
    return row_group(notice, notice.name, ("name", "kind"))


def _hospitals(item: Item) -> Iterator[Group]:
    for hospital in item.place.hospitals:
        yield row_group(hospital, hospital.name, ("name",))


def _ways(ways: Iterable[Way]) -> Iterator[Group]:
    for way in ways:
        yield row_group(way, way.how, ("how",))


def _questions(questions: Iterable[FrequentQuestion]) -> Iterator[Group]:
    for each in questions:
        yield _noted(each.question, each.answer, source_of(each.citation))


def _quirks(county: County, item: Item) -> Iterator[Group]:
    for quirk in (*item.quirks, *county.quirks):
        yield _noted("", quirk.text, source_of(quirk.citation))
