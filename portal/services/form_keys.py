"""Each form carries a key of its own: sent again, however often, it answers with the filing it began first."""

from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Context
from portal.models import Filing, db
from portal.services import claim_sources


def begun(ctx: Context, key: str) -> Filing | None:
    """What this account, or anybody of its hospital or unit, began by the same form before."""
    own = claim_sources.own_columns(ctx.actor) or {"entered_by_id": ctx.actor.user_id}
    return db.session.scalar(_begun_by(tuple(own)), {**own, "key": key})


@cache
def _begun_by(own: tuple[str, ...]) -> Select[Filing]:
    is_theirs = (getattr(Filing, name) == bindparam(name) for name in own)
    return select(Filing).where(*is_theirs, Filing.submission_key == bindparam("key"))


def begun_at_once(ctx: Context, key: str | None, error: IntegrityError) -> Filing:
    """PostgreSQL: what the same form, sent twice at once, began first; raises `error` where it is something else."""
    first = begun(ctx, key) if key is not None else None
    if first is None:
        raise error
    return first
