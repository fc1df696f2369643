"""A citizen's account: whoever registers learns nothing of who has one already (threat E6).

Where messages can be sent, the telephone is proven by a code before there is an account. Where not, the answer is the
same for a number that has an account, and signing in then fails as with any wrong password.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.domain import identity
from portal.domain.actor import Context
from portal.domain.consent import CURRENT
from portal.domain.errors import Invalid
from portal.domain.portal_events import PortalEventKind
from portal.domain.spelling import figures, shown_name, telephone, telephone_key
from portal.domain.vocabulary import Role
from portal.models import User, db
from portal.models.accounts import Identity
from portal.models.carried import Carried
from portal.models.sealed import person_index, phone_index, token_index
from portal.models.transaction import transaction
from portal.services import password_rules, passwords, portal_events, throttling
from portal.services.throttling import Guess

PROVEN_WITHIN = timedelta(minutes=10)


class MessageChannel(Protocol):
    """Carries a short text to a telephone."""

    def send(self, phone: str, text: str) -> None:
        """Hand the text over; comes back before it has arrived."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What is sent: `code` has the code in it, the other goes to a telephone that has an account already."""

    code: Callable[[str], str]
    is_registered: str


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


def begin(ctx: Context, own: Identity, password: str, address: str, channel: MessageChannel, texts: Texts) -> str:
    """Send a code to the telephone; returns what the browser carries until it is typed."""
    own, hashed = _taken(ctx, own, password, address)
    code = f"{secrets.randbelow(10**6):06d}"
    known = db.session.scalar(select(User.id).where(User.phone_index == phone_index(own.phone)))
    db.session.rollback()  # no connection is held while the channel works
    channel.send(own.phone, texts.code(code) if known is None else texts.is_registered)
    return _ON_THE_WAY.handed_out(Registration(ctx.now, own, hashed, _index(own.phone, code)))


def finish(ctx: Context, carried: str, code: str, address: str) -> User:
    """The code that was sent: now there is an account, and its telephone is its owner's.

    Raises `Invalid("wrong_phone_code")` for a wrong one, one that is over, and a telephone that had an account.
    """
    waiting = _ON_THE_WAY.taken_back(carried, ctx.now)
    if waiting is None:
        raise Invalid("wrong_phone_code", "code")
    counted = throttling.count(ctx, Guess("registration_code", telephone_key(waiting.own.phone), address))
    if not compare_digest(_index(waiting.own.phone, figures(code)).encode(), waiting.code_index.encode()):
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
    own = Identity(shown_name(own.name), number, telephone(own.phone))
    password_rules.check(password, own)
    throttling.count(ctx, Guess("registration", telephone_key(own.phone), address))
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
