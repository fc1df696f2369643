"""A reset that took effect, as two supervisors bring it about."""

from portal.domain.account_resets import ResetKind
from portal.domain.actor import Actor, Context
from portal.domain.vocabulary import Role
from portal.models import User
from portal.services import account_resets, portal_events
from tests.people import NOW, acting

REASON = "本人打电话说忘了"


def operator(county: str = "wenshang") -> Context:
    """Whoever sits at the machine."""
    return Context(Actor(user_id=None, role=Role.SUPERVISOR, county=county, operator="root"), NOW)


def reset_link(chief: User, user: User) -> str:
    """The link by which that account chooses a new password, wanted by a supervisor and confirmed by the operator."""
    reset, token = account_resets.want(acting(chief), user.uid, ResetKind.PASSWORD, REASON)
    return token or account_resets.confirm(operator(portal_events.county_of(user) or ""), user.uid, reset.uid)
