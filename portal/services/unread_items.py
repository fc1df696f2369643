"""Filings of items that no county file is read for, such as after an upgrade that forgot the folder of one's own."""

from dataclasses import dataclass

from sqlalchemy import func, select

from portal.models import Filing, db
from portal.services.rulebook import rulebook


@dataclass(frozen=True, slots=True)
class UnreadItems:
    """How many filings there are that nobody can open, and of which items."""

    filings: int
    items: tuple[str, ...]


def find() -> UnreadItems:
    """An edition a filing was judged by counts as the item: without it there is nothing to judge it by."""
    rows = select(Filing.item_id, Filing.item_version, func.count()).group_by(Filing.item_id, Filing.item_version)
    catalogue = rulebook.catalogue
    unread = [(item, count) for item, version, count in db.session.execute(rows) if not catalogue.item(item, version)]
    return UnreadItems(sum(count for _item, count in unread), tuple(sorted({item for item, _count in unread})))
