"""The way back into a citizen's account from far away: a code that the office reads out.

The office rings the telephone of the account back, or sees the card at the window, and hears or sees who it is; never
an ID number alone. Each code is an event of the filing by which the office knows the account.
"""

from sqlalchemy import select

from portal.domain import spelling
from portal.domain.actor import Context
from portal.domain.errors import Invalid, NotAllowed, NotFound
from portal.domain.policy import Permission
from portal.domain.portal_events import PortalEventKind
from portal.domain.spelling import telephone_key
from portal.domain.vocabulary import EventKind, Role
from portal.models import Filing, User, db
from portal.models.sealed import phone_index
from portal.models.transaction import transaction
from portal.services import (
    accounts,
    failed_sign_ins,
    history,
    password_rules,
    passwords,
    portal_events,
    scoping,
    sessions,
    throttling,
    tokens,
)
from portal.services.throttling import UNKNOWN, Guess, KnownBrowser

MOST_CODES = 100
"""Tries at one account's code of eight digits in a quarter of an hour, from wherever; it lives twice as long."""


def account_of(ctx: Context, number: str) -> User:
    """The citizen's account behind a filing of this office; `NotFound` where it came without one."""
    return _owner(scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW))


def look_at_account(ctx: Context, number: str) -> User:
    """The same, for a clerk who is to ring its telephone; the look is written down."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
        history.record_reveal(ctx, filing.id, filing.county, "account_phone")
        return _owner(filing)


def give_code(ctx: Context, number: str, last_four: str) -> str:
    """The code to read out to whoever answered the telephone of the account and knew its last four; live at once."""
    user = account_of(ctx, number)
    counted = throttling.count(ctx, Guess("recovery_given", user.uid))
    if spelling.last_four(last_four) != user.identity.id_number[-4:]:
        failed_sign_ins.note_proof(ctx, account=user)
        raise Invalid("last_four_differ", "last_four")
    throttling.forgive(counted)
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
        code = tokens.make_code(ctx, _owner(filing))
        history.record(ctx, filing, EventKind.RECOVERY_CODE)
        return code


def recover(ctx: Context, phone: str, code: str, password: str, address: str, browser: KnownBrowser = UNKNOWN) -> User:
    """Choose a new password by telephone and code; every session of the account ends.

    An unknown telephone, a wrong code and one that is over are refused alike, and slowed down.
    """
    password_rules.check(password)
    owner: User | None = db.session.scalar(select(User).where(User.phone_index == phone_index(phone)))
    guess = Guess("recovery", telephone_key(phone), address, browser.of(owner))
    counted = throttling.count_apart(ctx, guess, throttling.PER_SUBJECT, MOST_CODES)
    hashed = passwords.make_hash(password)
    try:
        with transaction():
            of_phone = select(User).where(User.phone_index == phone_index(phone))
            user: User | None = db.session.scalar(of_phone.with_for_update(of=User))  # of two codes at once one counts
            if user is None or user.disabled_at is not None:
                raise NotFound
            tokens.use(ctx, tokens.find_code(ctx, user, code))
            password_rules.check(password, user.identity, user.username)  # after the code: it would tell who they are
            user.password_hash = hashed
            sessions.end_all(ctx, user.id)
            portal_events.record(ctx, PortalEventKind.PASSWORD_RECOVERED, account=user)
    except NotFound:
        failed_sign_ins.note(ctx, owner, address)
        raise NotAllowed("wrong_recovery_code") from None
    throttling.forgive(counted)
    throttling.forget("login", user.uid)
    return user


def _owner(filing: Filing) -> User:
    user = accounts.account_of(filing)
    if user is None or user.role is not Role.CITIZEN or user.disabled_at is not None:
        raise NotFound
    return user
