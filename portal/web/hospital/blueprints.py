"""The blueprints of the hospital's area."""

from portal.web.hospital import diagnosis_routes, import_routes, referral_routes, search_routes, signing_routes

BLUEPRINTS = (
    referral_routes.blueprint,
    search_routes.blueprint,
    signing_routes.blueprint,
    import_routes.blueprint,
    diagnosis_routes.blueprint,
)
