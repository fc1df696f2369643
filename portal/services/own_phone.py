"""Another telephone to sign in by: it is its owner's once they typed the code that was sent to it.

As at registration nobody learns whose it is already (threat E6): its owner is written to, and no code is right.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Context
from portal.domain.errors import Invalid
from portal.domain.identity import masked_phone
from portal.domain.messages import MessageChannel, MessageKind, MessageRefused
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.spelling import telephone, telephone_key
from portal.models import User, db
from portal.models.carried import Carried
from portal.models.sealed import phone_index
from portal.models.transaction import transaction
from portal.services import failed_sign_ins, portal_events, sent_codes, throttling
from portal.services.registration import greeted
from portal.services.throttling import Guess


@dataclass(frozen=True, slots=True)
class NewPhone:
    """The telephone on its way; the browser of whoever typed it carries this, sealed."""

    at: datetime
    phone: str
    code_index: str


_ON_THE_WAY = Carried(NewPhone, "a telephone on its way", sent_codes.GOOD_FOR)


def begin(ctx: Context, phone: str, channel: MessageChannel, client: str, language: str) -> str:
    """Send a code to it; returns what the browser carries until it is typed.

    Raises `Invalid("message_not_sent")` where the channel did not take it, for whatever telephone.
    """
    number, account = telephone(phone), db.session.get_one(User, ctx.actor.user_id).uid
    wanted = Guess("registration_message", telephone_key(number), client)  # one telephone gets no more for two reasons
    throttling.count_apart(ctx, wanted, sent_codes.FROM_ONE, sent_codes.IN_ALL)
    code = sent_codes.new_code()
    known = db.session.scalar(select(User.id).where(User.phone_index == phone_index(number)))
    db.session.rollback()  # no connection is held while the channel works
    try:
        channel.send(greeted(number, code, known is not None, MessageKind.PHONE_CODE, language))
    except MessageRefused:
        raise Invalid("message_not_sent", "phone") from None
    return _ON_THE_WAY.handed_out(NewPhone(ctx.now, number, sent_codes.index(_what(number), code)), account)


def finish(ctx: Context, carried: str, code: str, client: str) -> None:
    """The code that was sent: they sign in by that telephone from now on.

    Raises `Invalid("wrong_phone_code")` for a wrong one, one that is over, and a telephone that has an account.
    """
    account = db.session.get_one(User, ctx.actor.user_id).uid
    waiting = _ON_THE_WAY.taken_back(carried, ctx.now, account)
    if waiting is None:
        raise Invalid("wrong_phone_code", "code")
    counted = throttling.count(ctx, Guess("phone_code", f"{waiting.at.isoformat()}:{waiting.code_index}", client))
    if not sent_codes.is_right(_what(waiting.phone), code, waiting.code_index):
        failed_sign_ins.note_proof(ctx, client, account=db.session.get_one(User, ctx.actor.user_id))
        raise Invalid("wrong_phone_code", "code")
    try:
        _write(ctx, waiting.phone)
    except IntegrityError:
        raise Invalid("wrong_phone_code", "code") from None
    throttling.forgive(counted)


def _write(ctx: Context, phone: str) -> None:
    with transaction():
        user = db.session.get_one(User, ctx.actor.user_id, with_for_update=True)
        changed = PortalEventDetail(before=masked_phone(user.identity.phone), after=masked_phone(phone))
        user.identity, user.phone_index = replace(user.identity, phone=phone), phone_index(phone)
        portal_events.record(ctx, PortalEventKind.PHONE_CHANGED, changed, account=user)


def _what(phone: str) -> str:
    return f"phone:{phone_index(phone)}"
