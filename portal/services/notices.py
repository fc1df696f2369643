"""Issued notices: read through the filing they belong to, drawn after the act, and kept as they went out."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update

from portal.domain.actor import Context
from portal.domain.errors import NotFound
from portal.domain.policy import Permission
from portal.models import Filing, Notice, db
from portal.services import history, scoping

_OF_FILING = select(Notice).where(Notice.filing_id == bindparam("filing")).order_by(Notice.id)

_FILING_OF = select(Notice.filing_id).where(Notice.uid == bindparam("uid")).scalar_subquery()


def of_filing(filing: Filing) -> Sequence[Notice]:
    """The notices of a filing, oldest first."""
    return db.session.scalars(_OF_FILING, {"filing": filing.id}).all()


def readable(ctx: Context, number: str, uid: str) -> tuple[Filing, Notice]:
    """One notice through the filing it belongs to; raises `NotFound` for a foreign or missing one.

    Whoever else than its people looks is written down: some show the whole number.
    """
    filing = scoping.filing_for(ctx.actor, number, Permission.FILING_READ)
    notice = db.session.scalar(select(Notice).where(Notice.uid == uid, Notice.filing_id == filing.id))
    if notice is None:
        raise NotFound
    history.note_looks(ctx, f"notice:{notice.kind}", Filing.id, [notice.filing_id])
    return filing, notice


def to_draw(uid: str) -> tuple[Filing, Notice]:
    """An issued notice and its filing, for whoever draws it after the act; raises `NotFound`."""
    row = db.session.execute(select(Filing, Notice).join(Filing).where(Notice.uid == uid)).one_or_none()
    if row is None:
        raise NotFound
    filing, notice = row
    return filing, notice


def keep(uid: str, key: str, lacks_glyphs: bool) -> None:
    """Say where the drawn PDF is kept, inside the caller's transaction; the first one stays.

    Of a filing that was erased while it was drawn none is kept: its file is swept with what nobody names.
    """
    there = select(Filing.id).where(Filing.id == _FILING_OF, Filing.data_key.is_not(None))
    if db.session.scalar(there.with_for_update(read=True), {"uid": uid}) is None:
        return
    db.session.execute(
        update(Notice)
        .where(Notice.uid == uid, Notice.kept_key.is_(None))
        .values(kept_key=key, lacks_glyphs=lacks_glyphs)
    )
