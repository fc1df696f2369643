"""A supervisor, or whoever runs the machine, resets somebody's password or second factor.

It is a request, which takes effect when a second person confirms it, or when whoever asked has rung its owner. Also for
an account of a hospital: who signs in as one refers people and reads about them. What signs in as the other is shown to
nobody who could use it alone: the link goes to who confirmed, not to who asked, and is good only with the second factor
and with the owner's own ID number, where they told one.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, undefer

from portal.domain.account_resets import OPEN_FOR, ResetAnswer, ResetKind, ResetState
from portal.domain.actor import Context
from portal.domain.errors import NotAllowed, NotFound, Stale
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.powers import roles_that_may
from portal.domain.vocabulary import TokenPurpose
from portal.models import AccountReset, SecondFactor, User, db
from portal.models.account_resets import ResetReason
from portal.models.sealed import token_index
from portal.models.tokens import Secret
from portal.models.transaction import transaction
from portal.services import portal_events, second_factors, sessions, staff_accounts, tokens
from portal.services.throttling import stamp_of

NOTICED_FOR = timedelta(days=30)
"""How long supervisors are shown that an owner disowned a reset."""
_WITH_WHAT_IS_SHOWN = (
    joinedload(AccountReset.asked_by),
    joinedload(AccountReset.account).joinedload(User.second_factor).load_only(SecondFactor.user_id),
    undefer(AccountReset.unanswered),
)
"""Who asked, whose it is, and what decides whether a call back is enough (services/call_backs.py)."""


def want(ctx: Context, uid: str, kind: ResetKind, reason: str) -> tuple[AccountReset, str]:
    """Ask for it; where nobody but the operator is there it takes effect, and the link of a password comes with it."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    try:
        with transaction():
            user = account_of(ctx, uid)
            _require_own_number(ctx)
            if _is_of_whoever_acts(ctx, user):
                raise NotAllowed("reset_not_yourself")
            _let_expire(ctx, user, kind)
            reset = _written(ctx, user, kind, reason)
            record(ctx, PortalEventKind.RESET_WANTED, reset, reason=reason)
            if ctx.actor.user_id is None and not _others(ctx, user):
                return reset, take_effect(ctx, reset, ResetState.AT_ONCE)
            return reset, ""
    except IntegrityError as error:
        raise Stale("reset_waits_already") from error


def _written(ctx: Context, user: User, kind: ResetKind, reason: str) -> AccountReset:
    reset = AccountReset(
        account_id=user.id,
        kind=kind,
        needs_second=True,
        asked_by_id=ctx.actor.user_id,
        asked_at=ctx.now,
        expires_at=ctx.now + OPEN_FOR,
        reason=ResetReason(reason),
        state=ResetState.WAITING,
    )
    db.session.add(reset)
    db.session.flush()
    return reset


def _others(ctx: Context, user: User) -> int:
    """How many could confirm it: accounts of the county that look after accounts, but for its owner's."""
    rows = select(func.count(User.id)).where(
        User.county == ctx.actor.county,
        User.role.in_(roles_that_may(Permission.STAFF_ACCOUNTS)),
        User.disabled_at.is_(None),
        User.id != user.id,
    )
    return db.session.scalar(rows) or 0


def _let_expire(ctx: Context, user: User, kind: ResetKind) -> None:
    db.session.execute(
        update(AccountReset)
        .where(
            AccountReset.account_id == user.id,
            AccountReset.kind == kind,
            AccountReset.state == ResetState.WAITING,
            AccountReset.expires_at <= ctx.now,
        )
        .values(state=ResetState.EXPIRED, settled_at=ctx.now)
    )


def confirm(ctx: Context, uid: str, key: str) -> str:
    """A second person lets it take effect; returns the link of a password, which whoever asked does not see."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    with transaction():
        reset = waiting(ctx, account_of(ctx, uid), key)
        _require_own_number(ctx)
        if _is_of_whoever_acts(ctx, reset.account):
            raise NotAllowed("reset_not_yourself")
        if ctx.actor.user_id == reset.asked_by_id or (reset.asked_by and _is_of_whoever_acts(ctx, reset.asked_by)):
            raise NotAllowed("reset_needs_a_second")
        token = take_effect(ctx, reset, ResetState.CONFIRMED)
        record(ctx, PortalEventKind.RESET_CONFIRMED, reset)
        return token


def _require_own_number(ctx: Context) -> None:
    """Of an account without one nobody knows whether its person is whom the reset is of, or who wanted it."""
    if ctx.actor.user_id is not None and ctx.actor.person_index is None:
        raise NotAllowed("own_number_first")


def _is_of_whoever_acts(ctx: Context, user: User) -> bool:
    """One's own account, or another that the same person has."""
    own = ctx.actor
    return user.id == own.user_id or (own.person_index is not None and user.person_index == own.person_index)


