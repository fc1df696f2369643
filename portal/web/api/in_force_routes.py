"""Whether a filing is in force for one person on one day: yes or no, and of a yes the type, the place and the days."""

from flask import Response

from portal.adapters import divisions
from portal.domain import fact_rules
from portal.domain.actor import Context
from portal.domain.policy import Permission
from portal.services import coverage
from portal.services.coverage import Inquiry
from portal.services.in_force import InForce
from portal.web.api.bodies import body_reader, require_sound
from portal.web.guards import current_context, guarded_blueprint
from portal.web.interface import as_json

blueprint = guarded_blueprint("api_in_force", __name__, Permission.API_IN_FORCE, url_prefix="/api/v1")


@blueprint.post("/in-force")
def ask() -> Response:
    """Number and name both, and the day; a POST, so that neither stands in an address."""
    ctx = current_context()
    found = coverage.ask(ctx, _inquiry(ctx))
    return as_json({"in_force": bool(found), "filings": [_shown(each) for each in found]})


def _inquiry(ctx: Context) -> Inquiry:
    reader = body_reader()
    number, name = reader.id_number("id_number"), reader.name("name")
    on, place = reader.day("on"), reader.division("treatment_place", divisions.GAZETTEER)
    for key in ("id_number", "name", "on"):
        reader.required(key)
    if number is not None:
        reader.blame(fact_rules.id_number_fault("id_number", number, ctx.today))
    require_sound(reader)
    assert number is not None
    assert name is not None
    assert on is not None
    return Inquiry(name, number, on, place)


def _shown(each: InForce) -> dict[str, str | None]:
    place, term = each.treatment_place, each.term
    return {
        "filing_type": each.filing_type.value,
        "treatment_place": place,
        "treatment_place_name": divisions.name(place) if place else None,
        "begins_on": term.begins_on.isoformat() if term.begins_on else None,
        "ends_on": term.ends_on.isoformat() if term.ends_on else None,
    }
