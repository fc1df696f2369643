"""The blueprints of the hospital's area."""

from portal.web.hospital import referral_routes

BLUEPRINTS = (referral_routes.blueprint,)
