"""The blueprints of following a filing without an account."""

from portal.web.following import progress_routes

BLUEPRINTS = (progress_routes.blueprint,)
