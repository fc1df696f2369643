"""The second factor of staff: a code that a telephone counts from a shared secret and the time (TOTP, RFC 6238).

A code is good for its half minute and the ones beside it, for clocks differ, and counts once. Ten recovery codes stand
in for a lost telephone, each once; the table holds their keyed indexes and nothing else.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from pyotp import TOTP, random_base32
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Context
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.portal_events import PortalEventKind
from portal.domain.spelling import figures
from portal.models import RecoveryCode, SecondFactor, User, db
from portal.models.carried import Carried
from portal.models.sealed import token_index
from portal.models.second_factors import TotpSecret
from portal.models.transaction import transaction
from portal.services import failed_sign_ins, portal_events, sessions, throttling
from portal.services.throttling import UNKNOWN, Guess, KnownBrowser

ISSUER = "异地就医备案"
"""What an authenticator calls the portal."""
RECOVERY_CODES = 10
_STEP_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Proposal:
    """A secret that its account has not confirmed yet."""

    at: datetime
    base32: str


_OFFERED = Carried(Proposal, "a second factor to be of", timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody who sets the factor up is shown, and the same sealed, for the form to carry meanwhile."""

    base32: str
    uri: str
    sealed: str


def account_of(ctx: Context) -> User:
    """Whose second factor it is: of whoever is signed in, or has given the password so far."""
    return db.session.get_one(User, ctx.actor.halfway_id or ctx.actor.user_id)


def is_set(user: User) -> bool:
    """Whether the account has one."""
    return _of(user) is not None


def codes_left(user: User) -> int:
    """How many recovery codes were not used yet."""
    unused = RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None)
    return int(db.session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0)


def offer(ctx: Context, again: str = "") -> Offer:
    """A new secret for the account; `again` shows one that was offered within the hour once more."""
    user = account_of(ctx)
    before = _OFFERED.taken_back(again, ctx.now, user.uid)
    base32 = before.base32 if before else random_base32()
    uri = TOTP(base32).provisioning_uri(name=user.username or "", issuer_name=ISSUER)
    return Offer(base32, uri, _OFFERED.handed_out(Proposal(ctx.now, base32), user.uid))


def set_up(ctx: Context, sealed: str, code: str) -> tuple[str, ...]:
    """Take what was offered, once a code of it is right; returns the recovery codes, which nobody can read again.

    Whoever gave the password alone cannot take the place of a factor that is there. All sessions of the account end.
    """
    user = account_of(ctx)
    offered = _OFFERED.taken_back(sealed, ctx.now, user.uid)
    if offered is None:
        raise NotAllowed("factor_offer_is_over")
    step = _matching(offered.base32, figures(code), ctx.now)
    if step is None:
        raise Invalid("wrong_first_code", "code")
    try:
        with transaction():
            if ctx.actor.halfway_id is None:
                forget(user)
            return _keep(ctx, user, offered.base32, step)
    except IntegrityError:
        raise NotAllowed("factor_is_set") from None


def _keep(ctx: Context, user: User, base32: str, step: int) -> tuple[str, ...]:
    write(ctx, user, base32, step)
    db.session.flush()
    codes = tuple(f"{secrets.randbelow(10**12):012d}" for _ in range(RECOVERY_CODES))
    write_recovery_codes(user, codes)
    sessions.end_all(ctx, user.id)
    portal_events.record(ctx, PortalEventKind.FACTOR_SET, account=user)
    return codes


def write(ctx: Context, user: User, base32: str, step: int = 0) -> None:
    """The row of a factor whose codes count from the step after this one; inside the caller's transaction."""
    row = SecondFactor(user_id=user.id, secret=TotpSecret(base32), last_step=step, set_at=ctx.now)
    db.session.add(row)


def write_recovery_codes(user: User, codes: Iterable[str]) -> None:
    """The indexes of these, each good for once; inside the caller's transaction."""
    db.session.add_all(RecoveryCode(code_index=_index(user, code), user_id=user.id) for code in codes)


def forget(user: User) -> None:
    """The account has no second factor and no recovery codes any more; inside the caller's transaction."""
    db.session.execute(delete(SecondFactor).where(SecondFactor.user_id == user.id))
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))


def prove(ctx: Context, code: str, address: str, browser: KnownBrowser = UNKNOWN) -> User:
    """The account, whose code of now or whose recovery code that was; neither counts again.

    Raises `Invalid("wrong_factor_code")`, and `TooMany` after too many of them.
    """
    user, typed = account_of(ctx), figures(code)
    known = browser.of(user) or throttling.place_of(ctx, user, address)
    counted = throttling.count(ctx, Guess("second_factor", user.uid, address, known))
    with transaction():
        is_right = _spend_step(ctx, user, typed) or _spend_recovery_code(ctx, user, typed)
    if not is_right:
        failed_sign_ins.note(ctx, user, address)
        raise Invalid("wrong_factor_code", "code")
    throttling.forgive(counted)
    return user


def _spend_step(ctx: Context, user: User, code: str) -> bool:
    factor = _of(user)
    step = _matching(factor.secret.base32, code, ctx.now) if factor else None
    later = update(SecondFactor).where(SecondFactor.user_id == user.id, SecondFactor.last_step < (step or 0))
    return step is not None and _changed_one(later.values(last_step=step))


def _spend_recovery_code(ctx: Context, user: User, code: str) -> bool:
    unused = RecoveryCode.code_index == _index(user, code), RecoveryCode.used_at.is_(None)
    return _changed_one(update(RecoveryCode).where(*unused).values(used_at=ctx.now))


def _changed_one(statement: object) -> bool:
    return bool(db.session.execute(statement).rowcount == 1)  # type: ignore[call-overload]


def _matching(base32: str, code: str, now: datetime) -> int | None:
    """The time step this is the code of: the one of now, or one beside it."""
    totp, current = TOTP(base32), int(now.timestamp()) // _STEP_SECONDS
    near = (current, current - 1, current + 1)
    return next((step for step in near if compare_digest(totp.generate_otp(step).encode(), code.encode())), None)


def _of(user: User) -> SecondFactor | None:
    factor: SecondFactor | None = db.session.scalar(select(SecondFactor).where(SecondFactor.user_id == user.id))
    return factor


def _index(user: User, code: str) -> str:
    return token_index(f"second factor:{user.uid}", code)
