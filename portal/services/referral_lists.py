"""The lists of a hospital's referrals: newest first but for what ends soon, a page at a time, by an index each."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    exists,
    or_,
    select,
    tuple_,
    union_all,
)

from portal.domain import lifecycle
from portal.domain.actor import Context
from portal.domain.policy import Permission, require
from portal.domain.validity import add_months
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing, SlipSigning, db
from portal.models.base import written_out
from portal.models.institution_indexes import ENDS
from portal.models.listed import LISTED, ListedFiling
from portal.services import scoping
from portal.services.scoping import Sight

MOST = 50
_TODAY = bindparam("today", type_=Date)


def _is(status: FilingStatus) -> ColumnElement[bool]:
    return Filing.status == written_out(status)


_UNSENT = and_(_is(FilingStatus.DRAFT), Filing.data_key.is_not(None))
"""What was kept too long is erased, and none."""
_PUT_UP = exists().where(SlipSigning.filing_id == Filing.id)
_APPROVED = _is(FilingStatus.APPROVED)
_REPLACED = _is(FilingStatus.SUPERSEDED)
_HAS_NO_END = Filing.ends_on.is_(None)
_KINDS: Mapping[str, Sequence[ColumnElement[bool]]] = {
    "in review": [_is(FilingStatus.SUBMITTED), _is(FilingStatus.ACCEPTED)],
    "returned": [
        _is(FilingStatus.CORRECTION_REQUESTED),
        and_(_UNSENT, _PUT_UP.where(SlipSigning.next_signer.is_(None))),
    ],
    "waiting": [and_(_UNSENT, ~_PUT_UP)],
    "in force": [
        and_(_APPROVED, or_(_HAS_NO_END, Filing.ends_on >= _TODAY)),
        and_(_REPLACED, Filing.ends_on >= _TODAY),
    ],
    "ended": [
        and_(_APPROVED, Filing.ends_on < _TODAY),
        and_(_REPLACED, or_(_HAS_NO_END, Filing.ends_on < _TODAY)),
        *(_is(status) for status in sorted(lifecycle.CLOSED - {FilingStatus.SUPERSEDED})),
    ],
}
"""What stands on each list, each kind found by the index of states."""


def in_review(ctx: Context, after_id: int | None = None, most: int = MOST) -> list[ListedFiling]:
    """What the agency has before it."""
    return _page(ctx, "in review", after_id, most)


def returned(ctx: Context, after_id: int | None = None, most: int = MOST) -> list[ListedFiling]:
    """What came back to the hospital: from the agency, and from one of its own who did not sign it so."""
    return _page(ctx, "returned", after_id, most)


def waiting(ctx: Context, after_id: int | None = None, most: int = MOST) -> list[ListedFiling]:
    """What came by a spreadsheet and waits for the scan of its slip; nobody was to sign it yet."""
    return _page(ctx, "waiting", after_id, most)


def in_force(ctx: Context, after_id: int | None = None, most: int = MOST) -> list[ListedFiling]:
    """Those whose last day is not over: approved ones, and those replaced by one that begins later."""
    return _page(ctx, "in force", after_id, most)


def ended(ctx: Context, after_id: int | None = None, most: int = MOST) -> list[ListedFiling]:
    """Those that count no longer: closed in any way, or past their last day."""
    return _page(ctx, "ended", after_id, most)


def ending(ctx: Context, after_id: int | None = None, most: int = MOST) -> list[ListedFiling]:
    """Approved ones whose last day lies within a month, the next to end first."""
    return _read(ctx, _ending(scoping.sight(ctx.actor), after_id is not None), after_id, most)


def _page(ctx: Context, kinds: str, after_id: int | None, most: int) -> list[ListedFiling]:
    return _read(ctx, _newest(scoping.sight(ctx.actor), kinds, after_id is not None), after_id, most)


def _read(ctx: Context, rows: Select[Any], after_id: int | None, most: int) -> list[ListedFiling]:
    require(ctx.actor, Permission.HOSPITAL_AREA)
    days = {"today": ctx.today, "a_month_on": add_months(ctx.today, 1)}
    blanks = {**scoping.blanks_of(ctx.actor), **days, "after_id": after_id, "most": most}
    return [ListedFiling._make(row) for row in db.session.connection().execute(rows, blanks)]


@cache
def _newest(sight: Sight, kinds: str, follows: bool) -> Select[Any]:
    """The newest of each kind, and of these the newest: together they would be sorted, however many there are."""
    most: BindParameter[int] = bindparam("most")
    seen = scoping.seen_by(sight).with_only_columns(Filing.id).order_by(Filing.id.desc()).limit(most)
    if follows:
        seen = seen.where(Filing.id < bindparam("after_id"))
    newest = union_all(*(select(seen.where(kind).subquery().c.id) for kind in _KINDS[kinds])).subquery()
    return select(*LISTED).where(Filing.id.in_(select(newest.c.id))).order_by(Filing.id.desc()).limit(most)


@cache
def _ending(sight: Sight, follows: bool) -> Select[Any]:
    own = scoping.seen_by(sight)
    rows = own.with_only_columns(*LISTED).where(
        ENDS, Filing.ends_on.between(_TODAY, bindparam("a_month_on", type_=Date))
    )
    if follows:
        last = own.with_only_columns(Filing.ends_on, Filing.id).where(Filing.id == bindparam("after_id"))
        rows = rows.where(tuple_(Filing.ends_on, Filing.id) > last.scalar_subquery())
    return rows.order_by(Filing.ends_on, Filing.id).limit(bindparam("most"))
