"""So many messages a day and no more: to one telephone or mailbox, and in all. What is over waits for the next day.

A claim takes nothing from anyone: what nobody has proven is counted apart, by whose claim it is and then all such to
the same address together, so that who files with somebody's telephone uses up none of what its owner is to hear.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from portal.domain.actor import Context
from portal.domain.errors import TooMany
from portal.domain.messages import DailyCap
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
    fault = TO_ONE
    counted = [*_counters(cap, message, address), (IN_ALL, cap.in_all, "")]
    try:
        with transaction():
            for fault, most, subject in counted:
                throttling.ration(ctx, Ration(f"messages:{fault}", most, DAY), subject)
    except TooMany as held:
        return fault, ctx.now + timedelta(seconds=int(str(held.values["seconds"])))
    return None


def _counters(cap: DailyCap, message: Message, address: str) -> Sequence[tuple[str, int, str]]:
    """Those of its address: one for all that is proven, one for what an account files with its own telephone, and two
    for a claim that names somebody's."""
    of_it, is_telephone = Filing.id == message.filing_id, is_mobile(address)
    whose = telephone_key(address) if is_telephone else address.lower()
    account = User.id == func.coalesce(Filing.applicant_id, Filing.bound_user_id)
    unproven = select(Filing.claimed_by, User.phone_index).outerjoin(User, account).where(Filing.proven_at.is_(None))
    claim = db.session.execute(unproven.where(of_it)).one_or_none()
    if claim is None:
        return ((TO_ONE, cap.to_one, whose),)
    of_source = f"{whose} {claim.claimed_by}"
    if is_telephone and claim.phone_index == phone_index(address):
        return ((TO_ONE, cap.to_one, of_source),)
    return ((TO_ONE, cap.from_one, of_source), (TO_ONE, cap.to_one, f"{whose} claims"))
