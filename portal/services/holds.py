"""A filing is held where a dispute, an inquiry or a court needs it: it stays although its time is over (档案冻结)."""

from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.errors import NotFound
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.models import Filing, db
from portal.models.transaction import transaction
from portal.services import portal_events


def hold(ctx: Context, number: str, reason: str) -> None:
    """Keep it from now on, whatever its period; raises `NotFound`, also where it was erased already."""
    with transaction():
        filing = _still_there(number)
        filing.held_at = filing.held_at or ctx.now
        _note(ctx, PortalEventKind.FILING_HELD, filing, reason)


def release(ctx: Context, number: str, reason: str) -> None:
    """Its period counts again; raises `NotFound`."""
    with transaction():
        filing = _still_there(number)
        filing.held_at = None
        _note(ctx, PortalEventKind.FILING_RELEASED, filing, reason)


def _note(ctx: Context, kind: PortalEventKind, filing: Filing, reason: str) -> None:
    """For the supervisors of its own county: which filing it is, and why, is nobody else's to read."""
    portal_events.record(ctx, kind, PortalEventDetail(after=f"{filing.number} {reason}"), county=filing.county)


def _still_there(number: str) -> Filing:
    filing: Filing | None = db.session.scalar(
        select(Filing).where(Filing.number == number, Filing.data_key.is_not(None))
    )
    if filing is None:
        raise NotFound
    return filing
