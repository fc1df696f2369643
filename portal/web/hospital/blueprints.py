"""The blueprints of the hospital's area."""

from portal.web.hospital import import_routes, referral_routes

BLUEPRINTS = (referral_routes.blueprint, import_routes.blueprint)
