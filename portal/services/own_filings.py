"""A citizen's own filings, newest first, a page at a time."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing, db
from portal.services import scoping

PAGE = 20


def page(ctx: Context, older_than: str | None = None) -> Sequence[Filing]:
    """One page and one row more, which tells whether there is a next; `older_than` is a filing's number."""
    rows = scoping.visible_filings(ctx.actor).order_by(Filing.id.desc()).limit(PAGE + 1)
    if older_than is not None:
        rows = rows.where(Filing.id < select(Filing.id).where(Filing.number == older_than).scalar_subquery())
    return db.session.scalars(rows).all()


def draft_of(ctx: Context, item_id: str) -> Filing | None:
    """The newest draft of the item that this account began and did not send in."""
    rows = select(Filing).where(
        Filing.applicant_id == ctx.actor.user_id, Filing.item_id == item_id, Filing.status == FilingStatus.DRAFT
    )
    found: Filing | None = db.session.scalar(rows.order_by(Filing.id.desc()).limit(1))
    return found
