"""The blueprints of the interface."""

from portal.web.api import description_routes, filing_routes, in_force_routes, referral_routes
from portal.web.api.refusals import say_as_problems

BLUEPRINTS = (
    description_routes.blueprint,
    in_force_routes.blueprint,
    referral_routes.blueprint,
    filing_routes.blueprint,
)

for blueprint in BLUEPRINTS:
    say_as_problems(blueprint)
