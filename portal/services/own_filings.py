"""A citizen's own filings, newest first, a page at a time."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select, union
from sqlalchemy.orm import aliased

from portal.domain.actor import Context
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing, db
from portal.models.base import written_out
from portal.models.listed import LISTED, ListedFiling, Origin
from portal.services import origins, scoping
from portal.services.scoping import Sight

PAGE = 20
_OF_IT = len(LISTED)
_NEAR = union(
    select(Filing.id).where(Filing.applicant_id == bindparam("actor_id")),
    select(Filing.id).where(Filing.bound_user_id == bindparam("actor_id")),
    select(Filing.id).where(Filing.person_index == bindparam("actor_index")),
)
"""Every filing that may be somebody's own, each kind by its index; asked for with OR, SQLite reads the whole table.

Which of them are to be seen is for `scoping` to say.
"""


class FilingOfMine(NamedTuple):
    """One of them, and what it was begun from, while it waits."""

    filing: ListedFiling
    origin: Origin | None


def page(ctx: Context, older_than: str | None = None) -> Sequence[FilingOfMine]:
    """One page and one row more, which tells whether there is a next; `older_than` is a filing's number."""
    rows = _newest if older_than is None else _older
    blanks = {**scoping.blanks_of(ctx.actor), "older_than": older_than, "most": PAGE + 1}
    found = db.session.connection().execute(rows(scoping.sight(ctx.actor)), blanks).all()
    return [FilingOfMine(ListedFiling._make(row[:_OF_IT]), _origin(row[_OF_IT:])) for row in found]


def _origin(columns: Sequence[Any]) -> Origin | None:
    origin = Origin._make(columns)
    return origin if origin.number else None


@cache
def _newest(sight: Sight) -> Select[Any]:
    before = aliased(Filing)
    rows = scoping.seen_by(sight).with_only_columns(*LISTED, *origins.columns_of_origin(before))
    rows = rows.outerjoin(before, origins.waits_upon(before)).where(Filing.id.in_(_NEAR))
    return rows.order_by(Filing.id.desc()).limit(bindparam("most"))


@cache
def _older(sight: Sight) -> Select[Any]:
    """Of a number that is not to be seen there is nothing after, as of one that never was."""
    named = scoping.seen_by(sight).where(Filing.number == bindparam("older_than"))
    last = named.with_only_columns(Filing.id).scalar_subquery()
    return _newest(sight).where(Filing.id < last)


def draft_of(ctx: Context, item_id: str) -> Filing | None:
    """The newest draft of the item that this account began and did not send in."""
    rows = select(Filing).where(
        Filing.applicant_id == ctx.actor.user_id,
        Filing.item_id == item_id,
        Filing.status == written_out(FilingStatus.DRAFT),
    )
    found: Filing | None = db.session.scalar(rows.order_by(Filing.id.desc()).limit(1))
    return found
