"""A county as everyone may see it: its items, its offices, and whom to call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from portal.catalogue.county import County
from portal.domain.sourced import Fact
from portal.services.rulebook import rulebook
from portal.web.addresses import item_url
from portal.web.kept import kept
from portal.web.language import language
from portal.web.presenters.guide_facts import Group, entry, row_group, translated_name
from portal.web.presenters.sentences import item_name
from portal.web.presenters.summary import county_name, numbers_to_ask, summary_of
from portal.web.presenters.telephones import offices_by_number
from portal.wording.labels import label


@dataclass(frozen=True, slots=True)
class CountyPage:
    """A county with its items, its offices, and whom to call.

    A number that not every item prints stands beside the names of those that do, and is nobody to ask about the rest.
    """

    slug: str
    name: str
    url: str
    agency: str
    agency_translated: str
    guides: tuple[tuple[str, str], ...]
    offices: tuple[Group, ...]
    pooling_area: Group
    call: str
    phones: tuple[tuple[str, tuple[str, ...]], ...]
    complaint_lines: tuple[str, ...]
    offices_by_number: Mapping[str, str]


@kept
def county_page(county: County) -> CountyPage:
    """The county as everyone may see it."""
    shorts = [summary_of(county, item) for item in county.items]
    lines = (line for summary in shorts for line in summary.complaint_lines)
    phones = numbers_to_ask(county)
    return CountyPage(
        slug=county.slug,
        name=county_name(county),
        url=url_for("guides.one_county", county=county.slug),
        agency=county.agency.name,
        agency_translated=translated_name(county.agency),
        guides=tuple((item_name(item), item_url("guides.one_item", item.id)) for item in county.items),
        offices=tuple(row_group(office, office.name, ("name", "id")) for office in county.offices),
        pooling_area=Group("", (entry(label("pooling_area", language()), _named(county.pooling_area)),)),
        call=next((number for number, names in phones.items() if len(names) == len(shorts)), ""),
        phones=tuple((number, names if len(names) < len(shorts) else ()) for number, names in phones.items()),
        complaint_lines=tuple(dict.fromkeys(lines)),
        offices_by_number=offices_by_number(county),
    )


def _named(places: Fact[tuple[str, ...]]) -> Fact[object]:
    """Division codes by the names of their places."""
    codes = places.value or ()
    names = tuple(rulebook.place_name(code.ljust(6, "0")) for code in codes)
    return Fact(places.state, (), names or None, places.confirm_by, places.why)


def county_choices(pages: Sequence[CountyPage], chosen: CountyPage | None) -> tuple[tuple[str, str, bool], ...]:
    """The counties as the answers of a list."""
    return tuple((page.slug, page.name, page is chosen) for page in pages)
