"""The blueprints of the citizen's area."""

from portal.web.citizen import (
    check_routes,
    document_routes,
    feedback_routes,
    filing_routes,
    home_routes,
    person_routes,
    qr_routes,
    return_routes,
    start_routes,
    stay_routes,
)

BLUEPRINTS = (
    start_routes.blueprint,
    person_routes.blueprint,
    stay_routes.blueprint,
    check_routes.blueprint,
    document_routes.blueprint,
    home_routes.blueprint,
    filing_routes.blueprint,
    qr_routes.blueprint,
    return_routes.blueprint,
    feedback_routes.blueprint,
)
