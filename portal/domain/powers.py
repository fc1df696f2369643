"""What an account of some role can ever do, read from the table of permissions."""

from dataclasses import replace

from portal.domain.actor import Actor
from portal.domain.policy import Permission, allowed
from portal.domain.vocabulary import Role

_IN_FAVOUR = Actor(1, None, "some", hospital_id=1, employer_id=1, is_confirmed=True)


def roles_that_may(permission: Permission) -> frozenset[Role]:
    """Whose accounts an area can ever open for, as the table has it, with everything else in their favour."""
    return frozenset(role for role in Role if allowed(replace(_IN_FAVOUR, role=role), permission))
