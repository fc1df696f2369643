"""What an institution's system may follow: the filings of its own hospital, or of its own institution."""

from sqlalchemy import ColumnElement

from portal.domain.actor import Context
from portal.domain.errors import NotFound
from portal.domain.policy import Permission, require
from portal.domain.vocabulary import Role
from portal.models import Filing, db
from portal.services import documents, history, intake, scoping
from portal.services.cases import Case
from portal.services.intake import Arrived


def case_of(ctx: Context, number: str) -> Case:
    """One of them; a foreign one is like a missing one. The look is written down."""
    require(ctx.actor, Permission.API_FOLLOW)
    own = scoping.visible_filings(ctx.actor).where(Filing.number == number, _own(ctx))
    filing = db.session.scalar(own)
    if filing is None:
        raise NotFound
    history.note_looks(ctx, "filing", Filing.number, [number])
    return Case(ctx, db.session.get_one(Filing, filing.id))


def page(ctx: Context, after_id: int | None, most: int) -> list[Filing]:
    """The newest of them, a page at a time."""
    require(ctx.actor, Permission.API_FOLLOW)
    rows = scoping.visible_filings(ctx.actor).where(_own(ctx)).order_by(Filing.id.desc()).limit(most)
    if after_id is not None:
        rows = rows.where(Filing.id < after_id)
    return list(db.session.scalars(rows))


def bring(ctx: Context, shown: Case, page: Arrived) -> None:
    """A document for one of them: a hospital's is part of its correction, another's is taken in as at the desk."""
    require(ctx.actor, Permission.API_DOCUMENT)
    if ctx.actor.role is Role.HOSPITAL:
        documents.attach(ctx, shown.number, page.kind, page.stored, page.is_sealed)
    else:
        intake.receive(ctx, shown, shown.filing.version, arrived=[page])


def _own(ctx: Context) -> ColumnElement[bool]:
    """What a hospital or an institution filed outlives its keys; of the county's it sees nothing else."""
    if ctx.actor.role is Role.HOSPITAL:
        return Filing.hospital_id == ctx.actor.hospital_id
    return Filing.institution_id == ctx.actor.institution_id
