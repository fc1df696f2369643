"""The blueprints of the clerk's desk."""

from portal.web.clerk import (
    approving_routes,
    assigning_routes,
    call_routes,
    chasing_routes,
    correction_routes,
    deciding_routes,
    fax_order_routes,
    fax_routes,
    filing_routes,
    intake_routes,
    mending_routes,
    message_routes,
    queue_routes,
    receiving_routes,
    recovery_routes,
    starting_routes,
)

BLUEPRINTS = (
    queue_routes.blueprint,
    message_routes.blueprint,
    filing_routes.blueprint,
    assigning_routes.blueprint,
    call_routes.blueprint,
    chasing_routes.blueprint,
    approving_routes.blueprint,
    deciding_routes.blueprint,
    correction_routes.blueprint,
    mending_routes.blueprint,
    receiving_routes.blueprint,
    intake_routes.blueprint,
    recovery_routes.blueprint,
    starting_routes.blueprint,
    fax_routes.blueprint,
    fax_order_routes.blueprint,
)
