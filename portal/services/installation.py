"""Whether this database is for real work or for the demo; said once, when it is first filled."""

from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.models import Filing, Installation, User, db
from portal.models.transaction import transaction
from portal.services import portal_events


def kind() -> str | None:
    """`real`, `demo`, or None for a database nobody has claimed yet."""
    row = db.session.get(Installation, 1)
    return row.kind if row else None


def claim(ctx: Context, wanted: str) -> None:
    """Say what the database is for; saying it again changes nothing."""
    with transaction():
        if db.session.get(Installation, 1) is None:
            db.session.add(Installation(id=1, kind=wanted, since=ctx.now))
            portal_events.record(ctx, PortalEventKind.INITIALISED, PortalEventDetail(after=wanted))


def has_people() -> bool:
    """Whether anybody has an account or a filing here."""
    return any(db.session.scalar(select(table.id).limit(1)) is not None for table in (User, Filing))
