"""What a filing that waits was begun from: the one it would change or renew, of the same person."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from portal.domain.vocabulary import UNDECIDED
from portal.models import Filing, db
from portal.models.base import written_out
from portal.models.filing import RENEWAL_KEY
from portal.models.listed import Origin


def waits_upon(before: type[Filing]) -> ColumnElement[bool]:
    """That a filing waits, and was begun from `before`: as a change of it, or as its renewal, whose key names it."""
    renewed = aliased(Filing)
    named = func.substr(Filing.submission_key, len(RENEWAL_KEY) + 2, renewed.uid.type.length)
    is_renewal = Filing.submission_key.startswith(f"{RENEWAL_KEY}:", autoescape=True)
    by_key = select(renewed.id).where(is_renewal, renewed.uid == named).correlate(Filing).scalar_subquery()
    return and_(
        before.id == func.coalesce(Filing.amends_id, by_key),
        before.person_index == Filing.person_index,
        or_(*(Filing.status == written_out(each) for each in UNDECIDED)),
    )


def columns_of_origin(before: type[Filing]) -> Iterator[ColumnElement[Any]]:
    """What a statement reads of what a filing was begun from."""
    yield Filing.amends_id.is_not(None)
    yield from (getattr(before, name) for name in Origin._fields[1:])


def origin_of(filing: Filing) -> Origin | None:
    """What it was begun from, while it waits."""
    if filing.status not in UNDECIDED or not filing.is_begun_from_another:
        return None
    before = aliased(Filing)
    rows = select(*columns_of_origin(before)).select_from(Filing).join(before, waits_upon(before))
    row = db.session.execute(rows.where(Filing.id == filing.id)).first()
    return Origin._make(row) if row else None
