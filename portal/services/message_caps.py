"""So many messages a day and no more: to one telephone or mailbox, and in all. What is over waits for the next day.

A filing with somebody's telephone in it uses up none of what its owner is to hear. What goes to the telephone or
mailbox of the very account it is of has a counter of its own, that nobody else can reach. All else is counted by whose
claim it is, proven or not, for being proven says who filed and not whose the telephone is; and then together, twice:
what filers do by themselves, and what the agency does, so that no answer waits unless the agency gave many that day.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from portal.domain.actor import Context
from portal.domain.errors import TooMany
from portal.domain.messages import BY_ITS_FILERS, OF_THE_ACCOUNT, DailyCap
from portal.domain.spelling import is_mobile, telephone_key
from portal.models import Filing, Message, User, db
from portal.models.sealed import phone_index
from portal.models.transaction import transaction
from portal.services import throttling
from portal.services.throttling import Ration

TO_ONE, IN_ALL = "held_for_one", "held_for_all"
HELD = frozenset({TO_ONE, IN_ALL})
"""Why a message waits, in the words of its faults."""
DAY = timedelta(days=1)


def held_until(ctx: Context, cap: DailyCap, message: Message, address: str) -> tuple[str, datetime] | None:
    """Count one more message to that address; or why it is held back, and until when, and then nothing is counted."""
    return _held_until(ctx, cap, _counters(cap, message, address))


def replaced_held_until(ctx: Context, cap: DailyCap, phone: str) -> tuple[str, datetime] | None:
    """The same of what a replaced telephone hears: whoever took the account over has used up none of that."""
    return _held_until(ctx, cap, ((TO_ONE, cap.to_one, f"{telephone_key(phone)} replaced"),))


def _held_until(ctx: Context, cap: DailyCap, counters: Sequence[tuple[str, int, str]]) -> tuple[str, datetime] | None:
    fault = TO_ONE
    counted = [*counters, (IN_ALL, cap.in_all, "")]
    try:
        with transaction():
            for fault, most, subject in counted:
                throttling.ration(ctx, Ration(f"messages:{fault}", most, DAY), subject)
    except TooMany as held:
        return fault, ctx.now + timedelta(seconds=int(str(held.values["seconds"])))
    return None


def _counters(cap: DailyCap, message: Message, address: str) -> Sequence[tuple[str, int, str]]:
    """Those of its address: one for what an account hears where it is its own; else that of the claim, and of all."""
    whose = telephone_key(address) if is_mobile(address) else address.lower()
    account = User.id == func.coalesce(Filing.applicant_id, Filing.bound_user_id)
    of_it = select(Filing.claimed_by, User.phone_index).outerjoin(User, account).where(Filing.id == message.filing_id)
    claim = db.session.execute(of_it).one()
    if message.whose in OF_THE_ACCOUNT or claim.phone_index == phone_index(address):
        return ((TO_ONE, cap.to_one, whose),)
    others = f"{whose} {'begun' if message.kind in BY_ITS_FILERS else 'answered'}"
    return ((TO_ONE, cap.from_one, f"{others} {claim.claimed_by}"), (TO_ONE, cap.to_one, others))
