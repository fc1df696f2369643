"""So many messages a day and no more: to one telephone or mailbox, and in all. What is over waits for the next day."""

from datetime import datetime, timedelta

from portal.domain.actor import Context
from portal.domain.errors import TooMany
from portal.domain.messages import DailyCap
from portal.domain.spelling import is_mobile, telephone_key
from portal.services import throttling
from portal.services.throttling import Ration

TO_ONE, IN_ALL = "held_for_one", "held_for_all"
HELD = frozenset({TO_ONE, IN_ALL})
"""Why a message waits, in the words of its faults."""
DAY = timedelta(days=1)


def held_until(ctx: Context, cap: DailyCap, address: str) -> tuple[str, datetime] | None:
    """Count one more message to that address; or why it is held back, and until when."""
    whose = telephone_key(address) if is_mobile(address) else address.lower()
    for fault, most, subject in ((TO_ONE, cap.to_one, whose), (IN_ALL, cap.in_all, "")):
        try:
            throttling.ration(ctx, Ration(f"messages:{fault}", most, DAY), subject)
        except TooMany as held:
            return fault, ctx.now + timedelta(seconds=int(str(held.values["seconds"])))
    return None
