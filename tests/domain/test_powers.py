"""Whose accounts can ever do something, read from the table of permissions."""

import pytest

from portal.domain.policy import Permission
from portal.domain.powers import roles_that_may
from portal.domain.vocabulary import STAFF, WITH_SECOND_FACTOR, Role


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (Permission.SIGNED_IN, set(Role)),
        (Permission.CITIZEN_AREA, {Role.CITIZEN}),
        (Permission.HOSPITAL_AREA, {Role.HOSPITAL}),
        (Permission.EMPLOYER_AREA, {Role.EMPLOYER}),
        (Permission.KIOSK, {Role.TERMINAL}),
        (Permission.MEMBER, set(WITH_SECOND_FACTOR)),
        (Permission.OWN_RECORD_CHANGE, set(STAFF)),
        (Permission.STAFF_ACCOUNTS, {Role.SUPERVISOR}),
        (Permission.API_IN_FORCE, set()),  # by a key, which is no account's
        (Permission.FILING_DECIDE, set()),  # of one filing or another
    ],
)
def test_which_accounts_an_area_can_ever_open_for(permission: Permission, roles: set[Role]) -> None:
    assert roles_that_may(permission) == roles
