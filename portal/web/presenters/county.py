"""A county as everyone may see it: its items, its offices, and whom to call."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from portal.catalogue.county import County
from portal.domain.sourced import Fact
from portal.services.rulebook import rulebook
from portal.web.addresses import item_url
from portal.web.language import language
from portal.web.presenters.guide_facts import Group, entry, row_group, translated_name
from portal.web.presenters.sentences import item_name
from portal.web.presenters.summary import county_name, summary_of
from portal.wording.labels import label


@dataclass(frozen=True, slots=True)
class CountyPage:
    """A county with its items, its offices, and whom to call."""

    slug: str
    name: str
    url: str
    agency: str
    agency_translated: str
    guides: tuple[tuple[str, str], ...]
    offices: tuple[Group, ...]
    pooling_area: Group
    call: str
    phones: tuple[str, ...]
    complaint_lines: tuple[str, ...]


def county_page(county: County) -> CountyPage:
    """The county as everyone may see it."""
    shorts = [summary_of(county, item) for item in county.items]
    lines = (line for summary in shorts for line in summary.complaint_lines)
    return CountyPage(
        slug=county.slug,
        name=county_name(county),
        url=url_for("guides.one_county", county=county.slug),
        agency=county.agency.name,
        agency_translated=translated_name(county.agency),
        guides=tuple((item_name(item), item_url("guides.one_item", item.id)) for item in county.items),
        offices=tuple(row_group(office, office.name, ("name", "id")) for office in county.offices),
        pooling_area=Group("", (entry(label("pooling_area", language()), _named(county.pooling_area)),)),
        call=next((summary.call for summary in shorts if summary.call), ""),
        phones=tuple(dict.fromkeys(phone for summary in shorts for phone in summary.phones)),
        complaint_lines=tuple(dict.fromkeys(lines)),
    )


def _named(places: Fact[tuple[str, ...]]) -> Fact[object]:
    """Division codes by the names of their places."""
    codes = places.value or ()
    names = tuple(rulebook.place_name(code.ljust(6, "0")) for code in codes)
    return Fact(places.state, (), names or None, places.confirm_by, places.why)


def county_choices(pages: Sequence[CountyPage], chosen: CountyPage | None) -> tuple[tuple[str, str, bool], ...]:
    """The counties as the answers of a list."""
    return tuple((page.slug, page.name, page is chosen) for page in pages)
