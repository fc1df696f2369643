"""The worker: does what must happen after an act, one task at a time, and the chores of the day.

An task is claimed under a lease, done outside any transaction, and ended together with its effect in one. Killed at
any point, it is done again after the lease; the effect counts once, because ending it is conditional on the lease.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from flask import Flask
from sqlalchemy.exc import OperationalError

from portal import drawing
from portal.adapters import certificate_files, pdf, previews
from portal.adapters.erasure_list import ErasureList
from portal.adapters.file_store import FileMissing, FileStore
from portal.adapters.page_reader import CannotRead, PageReader
from portal.adapters.previews import CannotShow
from portal.doctor import Doctor
from portal.domain.actor import SYSTEM, Context
from portal.domain.page_reading import PageReading
from portal.domain.reminders import ReminderDays
from portal.domain.retention import PERIODS, Period, RetainedKind
from portal.domain.tasks import Task
from portal.models import db
from portal.models.transaction import transaction
from portal.services import (
    checkups,
    fax_readings,
    import_rows,
    kept_files,
    messages,
    notices,
    outbox,
    parked,
    referral_imports,
    reminders,
    replaced_phones,
    retention,
    terminals,
)
from portal.services.fax_readings import PageToRead
from portal.services.messages import Messenger
from portal.services.outbox import Claim, CutOff, LeaseLost

REST = 2.0
"""Seconds between two looks at an empty outbox."""
CHORES_EVERY = timedelta(days=1)
MOST_READINGS = 3
"""Of one page, before it is left to its readers."""
READABLE_WIDTH = 1728
"""Dots across, as many as a fax has."""
log = logging.getLogger("portal.worker")


@dataclass(frozen=True, slots=True)
class Worker:
    """What an task may need: the database of `app`, the papers on disk, the address people use, the clock."""

    app: Flask
    files: FileStore
    base_url: str
    clock: Callable[[], datetime]
    doctor: Doctor
    messenger: Messenger
    certified_in: Path | None = None
    """The data folder, where what is over is to be deleted daily."""
    backups: Path | None = None
    """Where the backups lie, where that is known."""
    periods: Mapping[RetainedKind, Period] = field(default_factory=lambda: PERIODS)
    """How long each kind is kept."""
    reminder_days: ReminderDays = ReminderDays()  # noqa: RUF009 (frozen)
    reader: PageReader | None = None
    """What reads the print on faxes, where the extra is installed."""

    def run(self, stop: Event) -> None:
        """Work until told to stop; an task in hand is finished first, and chores are for when nothing waits."""
        next_chores = self.clock()
        while not stop.is_set():
            try:
                if self.work_once():
                    continue
                self.clear_terminals()
                if self.clock() >= next_chores:
                    self.chores()
                    next_chores = self.clock() + CHORES_EVERY
                stop.wait(REST)
            except OperationalError as fault:  # the database is away: the task's lease runs out by itself
                log.error("the database does not answer: %s", type(fault.orig).__name__)
                stop.wait(REST)

    def work_off(self) -> int:
        """Do everything that is due now; returns how many tasks were claimed."""
        count = 0
        while self.work_once():
            count += 1
        return count

    def work_once(self) -> bool:
        """Claim one task and do it; False when nothing is due."""
        with self.app.app_context():
            claimed = outbox.claim(self.context())
            if claimed is None:
                return False
            self._do(claimed)
            return True

    def _do(self, claimed: Claim) -> None:
        try:
            if claimed.attempts > outbox.MOST_CLAIMS:
                raise CutOff(claimed.uid)
            TASKS[claimed.kind](self, claimed)
        except LeaseLost:
            log.warning("task %s was taken over by another worker", claimed.uid)
        except OperationalError:
            raise
        except Exception as fault:  # whatever one task dies of, the others go on
            log.exception("task %s failed, attempt %d", claimed.uid, claimed.attempts)
            db.session.rollback()
            self._put_off(claimed, type(fault).__name__)

    def _put_off(self, claimed: Claim, fault: str) -> None:
        """Given up with its last try; what a page promised of it until then is taken back in the same instant."""
        take_back = PROMISED.get(claimed.kind)
        try:
            with transaction():
                outbox.postpone(self.context(), claimed, fault)
                if take_back is not None and claimed.attempts >= outbox.MOST_TRIES:
                    take_back(self.context(), claimed)
        except LeaseLost:
            log.warning("task %s was taken over by another worker", claimed.uid)

    def clear_terminals(self) -> None:
        """What somebody left on the screen of a terminal is nobody's: it goes within moments, not with the chores."""
        with self.app.app_context():
            terminals.clear_left(self.context())

    def chores(self) -> None:
        """Remove what nobody needs any more, done tasks and files that a crash left behind, and look all over."""
        with self.app.app_context():
            ctx = self.context()
            forgotten, swept = outbox.forget_old(ctx), self._sweep(ctx)
            reminders.put(ctx, self.reminder_days)
            parked.forget_old(ctx)
            referral_imports.forget_fetched(ctx)
            self._forget_what_is_over(ctx)
            checkups.save(self.doctor.examine(ctx))
            log.info("chores done: %d old tasks, %d files left behind", forgotten, swept)

    def _forget_what_is_over(self, ctx: Context) -> None:
        """Only where the operator wants it daily: `portal retention run` does the same by hand."""
        if self.certified_in is None:
            return
        note = ErasureList(self.certified_in, self.backups).add
        if made := retention.run(ctx, note, self.files.delete, self.periods):
            certificate_files.keep(self.certified_in, made.made_at, made.content, made.sha256)

    def _sweep(self, ctx: Context) -> int:
        """Files that no row names a day after they were written; a paper is on disk before its row is."""
        before = ctx.now - CHORES_EVERY
        old = [kept.key for kept in self.files.kept() if kept.written_at < before]
        orphans = kept_files.unnamed(old)
        for key in orphans:
            self.files.delete(key)
        return len(orphans) + self.files.sweep_unfinished(before)

    def context(self) -> Context:
        """The portal itself, now."""
        return Context(SYSTEM, self.clock())


