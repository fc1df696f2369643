"""People are reminded before a signed promise is looked into, and before a filing ends: each day of a filing once.

A reminder is a line of the filing's history, and announced as any other. A run that was killed is run again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnExpressionArgument, or_, select
from sqlalchemy.orm import aliased

from portal.domain.actor import BEIJING, Context
from portal.domain.pledges import PledgeState
from portal.domain.reminders import ReminderDays
from portal.domain.vocabulary import UNDECIDED, EventKind, FilingStatus
from portal.models import Filing, db
from portal.models.desk_indexes import ENDS_ON_A_DAY
from portal.models.transaction import transaction
from portal.services import history, outbox


def put(ctx: Context, days: ReminderDays) -> int:
    """Remind of all that is near; returns of how many filings."""
    found = 0
    if days.of_pledge is not None:
        found += _put(ctx, EventKind.PLEDGE_REMINDED, _pledges(ctx, days.of_pledge))
    if days.of_end is not None:
        found += _put(ctx, EventKind.END_REMINDED, _ends(ctx, days.of_end))
    return found


def _pledges(ctx: Context, days: int) -> Sequence[ColumnExpressionArgument[bool]]:
    """Promises that nobody has looked into, and somebody will within so many days."""
    is_open = Filing.status == FilingStatus.APPROVED, Filing.pledge == PledgeState.OPEN
    is_near = Filing.pledge_check_on.between(ctx.today, ctx.today + timedelta(days=days))
    reminded = or_(Filing.pledge_reminded_of.is_(None), Filing.pledge_reminded_of != Filing.pledge_check_on)
    return (*is_open, is_near, reminded)


def _ends(ctx: Context, days: int) -> Sequence[ColumnExpressionArgument[bool]]:
    """What ends within so many days, unless its person has filed anew already; what was decided so lately that its
    decision named that day is no news."""
    is_near = ENDS_ON_A_DAY, Filing.ends_on.between(ctx.today, ctx.today + timedelta(days=days))
    reminded = or_(Filing.end_reminded_of.is_(None), Filing.end_reminded_of != Filing.ends_on)
    today = datetime.combine(ctx.today, datetime.min.time(), BEIJING)
    is_known = Filing.decided_at < today - timedelta(days=days)
    later = aliased(Filing)
    anew = later.person_index == Filing.person_index, later.item_id == Filing.item_id, later.id > Filing.id
    theirs = or_(later.proven_at.is_not(None), later.claimed_by == Filing.claimed_by)  # no stranger's word
    is_renewed = select(later.id).where(*anew, theirs, later.status.in_((*UNDECIDED, FilingStatus.APPROVED))).exists()
    return (*is_near, reminded, is_known, ~is_renewed)


def _put(ctx: Context, kind: EventKind, near: Sequence[ColumnExpressionArgument[bool]]) -> int:
    rows = db.session.scalars(select(Filing.id).where(*near).order_by(Filing.id)).all()
    db.session.rollback()
    return sum(_remind(ctx, kind, [Filing.id == row, *near]) for row in rows)


def _remind(ctx: Context, kind: EventKind, near: Sequence[ColumnExpressionArgument[bool]]) -> bool:
    """In one transaction; False where somebody was faster, or it is near no longer."""
    with transaction():
        filing: Filing | None = db.session.scalar(select(Filing).where(*near).with_for_update(of=Filing))
        if filing is None:
            return False
        if kind is EventKind.PLEDGE_REMINDED:
            filing.pledge_reminded_of = filing.pledge_check_on
        else:
            filing.end_reminded_of = filing.ends_on
        outbox.follow(ctx, history.record(ctx, filing, kind), ())
        return True
