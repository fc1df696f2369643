"""The description of the interface, for whoever builds a client; it holds nobody's data and opens without a key."""

from flask import Response

from portal.domain.policy import Permission
from portal.web.api.description import described
from portal.web.guards import guarded_blueprint
from portal.web.interface import as_json

blueprint = guarded_blueprint("api_description", __name__, Permission.PUBLIC, url_prefix="/api/v1")


@blueprint.get("/openapi.json")
def whole() -> Response:
    """OpenAPI 3.1, in the language asked for."""
    return as_json(described())
