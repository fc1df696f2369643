"""The print on a page of the tray, read in a process of its own where something is installed that can."""

import logging

from portal.adapters import previews
from portal.adapters.file_store import FileMissing, FileStore
from portal.adapters.page_reader import CannotRead, PageReader
from portal.adapters.previews import CannotShow
from portal.domain.actor import Context
from portal.domain.page_reading import PageReading
from portal.models import db
from portal.models.transaction import transaction
from portal.services import fax_readings
from portal.services.fax_readings import PageToRead
from portal.services.outbox import Claim

MOST_READINGS = 3
"""Of one page, before it is left to its readers."""
READABLE_WIDTH = 1728
"""Dots across, as many as a fax has."""
log = logging.getLogger("portal.worker")


def read(reader: PageReader | None, files: FileStore, ctx: Context, claimed: Claim) -> None:
    """Read the page and keep what it says; without a reader nothing is read, and the task is done."""
    page = fax_readings.to_read(claimed.subject) if reader else None
    db.session.rollback()  # reading takes seconds, and nothing slow stands inside a transaction
    reading = _reading(reader, files, page, claimed.attempts >= MOST_READINGS) if reader and page else None
    with transaction():
        fax_readings.keep(ctx, claimed, reading)


def _reading(reader: PageReader, files: FileStore, page: PageToRead, is_last: bool) -> PageReading | None:
    """Nothing of a page that cannot be read: clerks look at it themselves, as they do anyway. On a machine that is busy
    it may go better later."""
    try:
        content = files.get(page.file_key)
        return reader.read(previews.page_png(content, "application/pdf", page.number, READABLE_WIDTH, page.turned_by))
    except (CannotRead, CannotShow, FileMissing) as fault:
        if not is_last:
            raise
        log.warning("a page of a fax was not read: %s", type(fault).__name__)
        return None
