"""Guides generated from the county files in force: all counties, one county, one item."""

from flask import Response, url_for

from portal.catalogue.county import County
from portal.domain.errors import NotFound
from portal.domain.policy import Permission
from portal.domain.vocabulary import DocumentKind
from portal.services.notice_texts import forms
from portal.services.rulebook import rulebook
from portal.web.guards import current_context, guarded_blueprint
from portal.web.labels import label
from portal.web.presenters.county import county_page
from portal.web.presenters.guide_page import guide_page, hospitals_of
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
    item = rulebook.printed_item(f"{found.slug}.{slug}", on=current_context().today)
    return public_page("public/guide.html", guide=guide_page(found, item, hospitals_of(rulebook.item(item.id))))


@blueprint.get("/<county>/<slug>/form")
def blank_form(county: str, slug: str) -> Response:
    """The form to register with, blank, to be printed and filled in by pen; where the item asks for one."""
    found = _county(county)
    ctx = current_context()
    item = rulebook.item(f"{found.slug}.{slug}", on=ctx.today)
    if item.material(DocumentKind.FILING_FORM) is None:
        raise NotFound
    content = forms.blank_form(found, item, ctx.now)
    guide_url = url_for("guides.one_item", county=county, slug=slug)
    return public_page(
        "notices/blank.html", title=content.title, kind=label(content.kind), notice=content, guide_url=guide_url
    )


def _county(slug: str) -> County:
    county = rulebook.catalogue.county(slug)
    if county is None:
        raise NotFound
    return county
