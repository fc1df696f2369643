"""What the same person has already, seen beside a case that is being taken down, before it is entered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, and_, bindparam, case, func, or_

from portal.domain import identity, lifecycle
from portal.domain.actor import Context
from portal.domain.claims import Claims
from portal.domain.policy import Permission, require
from portal.models import Filing, db
from portal.models.listed import LISTED, ListedFiling
from portal.models.sealed import person_index
from portal.services import history, scoping
from portal.services.scoping import Sight

MOST = 3


@dataclass(frozen=True, slots=True)
class Overlap:
    """What the person has, as far as it is shown, and how much more there is."""

    found: Sequence[ListedFiling] = ()
    more: int = 0


def beside(ctx: Context, stated: Claims) -> Overlap:
    """What is undecided of that person in the county, or counts on or after the day the new one begins: what is proven
    first and the newest of it, then what is claimed and the oldest, so that no claim made since crowds it out.

    Nothing before a sound ID number was said. Whoever sees one sees what its person filed, so that is written down.
    """
    require(ctx.actor, Permission.CLERK_AREA)
    id_number = stated.person.id_number or ""
    if identity.fault_of(id_number, ctx.today) is not None:
        return Overlap()
    blanks = {"person": person_index(id_number), "begins": _begins(ctx, stated)}
    statement, blanks = _of(scoping.sight(ctx.actor)), {**scoping.blanks_of(ctx.actor), **blanks}
    rows = db.session.connection().execute(statement, blanks).all()
    if not rows:
        return Overlap()
    found = [ListedFiling._make(columns) for *columns, _in_all in rows]
    history.note_looks(ctx, "search", Filing.id, [each.id for each in found])
    return Overlap(found, rows[0][-1] - len(found))


def _begins(ctx: Context, stated: Claims) -> date:
    return stated.admission.on or stated.begins_on or ctx.today


@cache
def _of(sight: Sight) -> Select[Any]:
    still_counts = or_(Filing.ends_on.is_(None), Filing.ends_on >= bindparam("begins", type_=Date))
    overlaps = or_(Filing.queue_due_on.is_not(None), and_(Filing.status.in_(tuple(lifecycle.IN_FORCE)), still_counts))
    rows = scoping.seen_by(sight).with_only_columns(*LISTED, func.count().over())
    is_proven = Filing.proven_at.is_not(None)
    order = case((is_proven, 0), else_=1), case((is_proven, -Filing.id), else_=Filing.id)
    return rows.where(Filing.person_index == bindparam("person"), overlaps).order_by(*order).limit(MOST)
