"""The blueprints of the pages for everyone."""

from portal.web.public import field_routes, guide_routes, routes, start_routes

BLUEPRINTS = (routes.blueprint, guide_routes.blueprint, field_routes.blueprint, start_routes.blueprint)
