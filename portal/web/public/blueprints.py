"""The blueprints of the pages for everyone."""

from portal.web.public import certificate_routes, field_routes, guide_routes, home_routes, start_routes

BLUEPRINTS = (
    home_routes.blueprint,
    guide_routes.blueprint,
    field_routes.blueprint,
    start_routes.blueprint,
    certificate_routes.blueprint,
)