def keep_notice(worker: Worker, claimed: Claim) -> None:
    """Draw an issued paper and keep the PDF, so that it stays as it went out whatever a later font or form says."""
    filing, notice = notices.to_draw(claimed.subject)
    content = drawing.with_qr(filing, notice, worker.base_url)
    db.session.rollback()  # drawing takes its time, and nothing slow stands inside a transaction
    rendered = pdf.render(content)
    key = worker.files.put(rendered.content)
    try:
        with transaction():
            outbox.finish(worker.context(), claimed)
            notices.keep(claimed.subject, key, bool(rendered.missing_glyphs))
    except LeaseLost:
        worker.files.delete(key)
        raise


def import_referrals(worker: Worker, claimed: Claim) -> None:
    """Take some rows of a hospital's spreadsheet, by the form of its page."""
    worker.app.extensions["portal_imports"](worker.app, worker.files, worker.clock, claimed)


def announce(worker: Worker, claimed: Claim) -> None:
    """Make of what happened to a filing the messages to its people."""
    worker.messenger.announce(worker.context(), claimed)


def write_to_replaced_phone(worker: Worker, claimed: Claim) -> None:
    """Let the telephone know that an account had until then."""
    replaced_phones.write_to(worker.context(), claimed, worker.messenger)


def send_message(worker: Worker, claimed: Claim) -> None:
    """Hand one message over."""
    worker.messenger.send(worker.context(), claimed)


def read_fax_page(worker: Worker, claimed: Claim) -> None:
    """Read the print on a page that lies in the tray; without the extra nothing is read, and the task is done."""
    page = fax_readings.to_read(claimed.subject) if worker.reader else None
    db.session.rollback()  # reading takes seconds, and nothing slow stands inside a transaction
    reading = _read(worker, page, claimed.attempts >= MOST_READINGS) if page else None
    with transaction():
        fax_readings.keep(worker.context(), claimed, reading)


def _read(worker: Worker, page: PageToRead, is_last: bool) -> PageReading | None:
    """Nothing of a page that cannot be read: clerks look at it themselves, as they do anyway. On a machine that is busy
    it may go better later."""
    try:
        content = worker.files.get(page.file_key)
        picture = previews.page_png(content, "application/pdf", page.number, READABLE_WIDTH, page.turned_by)
        return worker.reader.read(picture) if worker.reader else None
    except (CannotRead, CannotShow, FileMissing) as fault:
        if not is_last:
            raise
        log.warning("a page of a fax was not read: %s", type(fault).__name__)
        return None


TASKS: Mapping[Task, Callable[[Worker, Claim], None]] = {
    Task.KEEP_NOTICE: keep_notice,
    Task.IMPORT_REFERRALS: import_referrals,
    Task.ANNOUNCE: announce,
    Task.PHONE_REPLACED: write_to_replaced_phone,
    Task.SEND_MESSAGE: send_message,
    Task.READ_FAX_PAGE: read_fax_page,
}

PROMISED: Mapping[Task, Callable[[Context, Claim], None]] = {
    Task.IMPORT_REFERRALS: import_rows.give_up,
    Task.SEND_MESSAGE: messages.give_up,
    Task.PHONE_REPLACED: replaced_phones.forget,
}
"""Of which a page says that it will be done, or a number is kept until it is. Of the others neither is true: a paper is
drawn anew for whoever opens it, what was not announced or read leaves a gap that its readers see."""
