"""The blueprints of the pages for everyone."""

from portal.web.public import guide_routes, routes, start_routes

BLUEPRINTS = (routes.blueprint, guide_routes.blueprint, start_routes.blueprint)
