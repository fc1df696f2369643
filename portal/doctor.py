"""Looks the installation over: is everything there, would it survive the night, what must somebody do."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from portal.adapters import national_files, page_reader, previews
from portal.adapters.file_store import FileStore
from portal.adapters.proxy_sighting import ProxySighting
from portal.backup import rows
from portal.backup.depot import Backup, Depot
from portal.backup.faults import BackupFault
from portal.config import Settings
from portal.domain.actor import Context
from portal.domain.calendar import WorkingCalendar
from portal.domain.checkup import Checkup, CheckupLine, CheckupStatus, Matter, bad, sound, watch
from portal.domain.messages import BY_MAIL, MessageKind, Whose
from portal.models import FilingEvent, Notice, db, schema
from portal.models.crypto import Keyring, SealBroken, SealErased
from portal.models.signing import key_id
from portal.services import kept_files, national, sent_codes, trail_check, unheard
from portal.services.row_checkups import known_starts, named, read_counties, sealed_values, waiting_tasks, watched_faxes
from portal.services.trail_check import TrailAnchor

ENOUGH_BYTES, LEAST_BYTES = 500_000_000, 100_000_000
BACKUP_GROWS_OLD = timedelta(hours=26)
CLOCK_MAY_DIFFER = timedelta(minutes=5)
NEXT_YEAR_IS_WANTED_FROM = 10
"""The month from which deadlines may reach into the next year; its holidays are published in October or November."""


@dataclass(frozen=True, slots=True)
class Doctor:
    """What a check-up looks at; runs in the application's context."""

    settings: Settings
    keyring: Keyring
    files: FileStore
    calendar: WorkingCalendar

    def examine(self, ctx: Context) -> Checkup:
        """Look at everything; a database that does not answer leaves what can be seen without it."""
        try:
            lines = [
                self._database(),
                self._schema(),
                self._key(ctx),
                self._signer(),
                sealed_values(),
                *self._files(ctx),
                self._clock(ctx),
                waiting_tasks(ctx),
                self._messages(ctx),
                self._mail(ctx),
                watched_faxes(ctx),
                _exported(),
                known_starts(),
                read_counties(),
            ]
        except OperationalError:
            db.session.rollback()
            lines = [bad(Matter.DATABASE, "database_away")]
        except SQLAlchemyError:  # so broken that it cannot be asked
            db.session.rollback()
            lines = [bad(Matter.DATABASE, "database_broken", faults=1)]
        lines += [self._space(), *self._calendar(ctx.today), self._backup(ctx), _fonts(), _reading()]
        lines.append(proxy_line(self.settings))
        return Checkup(ctx.now, tuple(lines))

    def _database(self) -> CheckupLine:
        with rows.snapshot(db.engine) as connection:
            tables = rows.tables(connection)
            if connection.dialect.name == "sqlite":
                report = connection.execute(text("PRAGMA integrity_check")).scalars().all()
                faults = len([each for each in report if each != "ok"])
                faults += len(connection.execute(text("PRAGMA foreign_key_check")).all())
            else:
                rows.count(connection, tables)
                faults = connection.scalar(text("SELECT count(*) FROM pg_index WHERE NOT indisvalid")) or 0
        if faults:
            return bad(Matter.DATABASE, "database_broken", faults=faults)
        return sound(Matter.DATABASE, "database_sound", tables=len(tables))

    def _schema(self) -> CheckupLine:
        found, known = schema.current(db.engine), schema.known_head()
        if found == known:
            return sound(Matter.SCHEMA, "schema_current", revision=known)
        return bad(Matter.SCHEMA, "schema_other", revision=found or "-", known=known)

    def _key(self, ctx: Context) -> CheckupLine:
        path = self.settings.key_path
        if path.stat().st_mode & 0o077:
            return bad(Matter.KEY, "key_exposed")
        if self.settings.backup_dir and path.is_relative_to(self.settings.backup_dir):
            return bad(Matter.KEY, "key_with_backup")
        newest = db.session.scalar(select(Notice).order_by(Notice.id.desc()).limit(1))
        try:
            _ = newest and newest.content
        except SealErased:
            pass
        except SealBroken:
            return bad(Matter.KEY, "key_strange")
        if len(self.keyring.versions) > 1:
            versions = " ".join(str(version) for version in self.keyring.versions)
            return CheckupLine(Matter.KEY, CheckupStatus.WATCH, "key_versions", {"versions": versions})
        days = int((ctx.now.timestamp() - path.stat().st_mtime) // 86400)
        return sound(Matter.KEY, "key_sound", days=max(days, 0))

    def _signer(self) -> CheckupLine:
        """Which key signs certificates, and whose certificates count beside its own."""
        name, former = key_id(self.keyring.signer.public), len(self.keyring.former_signers)
        return sound(Matter.CERTIFICATES, "signer_sound", key=name, former=former)

    def _files(self, ctx: Context) -> Iterator[CheckupLine]:
        named = kept_files.all_named()
        kept = {file.key: file.written_at for file in self.files.kept()}
        missing = len(named - kept.keys())
        yield (
            bad(Matter.FILES, "papers_missing", missing=missing, count=len(named))
            if missing
            else sound(Matter.FILES, "papers_sound", count=len(named))
        )
        before = ctx.now - timedelta(days=1)
        left = sum(written < before for key, written in kept.items() if key not in named)
        left += self.files.count_unfinished(before)
        yield (
            CheckupLine(Matter.LEFTOVERS, CheckupStatus.WATCH, "leftovers_some", {"count": left})
            if left
            else sound(Matter.LEFTOVERS, "leftovers_none")
        )

    def _clock(self, ctx: Context) -> CheckupLine:
        newest = db.session.scalar(select(func.max(FilingEvent.at)))
        if newest is not None and newest > ctx.now + CLOCK_MAY_DIFFER:
            return bad(Matter.CLOCK, "clock_back", minutes=int((newest - ctx.now).total_seconds() // 60))
        return sound(Matter.CLOCK, "clock_right")

    def _messages(self, ctx: Context) -> CheckupLine:
        """Whether the gateway answers; it is asked without sending anything."""
        gateway = self.settings.sms_gateway
        if gateway is None:
            return sound(Matter.MESSAGES, "messages_none")
        failed = unheard.failed_since(ctx.now - timedelta(days=7))
        are_over = sent_codes.are_used_up(ctx, sent_codes.TO_TELEPHONES, self.settings.daily_cap.codes_in_all)
        db.session.rollback()  # no connection is held while the gateway takes its time
        status = gateway.greeting()
        if status is None:
            return bad(Matter.MESSAGES, "messages_silent")
        if status in (401, 403):
            return bad(Matter.MESSAGES, "messages_unknown_key")
        if are_over:
            return bad(Matter.MESSAGES, "messages_codes_over")
        if lacking := [kind for kind in MessageKind if kind not in gateway.templates and kind not in BY_MAIL]:
            return watch(Matter.MESSAGES, "messages_templates", kinds=" ".join(lacking))
        if failed:
            return watch(Matter.MESSAGES, "messages_failed", count=failed)
        return sound(Matter.MESSAGES, "messages_answering")

    def _mail(self, ctx: Context) -> CheckupLine:
        """Whether the mail server lets us in; nothing is sent."""
        server = self.settings.mail_server
        if server is None:
            return sound(Matter.MAIL, "mail_none")
        failed = unheard.failed_since(ctx.now - timedelta(days=7), (Whose.MAILBOX,))
        db.session.rollback()
        if fault := server.greeting():
            return bad(Matter.MAIL, fault)
        return watch(Matter.MAIL, "mail_failed", count=failed) if failed else sound(Matter.MAIL, "mail_answering")

    def _space(self) -> CheckupLine:
        places = [self.settings.data_dir, *([self.settings.backup_dir] if self.settings.backup_dir else [])]
        free = min(shutil.disk_usage(_existing(place)).free for place in places)
        if free >= ENOUGH_BYTES:
            return sound(Matter.SPACE, "space_enough", megabytes=free // 1_000_000)
        status = CheckupStatus.BAD if free < LEAST_BYTES else CheckupStatus.WATCH
        return CheckupLine(Matter.SPACE, status, "space_short", {"megabytes": free // 1_000_000})

    def _calendar(self, today: date) -> Iterator[CheckupLine]:
        wanted = [today.year, today.year + 1] if today.month >= NEXT_YEAR_IS_WANTED_FROM else [today.year]
        for year in wanted:
            if year in self.calendar.days.years:
                yield sound(Matter.CALENDAR, "calendar_known", year=str(year))
            else:
                status = CheckupStatus.BAD if year == today.year else CheckupStatus.WATCH
                yield CheckupLine(Matter.CALENDAR, status, "calendar_missing", {"year": str(year)})

    def _backup(self, ctx: Context) -> CheckupLine:
        if self.settings.backup_dir is None:
            return bad(Matter.BACKUP, "backup_nowhere")
        newest = Depot(self.settings.backup_dir, self.keyring).newest_verified()
        if newest is None:
            return bad(Matter.BACKUP, "backup_none")
        if not _trail_is_as_in(newest):
            return bad(Matter.BACKUP, "trail_not_as_backed_up", backup=newest.stamp)
        age = ctx.now - newest.made_at
        hours = max(0, int(age.total_seconds() // 3600))
        if age > BACKUP_GROWS_OLD:
            return bad(Matter.BACKUP, "backup_old", hours=hours)
        return sound(Matter.BACKUP, "backup_fresh", hours=hours)


def _trail_is_as_in(backup: Backup) -> bool:
    """Of one without an anchor, or which cannot be read any more, nothing is said here."""
    try:
        anchor = backup.manifest().anchor
    except BackupFault:
        return True
    return not anchor or trail_check.holds(db.session.connection(), TrailAnchor.read(anchor))


def _exported() -> CheckupLine:
    """Whether files for the national library that nobody needs any more still lie about."""
    left = [
        each.file_name for each in national.done_with() if national_files.is_there(each.folder or "", each.file_name)
    ]
    if not left:
        return sound(Matter.NATIONAL, "national_none")
    return watch(Matter.NATIONAL, "national_left", count=len(left), files=named(left))


def _fonts() -> CheckupLine:
    if previews.shows_chinese():
        return sound(Matter.FONTS, "fonts_present")
    return bad(Matter.FONTS, "fonts_lacking")


def _reading() -> CheckupLine:
    """Whether the extra that reads the print on faxes is there; nothing is amiss without it."""
    return sound(Matter.READING, "reading_installed" if page_reader.installed_reader() else "reading_none")


def proxy_line(settings: Settings) -> CheckupLine:
    """Whether the proxy in front is named, as far as settings and the requests of the running server tell."""
    if ProxySighting(settings.data_dir).was_made():
        return CheckupLine(Matter.PROXY, CheckupStatus.WATCH, "proxy_strange", {})
    if settings.trusted_proxy is not None:
        return sound(Matter.PROXY, "proxy_named", address=settings.trusted_proxy)
    if settings.is_https:  # the portal itself speaks no TLS
        return CheckupLine(Matter.PROXY, CheckupStatus.WATCH, "proxy_not_named", {})
    return sound(Matter.PROXY, "proxy_none")


def _existing(place: Path) -> Path:
    """The folder, or the nearest above it that is there: a backup folder may not be made yet."""
    return place if place.exists() else _existing(place.parent)
