"""What others reset of one's own account: shown at the next sign-in until one has answered it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select, update
from sqlalchemy.orm import joinedload

from portal.domain.account_resets import IN_EFFECT, ResetAnswer, ResetKind, ResetState
from portal.domain.actor import Context
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.portal_events import PortalEventKind
from portal.models import AccountReset, PortalEvent, Token, User, db
from portal.models.live_sessions import SeenAccount
from portal.models.transaction import transaction
from portal.services import account_resets, sessions

_CARRIED_OUT_BY = {
    ResetKind.PASSWORD: PortalEventKind.PASSWORD_RESET,
    ResetKind.FACTOR: PortalEventKind.FACTOR_SET,
}


MOST_EARLIER = 20


def unanswered_of(ctx: Context, user: User | SeenAccount) -> Sequence[AccountReset]:
    """What took effect and its owner has not answered, and what still waits for a second person; oldest first."""
    is_open = and_(AccountReset.state == ResetState.WAITING, AccountReset.expires_at > ctx.now)
    rows = _of(user).where(AccountReset.answer.is_(None), or_(AccountReset.state.in_(IN_EFFECT), is_open))
    return db.session.scalars(rows.order_by(AccountReset.id)).all()


def answered_of(user: User | SeenAccount) -> Sequence[AccountReset]:
    """What was answered stays to be read, whoever pressed the button; newest first."""
    rows = _of(user).where(AccountReset.answer.is_not(None))
    return db.session.scalars(rows.order_by(AccountReset.id.desc()).limit(MOST_EARLIER)).all()


def _of(user: User | SeenAccount) -> Select[AccountReset]:
    people = AccountReset.account, AccountReset.asked_by, AccountReset.settled_by
    return select(AccountReset).where(AccountReset.account_id == user.id).options(*map(joinedload, people))


def is_owner_known(unanswered: Sequence[AccountReset]) -> bool:
    """Whether who is signed in gave something that only the owner before had: the second factor where the password was
    reset, the password where the second factor was. Where both were, nothing is left that proves it.
    """
    return {reset.kind for reset in unanswered if reset.state in IN_EFFECT} != set(ResetKind)


def carried_out_at(resets: Sequence[AccountReset]) -> Mapping[int, datetime]:
    """When the link of each was used or a second factor set up after it, by the reset's number; none where nobody has
    yet."""
    if not resets:
        return {}
    by_kind = (
        and_(AccountReset.kind == kind, PortalEvent.kind == carried_out)
        for kind, carried_out in _CARRIED_OUT_BY.items()
    )
    is_after = PortalEvent.at >= func.coalesce(AccountReset.settled_at, AccountReset.expires_at)
    rows = (
        select(AccountReset.id, func.min(PortalEvent.at))
        .join(PortalEvent, and_(PortalEvent.account_id == AccountReset.account_id, or_(*by_kind), is_after))
        .where(AccountReset.id.in_([reset.id for reset in resets]))
        .group_by(AccountReset.id)
    )
    return {row[0]: row[1] for row in db.session.execute(rows)}


def recognise(ctx: Context, key: str) -> None:
    """The owner says that it was in order; raises `NotAllowed` where nothing proves that it is the owner."""
    with transaction():
        reset = _own(ctx, key)
        if not is_owner_known(unanswered_of(ctx, reset.account)):
            raise NotAllowed("both_locks_were_reset")
        _answer(ctx, reset, ResetAnswer.RECOGNISED)
        account_resets.record(ctx, PortalEventKind.RESET_RECOGNISED, reset)


def disown(ctx: Context, key: str) -> None:
    """The owner says that it was not: a request is over, a link opens nothing more, every session of theirs ends."""
    with transaction():
        reset = _own(ctx, key)
        if reset.state is ResetState.WAITING:
            account_resets.settle(ctx, reset, ResetState.TAKEN_BACK)
        else:
            _answer(ctx, reset, ResetAnswer.DISOWNED)
            of_the_link = Token.token_index == (reset.link_index or ""), Token.used_at.is_(None)
            db.session.execute(update(Token).where(*of_the_link).values(revoked_at=ctx.now))
        sessions.end_all(ctx, reset.account_id)
        account_resets.record(ctx, PortalEventKind.RESET_DISOWNED, reset)


def _own(ctx: Context, key: str) -> AccountReset:
    user = db.session.get_one(User, ctx.actor.user_id)
    reset = next((each for each in unanswered_of(ctx, user) if each.uid == key), None)
    if reset is None:
        raise NotFound
    return reset


def _answer(ctx: Context, reset: AccountReset, answer: ResetAnswer) -> None:
    """Of two answers at once, one counts."""
    is_open = AccountReset.id == reset.id, AccountReset.answer.is_(None), AccountReset.state.in_(IN_EFFECT)
    values = {"answer": answer, "answered_at": ctx.now}
    if db.session.execute(update(AccountReset).where(*is_open).values(values)).rowcount != 1:  # type: ignore[attr-defined]
        raise NotFound
    db.session.refresh(reset)
