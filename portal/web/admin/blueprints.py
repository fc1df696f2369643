"""The blueprints of the supervisor's area."""

from portal.web.admin import (
    account_routes,
    complaint_routes,
    employer_routes,
    health_routes,
    hospital_routes,
    key_routes,
    ledger_routes,
    national_routes,
    overview_routes,
    reset_routes,
    terminal_routes,
)

BLUEPRINTS = (
    overview_routes.blueprint,
    ledger_routes.blueprint,
    national_routes.blueprint,
    complaint_routes.blueprint,
    account_routes.blueprint,
    reset_routes.blueprint,
    hospital_routes.blueprint,
    employer_routes.blueprint,
    key_routes.blueprint,
    terminal_routes.blueprint,
    health_routes.blueprint,
)
