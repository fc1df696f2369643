"""Lines of a filing's history, and of who looked at it: written in the transaction of the act itself."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.actor import Context
from portal.domain.event_detail import NOTHING_SAID, EventDetail
from portal.domain.vocabulary import EventKind, FilingStatus
from portal.models import AccessLog, Filing, FilingEvent, db


def record(
    ctx: Context,
    filing: Filing,
    kind: EventKind,
    detail: EventDetail = NOTHING_SAID,
    from_status: FilingStatus | None = None,
    to_status: FilingStatus | None = None,
) -> FilingEvent:
    """Add one event; what was said or found goes sealed beside it."""
    event = FilingEvent(
        filing_id=filing.id,
        at=ctx.now,
        actor_id=ctx.actor.user_id,
        actor_role=ctx.actor.role,
        kind=kind,
        channel=ctx.channel,
        from_status=from_status,
        to_status=to_status,
        detail_kept=None if detail == NOTHING_SAID else detail,
    )
    db.session.add(event)
    db.session.flush()  # an agent's slot may point at it
    return event


def events_of(filing: Filing) -> Sequence[FilingEvent]:
    """The whole history, oldest first."""
    rows = select(FilingEvent).where(FilingEvent.filing_id == filing.id).options(joinedload(FilingEvent.actor))
    return db.session.scalars(rows.order_by(FilingEvent.id)).all()


def record_look(ctx: Context, filing: Filing, what: str) -> None:
    """A member of staff saw personal data: `what` is id_number, bind_code, account_phone or paper:<kind>."""
    assert ctx.actor.user_id is not None
    db.session.add(AccessLog(filing_id=filing.id, at=ctx.now, actor_id=ctx.actor.user_id, what=what))


def looks_at(filing: Filing) -> Sequence[AccessLog]:
    """Who of the staff looked, newest first."""
    rows = select(AccessLog).where(AccessLog.filing_id == filing.id).options(joinedload(AccessLog.actor))
    return db.session.scalars(rows.order_by(AccessLog.id.desc()).limit(100)).all()
