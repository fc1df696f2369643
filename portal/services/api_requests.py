"""The same request of a system again does nothing more: it is answered by what it did the first time."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Actor, Context
from portal.domain.errors import DomainError, Invalid
from portal.models import ApiRequest, Filing, User, db
from portal.models.sealed import vault
from portal.models.transaction import transaction
from portal.services import claim_sources


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A request under the name its sender gave it, and what it says."""

    key: str
    body: bytes

    @property
    def index(self) -> str:
        """Tells another body from this one, and nothing of either."""
        return vault.keyring.index("api:body", self.body.hex())


def done_before(ctx: Context, request: Repeatable) -> Filing | None:
    """What that request did already; raises `Invalid` where this key sent another one under its name.

    A name is of the key that used it. The same request by another key of the same institution, which a renewed one
    sends, is the same; another one of that name is another key's own affair.
    """
    if ctx.actor.user_id is None:
        return None
    same_body = and_(ApiRequest.body_index == request.index, ApiRequest.user_id.in_(_accounts_beside(ctx.actor)))
    rows = select(ApiRequest).where(
        ApiRequest.request_key == request.key, or_(ApiRequest.user_id == ctx.actor.user_id, same_body)
    )
    found = db.session.scalars(rows.order_by(ApiRequest.user_id != ctx.actor.user_id).limit(1)).first()
    if found is None:
        return None
    if found.body_index != request.index:
        raise Invalid("request_key_taken")
    return db.session.get_one(Filing, found.filing_id)


def _accounts_beside(actor: Actor) -> Select[int]:
    """Of the keys of the same institution."""
    own = claim_sources.own_columns(actor)
    conditions = [getattr(User, name) == value for name, value in own.items()]
    return select(User.id).where(*conditions or (false(),))


def once(ctx: Context, request: Repeatable, act: Callable[[], Filing]) -> Filing:
    """Do it and keep that it was done, both or neither; or answer with what was done before."""
    try:
        with transaction():
            return done_before(ctx, request) or _first(ctx, request, act)
    except (IntegrityError, DomainError):  # PostgreSQL: the same request, sent twice at the same instant, may have won
        first = done_before(ctx, request)
        if first is None:
            raise
        return first


def _first(ctx: Context, request: Repeatable, act: Callable[[], Filing]) -> Filing:
    filing = act()
    assert ctx.actor.user_id is not None
    db.session.add(
        ApiRequest(
            user_id=ctx.actor.user_id,
            request_key=request.key,
            body_index=request.index,
            filing_id=filing.id,
            at=ctx.now,
        )
    )
    db.session.flush()
    return filing
