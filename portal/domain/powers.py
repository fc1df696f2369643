"""What an account of some role can ever do, read from the table of permissions."""

from dataclasses import replace

from portal.domain.actor import Actor
from portal.domain.conditions import FilingRelation
from portal.domain.policy import Permission, allowed
from portal.domain.vocabulary import FilingStatus, Role


def roles_that_may(permission: Permission) -> frozenset[Role]:
    """Whose accounts can ever do that to a filing, as the table has it, with everything else in their favour."""
    filing = FilingRelation(
        county=_SOME,
        status=FilingStatus.SUBMITTED,
        is_sent=True,
        applicant_id=None,
        bound_user_id=None,
        hospital_id=1,
        employer_id=1,
        keyed_by_id=None,
        accepted_by_id=None,
        person_index=None,
        agent_index=None,
        number=_SOME,
    )
    return frozenset(role for role in Role if allowed(_in_favour(role), permission, filing))


_SOME = "some"


def _in_favour(role: Role) -> Actor:
    verified = Actor(1, role, _SOME, hospital_id=1, person_index=_SOME, is_verified=True, is_confirmed=True)
    return replace(verified, employer_id=1, at_hand=_SOME)
