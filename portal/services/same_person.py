"""Other filings of the person whose filing is looked at."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import Select, and_, bindparam, case, select

from portal.domain.actor import Context
from portal.models import Filing, db
from portal.services import history, scoping
from portal.services.scoping import Sight

MOST = 100
"""No more are read."""
_OTHER = Filing.__table__.alias()
HAS_OTHERS = select(_OTHER.c.id).where(_OTHER.c.person_index == Filing.person_index, _OTHER.c.id != Filing.id).exists()
"""Whether there is another filing of the person of the one that a statement reads, in whichever county."""


class OthersRead(NamedTuple):
    """Other filings of the same person, and the numbers of those whose look of today is written down."""

    filings: Sequence[Filing] = ()
    noted: frozenset[str] = frozenset()


def others(ctx: Context, filing: Filing) -> OthersRead:
    """Other filings of the same person in this county: first those that wait for the same decision, what is proven
    before what is claimed and the oldest before what came after it; then the rest, newest first.

    So nobody fills the screen with claims of theirs, withdrawn and made anew, until another is no longer seen.
    """
    if filing.person_index is None:
        return OthersRead()
    blanks = {**scoping.blanks_of(ctx.actor), "person": filing.person_index, "but": filing.id, "item": filing.item_id}
    rows = db.session.execute(_others_of(scoping.sight(ctx.actor)), {**blanks, **history.at_screen(ctx)}).all()
    return OthersRead([row[0] for row in rows], frozenset(row[0].number for row in rows if row[1]))


@cache
def _others_of(sight: Sight) -> Select[Filing, bool]:
    rows = scoping.seen_by(sight).where(Filing.person_index == bindparam("person"), Filing.id != bindparam("but"))
    waits_beside_it = and_(Filing.queue_due_on.is_not(None), Filing.item_id == bindparam("item"))
    is_proven = Filing.proven_at.is_not(None)
    rank = case((and_(waits_beside_it, is_proven), 0), (waits_beside_it, 1), else_=2)
    rows = rows.order_by(rank, case((waits_beside_it, Filing.id), else_=-Filing.id)).limit(MOST)
    return rows.add_columns(history.IS_NOTED)
