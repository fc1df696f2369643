"""The same request of a system again does nothing more: it is answered by what it did the first time."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Context
from portal.domain.errors import Invalid
from portal.models import ApiRequest, Filing, db
from portal.models.sealed import vault
from portal.models.transaction import transaction


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
    """What that request did already; raises `Invalid` where another one was sent under its name."""
    found = db.session.get(ApiRequest, (ctx.actor.user_id, request.key))
    if found is None:
        return None
    if found.body_index != request.index:
        raise Invalid("request_key_taken")
    return db.session.get_one(Filing, found.filing_id)


def once(ctx: Context, request: Repeatable, act: Callable[[], Filing]) -> Filing:
    """Do it and keep that it was done, both or neither; or answer with what was done before."""
    try:
        with transaction():
            return done_before(ctx, request) or _first(ctx, request, act)
    except IntegrityError:  # PostgreSQL: the same request arrived twice at the same instant, and the other one won
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
