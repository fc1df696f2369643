"""The front page, what is done with people's data, and the public list of cases."""

from datetime import datetime

from flask import Response, request, url_for

from portal.domain.errors import NotFound
from portal.domain.policy import Permission
from portal.services import disclosure
from portal.services.disclosure import PublicLine
from portal.services.rulebook import rulebook
from portal.web.addresses import row_number_in
from portal.web.guards import guarded_blueprint
from portal.web.presenters.county import county_choices, county_page
from portal.web.presenters.disclosure import case_line
from portal.web.presenters.privacy import privacy_text
from portal.web.respond import public_page

blueprint = guarded_blueprint("public", __name__, Permission.PUBLIC)


@blueprint.get("/")
def home() -> Response:
    """The three ways in, and the telephones of the county that was chosen."""
    counties = [county_page(county) for county in rulebook.catalogue.counties()]
    chosen = next((each for each in counties if each.slug == request.args.get("county")), None)
    return public_page("public/home.html", choices=county_choices(counties, chosen), chosen=chosen)


@blueprint.get("/privacy")
def privacy() -> Response:
    """What is done with people's data, as they are asked to agree to it."""
    return public_page("public/privacy.html", text=privacy_text())


@blueprint.get("/disclosure")
def public_list() -> Response:
    """办件公示: number tail, item, dates, state."""
    slug = request.args.get("county", "")
    counties = [county_page(county) for county in rulebook.catalogue.counties()]
    chosen = next((each for each in counties if each.slug == slug), None)
    if slug and chosen is None:
        raise NotFound
    rows = disclosure.page(slug, _place(request.args.get("after", ""))) if chosen else []
    shown = rows[: disclosure.PAGE]
    more = url_for("public.public_list", county=slug, after=_after(shown[-1])) if len(rows) > disclosure.PAGE else ""
    first = url_for("public.public_list", county=slug) if request.args.get("after") else ""
    lines = [case_line(row) for row in shown]
    return public_page(
        "public/disclosure.html",
        choices=county_choices(counties, chosen),
        chosen=chosen,
        lines=lines,
        next_url=more,
        first_url=first,
    )


def _after(row: PublicLine) -> str:
    return f"{row.submitted_at:%Y%m%dT%H%M%S.%fZ}-{row.id}"


def _place(text: str) -> tuple[datetime, int] | None:
    """Where a page begins, from an address; anything else begins at the top."""
    instant, _, last = text.partition("-")
    last_id = row_number_in(last)
    try:
        begun = datetime.strptime(instant.removesuffix("Z") + "+0000", "%Y%m%dT%H%M%S.%f%z")
    except ValueError:
        return None
    return (begun, last_id) if last_id is not None else None
