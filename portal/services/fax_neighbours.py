"""Which other faxes of the tray one may belong together with: machines send a long one in two, and a line that breaks
makes two of one."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, func, select, tuple_, union_all

from portal.domain.actor import Context
from portal.domain.errors import NotAllowed
from portal.domain.faxes import FaxState
from portal.domain.policy import Permission, require
from portal.models import Fax, FaxPage, db
from portal.models.crypto import SealBroken

NEAREST = 10
"""So many that came before it, and so many after."""


def of(ctx: Context, fax: Fax) -> Sequence[tuple[Fax, int]]:
    """Those that wait and came next to it, with how many pages of each lie in the tray: from the same machine first,
    then by how soon before or after."""
    require(ctx.actor, Permission.FAX_TRAY)
    key, place = tuple_(Fax.came_at, Fax.id), tuple_(fax.came_at, fax.id)
    waiting = select(Fax.id).where(Fax.county == ctx.actor.county, Fax.state == FaxState.WAITING).limit(NEAREST)
    before = waiting.where(key < place).order_by(Fax.came_at.desc(), Fax.id.desc()).subquery()
    after = waiting.where(key > place).order_by(Fax.came_at, Fax.id).subquery()
    lying = and_(FaxPage.fax_id == Fax.id, FaxPage.filed_at.is_(None))
    count = select(func.count()).where(lying).scalar_subquery()
    rows = select(Fax, count).where(Fax.id.in_(union_all(select(before.c.id), select(after.c.id))))
    sender = _sender(fax)

    def nearness(row: tuple[Fax, int]) -> tuple[bool, timedelta, int]:
        other = row[0]
        return not sender or _sender(other) != sender, abs(other.came_at - fax.came_at), abs(other.id - fax.id)

    return sorted(((other, pages) for other, pages in db.session.execute(rows)), key=nearness)


def named(ctx: Context, number: int | None) -> str:
    """The uid of the one that waits under this number; raises `NotAllowed` where none does."""
    require(ctx.actor, Permission.FAX_TRAY)
    rows = select(Fax.uid).where(Fax.id == number, Fax.county == ctx.actor.county, Fax.state == FaxState.WAITING)
    uid: str | None = db.session.scalar(rows)
    if uid is None:
        raise NotAllowed("no_such_fax_waits")
    return uid


def _sender(fax: Fax) -> str | None:
    """None where it is not legible any more: its own page says so."""
    try:
        sender: str | None = fax.sender
        return sender
    except SealBroken:
        return None
