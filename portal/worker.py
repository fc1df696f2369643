"""The worker: does what must happen after an act, one task or some alike at a time, and the chores of the day.

An task is claimed under a lease, done outside any transaction, and ended together with its effect in one. Killed at
any point, it is done again after the lease; the effect counts once, because ending it is conditional on the lease.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from flask import Flask
from sqlalchemy.exc import OperationalError

from portal import drawing, fax_reading
from portal.adapters import certificate_files, pdf
from portal.adapters.erasure_list import ErasureList
from portal.adapters.file_store import FileStore
from portal.adapters.page_reader import PageReader
from portal.adapters.prepared_pictures import KEPT_FOR, PreparedPictures
from portal.doctor import Doctor
from portal.domain.actor import SYSTEM, Context
from portal.domain.reminders import ReminderDays
from portal.domain.retention import PERIODS, Period, RetainedKind
from portal.domain.tasks import Task
from portal.models import db
from portal.models.transaction import transaction
from portal.services import (
    checkups,
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
from portal.services.messages import Messenger
from portal.services.outbox import Claim, CutOff, LeaseLost

REST = 2.0
"""Seconds between two looks at an empty outbox."""
CHORES_EVERY = timedelta(days=1)
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
    pictures: PreparedPictures | None = None  # pages that were drawn ahead

    def run(self, stop: Event) -> None:
        """Work until told to stop; an task in hand is finished first, and chores are for when nothing waits."""
        next_chores = next_pictures = self.clock()
        while not stop.is_set():
            try:
                if self.work_once():
                    continue
                self.clear_terminals()
                if self.clock() >= next_pictures:
                    self.forget_pictures()
                    next_pictures = self.clock() + KEPT_FOR
                if self.clock() >= next_chores:
                    self.chores()
                    next_chores = self.clock() + CHORES_EVERY
                stop.wait(REST)
            except OperationalError as fault:  # the database is away: the task's lease runs out by itself
                log.error("the database does not answer: %s", type(fault.orig).__name__)
                stop.wait(REST)

    def work_off(self) -> int:
        """Do everything that is due now; returns how many tasks were claimed."""
        return sum(iter(self.work_once, 0))

    def work_once(self) -> int:
        """Claim the next task, or what is done together with it, and do it; how many they were."""
        with self.app.app_context():
            claimed = outbox.claim_alike(self.context(), TOGETHER)
            if not self._have_been_done_together(claimed):
                for each in claimed:
                    self._do(each)
            return len(claimed)

    def _have_been_done_together(self, claimed: Sequence[Claim]) -> bool:
        """With one commit; where one of them fails nothing has been done, and each is done by itself."""
        if len(claimed) < 2 or any(each.attempts > 1 for each in claimed):
            return False
        try:
            with transaction():
                for each in claimed:
                    if outbox.is_held(each):
                        TASKS[each.kind](self, each)
        except OperationalError:
            raise
        except Exception:
            log.warning("%d tasks failed together, and are done one by one", len(claimed))
            return False
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

    def forget_pictures(self) -> None:
        """Pages that were drawn ahead go when their hour is over, whether or not anybody draws more."""
        if self.pictures is not None:
            self.pictures.forget(self.clock())

    def chores(self) -> None:
        """Remove what nobody needs any more, done tasks and files that a crash left behind, and look all over."""
        with self.app.app_context():
            ctx = self.context()
            forgotten, swept = outbox.forget_old(ctx), self._sweep(ctx)
            reminders.put(ctx, self.reminder_days)
            parked.forget_old(ctx)
            self.forget_pictures()
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
        orphans = kept_files.unnamed([kept.key for kept in self.files.kept() if kept.written_at < before])
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
    """Read the print on a page that lies in the tray."""
    fax_reading.read(worker.reader, worker.files, worker.context(), claimed)


TASKS: Mapping[Task, Callable[[Worker, Claim], None]] = {
    Task.KEEP_NOTICE: keep_notice,
    Task.IMPORT_REFERRALS: import_referrals,
    Task.ANNOUNCE: announce,
    Task.PHONE_REPLACED: write_to_replaced_phone,
    Task.SEND_MESSAGE: send_message,
    Task.READ_FAX_PAGE: read_fax_page,
}

TOGETHER = frozenset({Task.ANNOUNCE})
"""What writes rows alone: a paper is drawn, a message handed over and a page read outside any transaction."""

PROMISED: Mapping[Task, Callable[[Context, Claim], None]] = {
    Task.IMPORT_REFERRALS: import_rows.give_up,
    Task.SEND_MESSAGE: messages.give_up,
    Task.PHONE_REPLACED: replaced_phones.forget,
}
"""Of which a page says that it will be done, or a number is kept until it is. Of the others neither is true: a paper is
drawn anew for whoever opens it, what was not announced or read leaves a gap that its readers see."""