def take_back(ctx: Context, uid: str, key: str) -> None:
    """Whoever asked, or another supervisor, ends a request before it takes effect."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    with transaction():
        reset = waiting(ctx, account_of(ctx, uid), key)
        settle(ctx, reset, ResetState.TAKEN_BACK)
        record(ctx, PortalEventKind.RESET_TAKEN_BACK, reset)


def account_of(ctx: Context, uid: str) -> User:
    """The account, where it is of the county and in use."""
    user = staff_accounts.by_uid(ctx, uid)
    if user.disabled_at is not None:
        raise NotAllowed("account_is_disabled")
    return user


def waiting(ctx: Context, user: User, key: str) -> AccountReset:
    """The request of that name for that account; raises `NotFound`, and says so where it was settled or is over."""
    of_it = AccountReset.uid == key, AccountReset.account_id == user.id
    reset: AccountReset | None = db.session.scalar(select(AccountReset).where(*of_it).options(*_WITH_WHAT_IS_SHOWN))
    if reset is None:
        raise NotFound
    if reset.state is not ResetState.WAITING or reset.expires_at <= ctx.now:
        raise Stale("reset_is_settled")
    return reset


def settle(ctx: Context, reset: AccountReset, state: ResetState, **more: object) -> None:
    """Move a request on from waiting; of two at once, one gets `Stale("reset_is_settled")`."""
    is_waiting = AccountReset.id == reset.id, AccountReset.state == ResetState.WAITING
    values = {"state": state, "settled_by_id": ctx.actor.user_id, "settled_at": ctx.now, **more}
    if db.session.execute(update(AccountReset).where(*is_waiting).values(values)).rowcount != 1:  # type: ignore[attr-defined]
        raise Stale("reset_is_settled")
    db.session.refresh(reset)


def take_effect(ctx: Context, reset: AccountReset, state: ResetState, **more: object) -> str:
    """Do it within the caller's transaction, once it is settled how; returns the link of a password."""
    settle(ctx, reset, state, **more)
    user = reset.account
    if reset.kind is ResetKind.FACTOR:
        second_factors.forget(user)
        sessions.end_all(ctx, user.id)
        portal_events.record(ctx, PortalEventKind.FACTOR_FORGOTTEN, account=user)
        return ""
    token = tokens.make(ctx, TokenPurpose.RESET, grants=Secret(user=user.uid, stamp=stamp_of(user)))
    reset.link_index = token_index(TokenPurpose.RESET, token)
    portal_events.record(ctx, PortalEventKind.RESET_LINK_GIVEN, account=user)
    return token


def record(ctx: Context, kind: PortalEventKind, reset: AccountReset, reason: str = "", called_at: str = "") -> None:
    """One line: what it was, and what it is now."""
    earlier = reset.state if reset.answer else ResetState.WAITING
    before = "" if kind is PortalEventKind.RESET_WANTED else f"{reset.kind}.{earlier}"
    after = f"{reset.kind}.{reset.answer or reset.state}"
    detail = PortalEventDetail(before=before, after=after, reason=reason, called_at=called_at)
    portal_events.record(ctx, kind, detail, account=reset.account)


def of_accounts(ctx: Context, accounts: Sequence[User]) -> tuple[list[AccountReset], list[AccountReset]]:
    """The requests for these accounts that still wait, oldest first; and what their owners lately disowned, in effect
    or before it was, newest first.
    """
    is_open = and_(AccountReset.state == ResetState.WAITING, AccountReset.expires_at > ctx.now)
    was_ended = and_(AccountReset.state == ResetState.TAKEN_BACK, AccountReset.settled_by_id == AccountReset.account_id)
    is_disowned = and_(
        or_(AccountReset.answer == ResetAnswer.DISOWNED, was_ended),
        func.coalesce(AccountReset.answered_at, AccountReset.settled_at) > ctx.now - NOTICED_FOR,
    )
    of_them = AccountReset.account_id.in_([user.id for user in accounts])
    rows = select(AccountReset).where(of_them, or_(is_open, is_disowned)).order_by(AccountReset.id)
    found = db.session.scalars(rows.options(*_WITH_WHAT_IS_SHOWN)).all()
    waiting_still = [reset for reset in found if reset.state is ResetState.WAITING]
    return waiting_still, [reset for reset in reversed(found) if reset.state is not ResetState.WAITING]
