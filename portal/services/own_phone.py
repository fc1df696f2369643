"""Another telephone to sign in by: it is its owner's once they typed the code that was sent to it.

As at registration nobody learns whose it is already (threat E6): its owner is written to, and no code is right. The
telephone that it replaces is written to too.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Context
from portal.domain.errors import Invalid
from portal.domain.identity import masked_phone
from portal.domain.messages import MessageKind
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.spelling import telephone, telephone_key
from portal.models import User, db
from portal.models.accounts import Identity
from portal.models.carried import Carried
from portal.models.sealed import phone_index
from portal.models.transaction import transaction
from portal.services import (
    failed_sign_ins,
    password_rules,
    passwords,
    portal_events,
    replaced_phones,
    sent_codes,
    throttling,
)
from portal.services.registration import send
from portal.services.sent_codes import Carrier, Kept
from portal.services.throttling import Guess, stamp_of


@dataclass(frozen=True, slots=True)
class NewPhone:
    """The telephone on its way; the browser of whoever typed it carries this, sealed."""

    at: datetime
    phone: str
    sent: Kept
    stamp: str  # of the password it was checked against


_ON_THE_WAY = Carried(NewPhone, "a telephone on its way", sent_codes.GOOD_FOR)


def begin(ctx: Context, phone: str, password: str, carrier: Carrier, client: str, language: str) -> str:
    """Ask for the password once more, and send a code to it; returns what the browser carries until then.

    Raises `Invalid("password_holds_new_phone")`, and `Invalid("message_not_sent")` where the channel did not take it,
    for whatever telephone.
    """
    number = telephone(phone)
    passwords.check_own(ctx, password)
    user = db.session.get_one(User, ctx.actor.user_id)
    account, stamp = user.uid, stamp_of(user)
    if password_rules.is_held(password, Identity("", phone=number)):
        raise Invalid("password_holds_new_phone", "phone")
    wanted = Guess(sent_codes.TO_TELEPHONES, telephone_key(number), client)
    code = sent_codes.asked_for(ctx, wanted, carrier.most)
    send(carrier, number, code, MessageKind.PHONE_CODE, language)
    return _ON_THE_WAY.handed_out(NewPhone(ctx.now, number, sent_codes.kept(_what(number), code), stamp), account)


def finish(ctx: Context, carried: str, code: str, client: str) -> None:
    """The code that was sent: they sign in by that telephone from now on.

    Raises `Invalid("wrong_phone_code")` for a wrong one, one that is over, and a telephone that has an account.
    """
    user = db.session.get_one(User, ctx.actor.user_id)
    waiting = _ON_THE_WAY.taken_back(carried, ctx.now, user.uid)
    if waiting is None or waiting.stamp != stamp_of(user):  # a new password may hold the new number
        raise Invalid("wrong_phone_code", "code")
    counted = throttling.count(ctx, Guess("phone_code", f"{waiting.at.isoformat()}:{waiting.sent.index}", client))
    is_live = sent_codes.count_try(ctx, telephone_key(waiting.phone), waiting.sent)
    if not (is_live and sent_codes.is_right(_what(waiting.phone), code, waiting.sent)):
        failed_sign_ins.note_proof(ctx, client, account=db.session.get_one(User, ctx.actor.user_id))
        raise Invalid("wrong_phone_code", "code")
    try:
        change(ctx, waiting.phone)
    except IntegrityError:
        raise Invalid("wrong_phone_code", "code") from None
    throttling.forgive(counted)


def change(ctx: Context, phone: str) -> None:
    """It is theirs; raises `IntegrityError` where somebody signs in by it already."""
    with transaction():
        user = db.session.get_one(User, ctx.actor.user_id, with_for_update=True)
        old = user.identity.phone
        changed = PortalEventDetail(before=masked_phone(old), after=masked_phone(phone))
        user.identity, user.phone_index = replace(user.identity, phone=phone), phone_index(phone)
        event = portal_events.record(ctx, PortalEventKind.PHONE_CHANGED, changed, account=user)
        replaced_phones.note(ctx, user, old, event)


def _what(phone: str) -> str:
    return f"phone:{phone_index(phone)}"
