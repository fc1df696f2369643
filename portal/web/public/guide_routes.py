"""Guides generated from the county files in force: all counties, one county, one item."""

from flask import Response, url_for

from portal.catalogue.county import County
from portal.domain.errors import NotFound
from portal.domain.policy import Permission
from portal.services.rulebook import rulebook
from portal.web.guards import guarded_blueprint
from portal.web.presenters.county import county_page
from portal.web.presenters.guide_page import guide_page
from portal.web.respond import public_page

blueprint = guarded_blueprint("guides", __name__, Permission.PUBLIC, url_prefix="/guides")


@blueprint.get("")
def every() -> Response:
    """Every county and its items."""
    counties = [county_page(county) for county in rulebook.catalogue.counties()]
    return public_page("public/guides.html", counties=counties)


@blueprint.get("/<county>")
def one_county(county: str) -> Response:
    """One county: items, offices, telephones."""
    return public_page("public/county.html", county=county_page(_county(county)))


@blueprint.get("/<county>/<slug>")
def one_item(county: str, slug: str) -> Response:
    """One item, every fact of it."""
    found = _county(county)
    guide = guide_page(found, rulebook.item(f"{found.slug}.{slug}"))
    return public_page("public/guide.html", guide=guide, county_url=url_for("guides.one_county", county=found.slug))


def _county(slug: str) -> County:
    county = rulebook.catalogue.county(slug)
    if county is None:
        raise NotFound
    return county
