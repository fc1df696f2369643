"""A terminal of a county, and somebody who files at it."""

from datetime import timedelta

from portal.domain.actor import STRANGER, Context
from portal.domain.claims import Claims, ContactClaim
from portal.domain.vocabulary import Channel, Role
from portal.models import Terminal
from portal.services import terminals
from tests.people import NOW, SyntheticPerson, insured, just_confirmed, staff

ITEM = "zhenping.long-term-resident"


def terminal(county: str = "zhenping", name: str = "chief") -> tuple[Terminal, str]:
    """One that a supervisor of that county set up, and what its browser keeps."""
    return terminals.set_up(just_confirmed(staff(f"{name}-{county}", county, Role.SUPERVISOR)), "一楼大厅")


def standing_at(secret: str, later: timedelta = timedelta()) -> Context:
    """Whoever stands before it, now or a little later."""
    anonymous = Context(STRANGER, NOW + later, Channel.KIOSK)
    actor = terminals.actor_of(anonymous, secret)
    assert actor is not None, "there is no such terminal"
    return Context(actor, anonymous.now, Channel.KIOSK)


def typed(who: SyntheticPerson) -> Claims:
    """What somebody from 镇平 who lives in 上海 types there."""
    return Claims(
        person=insured(who, "411324"), treatment_place="310000", contact=ContactClaim(None, who.phone, "上海市某路1号")
    )
