"""What a machine read on the pages of faxes: wanted as a page comes or is turned, kept sealed, gone with the page.

Whoever is shown it is shown the fax, and that is written down (`fax_tray.opened`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.page_reading import PageReading
from portal.domain.tasks import Task
from portal.models import FaxPage, db
from portal.services import outbox
from portal.services.outbox import Claim


@dataclass(frozen=True, slots=True)
class PageToRead:
    """Page `number` of a kept file, to be turned to the right first."""

    file_key: str
    number: int
    turned_by: int


def want(ctx: Context, pages: Iterable[FaxPage]) -> None:
    """Have these read that came, inside the transaction that takes them in; a blank one shows nothing."""
    for page in pages:
        if not page.is_blank:
            outbox.put(ctx, Task.READ_FAX_PAGE, page.uid)


def want_again(ctx: Context, page: FaxPage) -> None:
    """The same of one that was turned: what was read stands elsewhere now, and whoever is reading reads it anew."""
    page.reading = None
    outbox.put_again(ctx, Task.READ_FAX_PAGE, page.uid)


def to_read(uid: str) -> PageToRead | None:
    """The page as it lies in the tray; none that was put to a filing, or is gone."""
    page = _lying(uid)
    return PageToRead(page.file_key, page.number, page.turned_by) if page else None


def keep(ctx: Context, claimed: Claim, reading: PageReading | None) -> None:
    """End the task with what was read, inside the caller's transaction; of a page that was put to a filing meanwhile
    nothing is kept. Raises `LeaseLost` where it was turned."""
    outbox.finish(ctx, claimed)
    page = _lying(claimed.subject, is_held=True)
    if page is not None:
        page.reading = reading


def _lying(uid: str, is_held: bool = False) -> FaxPage | None:
    row = select(FaxPage).where(FaxPage.uid == uid, FaxPage.filed_at.is_(None))
    page: FaxPage | None = db.session.scalar(row.with_for_update() if is_held else row)
    return page
