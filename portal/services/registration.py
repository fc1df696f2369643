"""A citizen's account: whoever registers learns nothing of who has one already (threat E6).

Where messages can be sent, the telephone is proven by a code before there is an account. Where not, the answer is the
same for a number that has an account, and signing in then fails as with any wrong password.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.domain import identity
from portal.domain.actor import Context
from portal.domain.consent import CURRENT
from portal.domain.errors import Invalid
from portal.domain.messages import MessageKind, MessageRefused
from portal.domain.portal_events import PortalEventKind
from portal.domain.spelling import figures, shown_name, telephone, telephone_key
from portal.domain.vocabulary import Role
from portal.models import User, db
from portal.models.accounts import Identity
from portal.models.carried import Carried
from portal.models.sealed import person_index, phone_index
from portal.models.transaction import transaction
from portal.services import failed_sign_ins, password_rules, passwords, portal_events, sent_codes, throttling
from portal.services.sent_codes import Carrier, Kept
from portal.services.throttling import Guess


@dataclass(frozen=True, slots=True)
class Registration:
    """What was typed, until its telephone is proven; the browser carries it, sealed."""

    at: datetime
    own: Identity
    password_hash: str
    sent: Kept


_ON_THE_WAY = Carried(Registration, "a registration on its way", sent_codes.GOOD_FOR)


def register(ctx: Context, own: Identity, password: str, address: str) -> None:
    """Make the account, or leave the one there is as it is; both look alike."""
    own, hashed = _taken(ctx, own, password, address)
    with suppress(IntegrityError), transaction():
        _write(ctx, own, hashed)


def begin(ctx: Context, own: Identity, password: str, address: str, carrier: Carrier, language: str) -> str:
    """Send a code to the telephone; returns what the browser carries until it is typed.

    Raises `Invalid("message_not_sent")` where the channel did not take it, for whatever telephone.
    """
    own, hashed = _taken(ctx, own, password, address)
    wanted = Guess(sent_codes.TO_TELEPHONES, telephone_key(own.phone), address)
    code = sent_codes.asked_for(ctx, wanted, carrier.most)
    send(carrier, own.phone, code, MessageKind.REGISTRATION_CODE, language)
    return _ON_THE_WAY.handed_out(Registration(ctx.now, own, hashed, sent_codes.kept(_what(own.phone), code)))


def send(carrier: Carrier, phone: str, code: str, kind: MessageKind, language: str) -> None:
    """The code, by a template of its own where it is of letters; or, to a telephone by which somebody signs in already,
    that it is so: both are sent alike.

    Raises `Invalid("message_not_sent")` where the channel did not take it.
    """
    known = db.session.scalar(select(User.id).where(User.phone_index == phone_index(phone)))
    db.session.rollback()  # no connection is held while the channel works
    which = kind if code.isdecimal() else MessageKind.LETTER_CODE
    outgoing = (which, phone, language, code) if known is None else (MessageKind.IS_REGISTERED, phone, language, "")
    try:
        carrier.channel.send(sent_codes.message(*outgoing))
    except MessageRefused:
        raise Invalid("message_not_sent", "phone") from None


def finish(ctx: Context, carried: str, code: str, address: str) -> User:
    """The code that was sent: now there is an account, and its telephone is its owner's.

    Raises `Invalid("wrong_phone_code")` for a wrong one, one that is over, and a telephone that had an account.
    """
    waiting = _ON_THE_WAY.taken_back(carried, ctx.now)
    if waiting is None:
        raise Invalid("wrong_phone_code", "code")
    this_one = f"{waiting.at.isoformat()}:{waiting.sent.index}"  # another's tries are at another code
    counted = throttling.count(ctx, Guess("registration_code", this_one, address))
    is_live = sent_codes.count_try(ctx, telephone_key(waiting.own.phone), waiting.sent)
    if not (is_live and sent_codes.is_right(_what(waiting.own.phone), code, waiting.sent)):
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
    from_there = f"{telephone_key(own.phone)}@{throttling.line(address)}"
    throttling.count(ctx, Guess("registration", from_there, address))
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


def _what(phone: str) -> str:
    return f"registration:{phone_index(phone)}"
