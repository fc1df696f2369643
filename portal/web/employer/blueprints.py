"""The blueprints of the area of units."""

from portal.web.employer import home_routes, import_routes

BLUEPRINTS = (home_routes.blueprint, import_routes.blueprint)
