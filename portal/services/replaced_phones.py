"""The telephone by which an account was signed in or its owner rung until now hears that it was replaced.

Its number is kept with the account until then, and no longer.
"""

from dataclasses import replace
from datetime import timedelta
from math import ceil

from sqlalchemy import Select, select

from portal.domain.actor import Context
from portal.domain.errors import TooMany
from portal.domain.messages import MessageKind, MessageNotTaken, MessageRefused, OutgoingMessage
from portal.domain.spelling import is_mobile
from portal.domain.tasks import Task
from portal.models import OutboxMessage, PortalEvent, User, db
from portal.models.accounts import ReplacedPhone
from portal.models.transaction import transaction
from portal.services import message_caps, outbox, throttling
from portal.services.messages import Messenger, identity_of
from portal.services.outbox import MOST_TRIES, Claim
from portal.services.throttling import Ration
from portal.wording.messages import message_text
from portal.wording.translation import SOURCE_LANGUAGE

MOST_A_DAY = Ration("telephone replaced", 10, timedelta(days=1))
"""Of one account: each is a text to whatever telephone stood there."""


def note(ctx: Context, user: User, phone: str, event: PortalEvent) -> None:
    """That one was replaced, which that event says; inside the caller's transaction. Raises `TooMany`."""
    if is_mobile(phone):
        _count(ctx, user)
        waiting = (*user.identity.replaced_phones, ReplacedPhone(event.uid, phone))
        user.identity = replace(user.identity, replaced_phones=waiting)
        outbox.put(ctx, Task.PHONE_REPLACED, event.uid)


def _count(ctx: Context, user: User) -> None:
    try:
        throttling.ration(ctx, MOST_A_DAY, user.uid)
    except TooMany as often:
        seconds = often.retry_after
        raise TooMany("telephone_replaced_often", hours=ceil(seconds / 3600), seconds=seconds) from None


def write_to(ctx: Context, claimed: Claim, messenger: Messenger) -> None:
    """One of them, in the hours and within the caps of all messages; nothing of an account that is gone meanwhile."""
    outgoing = _outgoing(claimed.subject)
    if outgoing is None or messenger.channel is None:
        _end(ctx, claimed)
        return
    if (awake_at := messenger.quiet.over_at(ctx.now)) > ctx.now:
        outbox.put_off(claimed, awake_at)
        return
    fault = select(OutboxMessage.fault).where(OutboxMessage.uid == claimed.uid)
    is_counted = db.session.scalar(fault) is not None  # once, not at each try
    if not is_counted and (held := message_caps.replaced_held_until(ctx, messenger.cap, outgoing.address)):
        outbox.put_off(claimed, held[1])
        return
    db.session.rollback()  # no connection is held while it takes its time
    try:
        messenger.channel.send(outgoing)
    except MessageNotTaken as not_taken:
        if claimed.attempts < MOST_TRIES:
            outbox.postpone(ctx, claimed, not_taken.code)
            return
    except MessageRefused:
        pass  # a number that takes none, and nobody is to be rung: its owner may have given it up
    _end(ctx, claimed)


def _outgoing(event_uid: str) -> OutgoingMessage | None:
    """What it hears, under the same key however often it is sent."""
    identity = identity_of(db.session.scalar(_account_of(event_uid)))
    phone = next((each.phone for each in identity.replaced_phones if each.event == event_uid), None)
    language, kind = identity.language or SOURCE_LANGUAGE, MessageKind.PHONE_REPLACED
    return OutgoingMessage(event_uid, phone, kind, language, {}, message_text(kind, {}, language)) if phone else None


def _end(ctx: Context, claimed: Claim) -> None:
    with transaction():
        outbox.finish(ctx, claimed)
        forget(ctx, claimed)


def forget(_ctx: Context, claimed: Claim) -> None:
    """Whatever became of it, its number is needed no longer; inside the caller's transaction."""
    user: User | None = db.session.scalar(_account_of(claimed.subject).with_for_update(of=User))
    identity = identity_of(user)
    left = tuple(each for each in identity.replaced_phones if each.event != claimed.subject)
    if user is not None and left != identity.replaced_phones:
        user.identity = replace(identity, replaced_phones=left)


def _account_of(event_uid: str) -> Select[User]:
    return select(User).join(PortalEvent, PortalEvent.account_id == User.id).where(PortalEvent.uid == event_uid)
