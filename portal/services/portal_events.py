"""Acts on accounts and on the portal itself, and sign-ins: each a line, written in the transaction of the act."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session, joinedload

from portal.domain.actor import Context
from portal.domain.portal_events import NOTHING_NOTED, PortalEventDetail, PortalEventKind
from portal.models import Hospital, PortalEvent, TrailLink, User, db
from portal.models.engine import WRITES
from portal.models.transaction import transaction

MOST_SHOWN = 20


def record(
    ctx: Context,
    kind: PortalEventKind,
    detail: PortalEventDetail = NOTHING_NOTED,
    *,
    account: User | None = None,
    hospital: Hospital | None = None,
    county: str | None = None,
) -> PortalEvent:
    """Add one line; whom it concerns says whose supervisors see it, where neither `county` nor the actor does."""
    line = _line(ctx, kind, detail)
    line.county = county or line.county
    if account is not None:
        line.account_id, line.county = account.id, line.county or county_of(account)
    if hospital is not None:
        line.hospital_id = hospital.id
    db.session.add(line)
    return line


def record_by_itself(engine: Engine, ctx: Context, kind: PortalEventKind, detail: PortalEventDetail) -> None:
    """The same for a command that has a database and no application; nothing where the database is too old for it."""
    if not inspect(engine).has_table(TrailLink.__tablename__):
        return
    with Session(engine) as session:
        session.connection(execution_options={WRITES: True})
        session.add(_line(ctx, kind, detail))
        session.commit()


def _line(ctx: Context, kind: PortalEventKind, detail: PortalEventDetail) -> PortalEvent:
    kept = replace(detail, operator=ctx.actor.operator)
    return PortalEvent(
        at=ctx.now,
        actor_id=ctx.actor.user_id,
        actor_role=ctx.actor.role,
        kind=kind,
        county=ctx.actor.county,
        detail_kept=None if kept == NOTHING_NOTED else kept,
    )


def county_of(user: User) -> str | None:
    """The county whose supervisors look after that account; none for a citizen's."""
    institution = user.hospital or user.employer
    return user.county or (institution.county if institution else None)


def newest_of(account: User) -> Sequence[PortalEvent]:
    """What was last done to an account, by its owner and by others, for its owner to see."""
    whom = joinedload(PortalEvent.actor), joinedload(PortalEvent.hospital)
    rows = select(PortalEvent).where(PortalEvent.account_id == account.id).options(*whom)
    return db.session.scalars(rows.order_by(PortalEvent.id.desc()).limit(MOST_SHOWN)).all()


def note_change(ctx: Context, kind: PortalEventKind, now: str) -> None:
    """Write down that something of the installation is other than at the last such line; nothing where it is not."""
    with transaction():
        like_it = PortalEvent.county == ctx.actor.county, PortalEvent.kind == kind
        newest = select(PortalEvent).where(*like_it).order_by(PortalEvent.id.desc()).limit(1)
        last: PortalEvent | None = db.session.scalar(newest)
        before = last.detail.after if last else ""
        if before != now:
            record(ctx, kind, PortalEventDetail(before=before, after=now))
