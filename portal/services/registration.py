"""A citizen's account: whoever registers learns nothing of who has one already (threat E6).

Where messages can be sent, the telephone is proven by a code before there is an account. Where not, the answer is the
same for a number that has an account, and signing in then fails as with any wrong password.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hmac import compare_digest

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.domain import identity
from portal.domain.actor import Context
from portal.domain.consent import CURRENT
from portal.domain.errors import Invalid
from portal.domain.messages import MessageChannel, MessageKind, MessageRefused, OutgoingMessage
from portal.domain.portal_events import PortalEventKind
from portal.domain.spelling import figures, shown_name, telephone, telephone_key
from portal.domain.vocabulary import Role
from portal.models import User, db
from portal.models.accounts import Identity
from portal.models.carried import Carried
from portal.models.sealed import person_index, phone_index, token_index
from portal.models.transaction import transaction
from portal.services import failed_sign_ins, password_rules, passwords, portal_events, throttling
from portal.services.throttling import Guess
from portal.wording.messages import message_text

PROVEN_WITHIN = timedelta(minutes=10)
MESSAGES_FROM_ONE, MESSAGES_IN_ALL = 3, 9
"""Codes sent to one telephone in a quarter of an hour, for whoever is at one address and for everybody together."""


@dataclass(frozen=True, slots=True)
class Registration:
    """What was typed, until its telephone is proven; the browser carries it, sealed."""

    at: datetime
    own: Identity
    password_hash: str
    code_index: str


_ON_THE_WAY = Carried(Registration, "a registration on its way", PROVEN_WITHIN)


def register(ctx: Context, own: Identity, password: str, address: str) -> None:
    """Make the account, or leave the one there is as it is; both look alike."""
    own, hashed = _taken(ctx, own, password, address)
    with suppress(IntegrityError), transaction():
        _write(ctx, own, hashed)


def begin(ctx: Context, own: Identity, password: str, address: str, channel: MessageChannel, language: str) -> str:
    """Send a code to the telephone; returns what the browser carries until it is typed.

    Raises `Invalid("message_not_sent")` where the channel did not take it, for whatever telephone.
    """
    own, hashed = _taken(ctx, own, password, address)
    wanted = Guess("registration_message", telephone_key(own.phone), address)
    throttling.count_apart(ctx, wanted, MESSAGES_FROM_ONE, MESSAGES_IN_ALL)
    code = f"{secrets.randbelow(10**6):06d}"
    known = db.session.scalar(select(User.id).where(User.phone_index == phone_index(own.phone)))
    db.session.rollback()  # no connection is held while the channel works
    try:
        channel.send(_message(own.phone, code if known is None else None, language))
    except MessageRefused:
        raise Invalid("message_not_sent", "phone") from None
    return _ON_THE_WAY.handed_out(Registration(ctx.now, own, hashed, _index(own.phone, code)))


def _message(phone: str, code: str | None, language: str) -> OutgoingMessage:
    """The code, or that there is an account already; at once, whatever the hour, for somebody waits for it."""
    kind = MessageKind.IS_REGISTERED if code is None else MessageKind.REGISTRATION_CODE
    values = {} if code is None else {"code": code}
    return OutgoingMessage(secrets.token_hex(16), phone, kind, language, values, message_text(kind, values, language))


def finish(ctx: Context, carried: str, code: str, address: str) -> User:
    """The code that was sent: now there is an account, and its telephone is its owner's.

    Raises `Invalid("wrong_phone_code")` for a wrong one, one that is over, and a telephone that had an account.
    """
    waiting = _ON_THE_WAY.taken_back(carried, ctx.now)
    if waiting is None:
        raise Invalid("wrong_phone_code", "code")
    this_one = f"{waiting.at.isoformat()}:{waiting.code_index}"  # another's tries are at another code
    counted = throttling.count(ctx, Guess("registration_code", this_one, address))
    if not compare_digest(_index(waiting.own.phone, figures(code)).encode(), waiting.code_index.encode()):
        failed_sign_ins.note_proof(ctx, address)
        raise Invalid("wrong_phone_code", "code")
    try:
        with transaction():
            user = _write(ctx, waiting.own, waiting.password_hash)
    except IntegrityError:
        raise Invalid("wrong_phone_code", "code") from None
    throttling.forgive(counted)
    return user


def _taken(ctx: Context, own: Identity, password: str, address: str) -> tuple[Identity, str]:
    """What was typed, as it is kept; every try counts, whatever becomes of it."""
    number = figures(own.id_number)
    if fault := identity.fault_of(number, ctx.today):
        raise Invalid(fault, "id_number")
    own = replace(own, name=shown_name(own.name), id_number=number, phone=telephone(own.phone))
    password_rules.check(password, own)
    throttling.count(ctx, Guess("registration", f"{telephone_key(own.phone)}@{address}", address))
    db.session.rollback()
    return own, passwords.make_hash(password)


def _write(ctx: Context, own: Identity, password_hash: str) -> User:
    user = User(
        role=Role.CITIZEN,
        phone_index=phone_index(own.phone),
        person_index=person_index(own.id_number),
        identity=own,
        password_hash=password_hash,
        created_at=ctx.now,
        consent_version=CURRENT.name,  # the form goes on with a yes alone
        consented_at=ctx.now,
    )
    db.session.add(user)
    db.session.flush()
    portal_events.record(ctx, PortalEventKind.REGISTERED, account=user)
    return user


def _index(phone: str, code: str) -> str:
    return token_index(f"registration:{phone_index(phone)}", code)
