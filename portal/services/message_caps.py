"""So many messages a day and no more: to one telephone or mailbox, by one claimant, and in all. What is over waits for
the next day.

A filing with somebody's telephone in it uses up none of what its owner is to hear. What goes to the telephone or
mailbox of the very account it is of has a counter of its own, that nobody else can reach. All else is counted by whose
claim it is, proven or not, for being proven says who filed and not whose the telephone is; and then together, twice:
what filers do by themselves, and what the agency does, so that no answer waits unless the agency gave many that day.

In all is counted twice in the same way, and what a claimant does by themselves, to whatever telephones, has an end far
below: no account has everybody else's messages wait, and filers together none of the agency's.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, func, select

from portal.domain.actor import Context
from portal.domain.errors import TooMany
from portal.domain.messages import BY_ITS_FILERS, OF_THE_ACCOUNT, DailyCap
from portal.domain.spelling import is_mobile, telephone_key
from portal.domain.vocabulary import STAFF
from portal.models import Filing, FilingEvent, Message, User, db
from portal.models.sealed import phone_index
from portal.models.transaction import transaction
from portal.services import throttling
from portal.services.claim_sources import ClaimSource
from portal.services.throttling import Ration

TO_ONE, BY_ONE, IN_ALL = "held_for_one", "held_by_one", "held_for_all"
HELD = frozenset({TO_ONE, BY_ONE, IN_ALL})
"""Why a message waits, in the words of its faults."""
DAY = timedelta(days=1)
_BEGUN, _ANSWERED = "begun", "answered"
"""What filers do by themselves, and what the agency does."""
_Counter = tuple[str, int, str]


def held_until(ctx: Context, cap: DailyCap, message: Message, address: str) -> tuple[str, datetime] | None:
    """Count one more message to that address; or why it is held back, and until when, and then nothing is counted."""
    return _held_until(ctx, tuple(_counters(cap, message, address)))


def replaced_held_until(ctx: Context, cap: DailyCap, phone: str) -> tuple[str, datetime] | None:
    """The same of what a replaced telephone hears: whoever took the account over has used up none of that, and no filer
    either; how many are replaced has an end of its own (`replaced_phones.MOST_A_DAY`)."""
    return _held_until(ctx, ((TO_ONE, cap.to_one, f"{telephone_key(phone)} replaced"), (IN_ALL, cap.in_all, _ANSWERED)))


def _held_until(ctx: Context, counters: Sequence[_Counter]) -> tuple[str, datetime] | None:
    fault = TO_ONE
    try:
        with transaction():
            for fault, most, subject in counters:
                throttling.ration(ctx, Ration(f"messages:{fault}", most, DAY), subject)
    except TooMany as held:
        return fault, ctx.now + timedelta(seconds=int(str(held.values["seconds"])))
    return None


def _counters(cap: DailyCap, message: Message, address: str) -> Iterator[_Counter]:
    """Those of its address: one for what an account hears where it is its own; else that of the claim, and of all. Then
    that of who acted, and that of all who act so."""
    whose = telephone_key(address) if is_mobile(address) else address.lower()
    account = User.id == func.coalesce(Filing.applicant_id, Filing.bound_user_id)
    of_it = select(Filing.claimed_by, User.phone_index).outerjoin(User, account).where(Filing.id == message.filing_id)
    claim = db.session.execute(of_it).one()
    acted = _ANSWERED if _is_of_the_agency(message) else _BEGUN
    if message.whose in OF_THE_ACCOUNT or claim.phone_index == phone_index(address):
        yield TO_ONE, cap.to_one, whose
    else:
        yield TO_ONE, cap.from_one, f"{whose} {acted} {claim.claimed_by}"
        yield TO_ONE, cap.to_one, f"{whose} {acted}"
    if acted == _BEGUN:
        is_for_many = ClaimSource(claim.claimed_by).is_for_many
        yield BY_ONE, cap.by_institution if is_for_many else cap.by_person, claim.claimed_by
    yield IN_ALL, cap.in_all, acted


def _is_of_the_agency(message: Message) -> bool:
    """Whether its desk brought about what the message says, or it is what the agency alone can."""
    if message.kind not in BY_ITS_FILERS:
        return True
    until_then = FilingEvent.filing_id == message.filing_id, FilingEvent.id <= message.event_id
    # whose key files is a clerk by its role, and an institution
    by_desk = and_(FilingEvent.actor_role.in_(STAFF), User.institution_id.is_(None))
    brought_about = select(by_desk).outerjoin(User, User.id == FilingEvent.actor_id)
    brought_about = brought_about.where(*until_then, FilingEvent.to_status.is_not(None))
    return bool(db.session.scalar(brought_about.order_by(FilingEvent.id.desc()).limit(1)))
