"""The blueprints of signing in and of one's own account."""

from portal.web.account import (
    account_routes,
    closing_routes,
    factor_routes,
    own_data_routes,
    own_messages_routes,
    own_phone_routes,
    own_reset_routes,
    parked_routes,
    recovery_routes,
    registration_routes,
    session_routes,
    staff_record_routes,
)

BLUEPRINTS = (
    account_routes.blueprint,
    closing_routes.blueprint,
    factor_routes.blueprint,
    own_data_routes.blueprint,
    own_messages_routes.blueprint,
    own_phone_routes.blueprint,
    own_reset_routes.blueprint,
    parked_routes.blueprint,
    recovery_routes.blueprint,
    registration_routes.blueprint,
    session_routes.blueprint,
    staff_record_routes.blueprint,
)
