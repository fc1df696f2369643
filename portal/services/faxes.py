"""Faxes on their way into the tray: each file once, known again by its content and its name, whatever was killed.

The bytes are on disk before the row that names them, and the file in the fax server's folder goes after it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Context
from portal.domain.errors import NotFound
from portal.domain.faxes import FaxState, FaxTrouble
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.models import Fax, FaxLook, FaxPage, FaxWatch, db
from portal.models.sealed import content_index
from portal.models.transaction import transaction
from portal.services import fax_readings, kept_files, portal_events


@dataclass(frozen=True, slots=True)
class ArrivedFax:
    """A file of a fax server: whose tray it is for, its name, a digest of its content, how its sender calls itself, and
    when it came; None is now."""

    county: str
    name: str
    content_sha256: str
    sender: str
    came_at: datetime | None = None

    @property
    def digest(self) -> str:
        """By which it is known again."""
        return content_index("fax", f"{self.name}\0{self.content_sha256}".encode())


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A kept file of a fax: all its pages, or the one that could be read of a damaged one."""

    file_key: str
    pages: int
    blank: Collection[int]


@dataclass(frozen=True, slots=True)
class KeptOriginal:
    """The file as it came, and why it was set aside."""

    file_key: str
    trouble: FaxTrouble


def is_known(arrived: ArrivedFax) -> bool:
    """Whether it was taken, or set aside, before."""
    same = Fax.county == arrived.county, Fax.content_digest == arrived.digest
    return db.session.scalar(select(Fax.id).where(*same)) is not None


def take(ctx: Context, arrived: ArrivedFax, parts: Sequence[KeptPart], aside: KeptOriginal | None = None) -> bool:
    """Put what can be read into the tray, and aside what cannot, in one transaction; False where it was known."""
    ctx = replace(ctx, actor=replace(ctx.actor, county=arrived.county))
    try:
        with transaction():
            if is_known(arrived):
                return False
            if aside is not None:
                _set_aside(ctx, arrived, aside)
            if parts:
                _put_into_tray(ctx, arrived, parts, None if aside else arrived.digest)
            return True
    except IntegrityError:  # two watchers of one folder
        if is_known(arrived):
            return False
        raise


def _put_into_tray(ctx: Context, arrived: ArrivedFax, parts: Sequence[KeptPart], digest: str | None) -> None:
    fax = _new(ctx, arrived, state=FaxState.WAITING, content_digest=digest)
    numbered = ((part, number) for part in parts for number in range(1, part.pages + 1))
    fax.pages = [
        FaxPage(
            position=position,
            file_key=part.file_key,
            number=number,
            came_at=fax.came_at,
            turned_by=0,
            is_blank=number in part.blank,
        )
        for position, (part, number) in enumerate(numbered, 1)
    ]
    _add(ctx, fax, PortalEventKind.FAX_RECEIVED)
    fax_readings.want(ctx, fax.pages)


def _set_aside(ctx: Context, arrived: ArrivedFax, aside: KeptOriginal) -> None:
    fax = _new(ctx, arrived, state=FaxState.SET_ASIDE, content_digest=arrived.digest)
    fax.trouble, fax.original_key = aside.trouble, aside.file_key
    _add(ctx, fax, PortalEventKind.FAX_SET_ASIDE)


def _new(ctx: Context, arrived: ArrivedFax, state: FaxState, content_digest: str | None) -> Fax:
    return Fax(
        county=arrived.county,
        came_at=arrived.came_at or ctx.now,
        state=state,
        content_digest=content_digest,
        name=arrived.name,
        sender=arrived.sender or None,
    )


def _add(ctx: Context, fax: Fax, kind: PortalEventKind) -> None:
    db.session.add(fax)
    db.session.flush()
    portal_events.record(ctx, kind, PortalEventDetail(after=str(fax.id), reason=str(fax.trouble or "")))


def note_watched(ctx: Context, counties: Collection[str]) -> None:
    """The folders of these counties were looked through."""
    with transaction():
        known = db.session.scalars(select(FaxWatch).where(FaxWatch.county.in_(counties))).all()
        for watch in known:
            watch.seen_at = ctx.now
        missing = set(counties) - {watch.county for watch in known}
        db.session.add_all(FaxWatch(county=county, seen_at=ctx.now) for county in sorted(missing))


def watched_since() -> dict[str, datetime]:
    """When the folder of each county that has one was looked through last."""
    return {watch.county: watch.seen_at for watch in db.session.scalars(select(FaxWatch).order_by(FaxWatch.county))}


def end_watch(ctx: Context, county: str) -> None:
    """Nobody is to miss the watcher of that county any more; raises `NotFound` where there was none."""
    with transaction():
        watch = db.session.scalar(select(FaxWatch).where(FaxWatch.county == county))
        if watch is None:
            raise NotFound
        db.session.delete(watch)
        portal_events.record(ctx, PortalEventKind.FAX_WATCH_ENDED, PortalEventDetail(before=county))


def original(ctx: Context, number: int) -> Fax:
    """One that was set aside, for its file as it came; that it was fetched is written down. Raises `NotFound`."""
    with transaction():
        fax: Fax | None = db.session.get(Fax, number)
        if fax is None or fax.original_key is None:
            raise NotFound
        ctx = replace(ctx, actor=replace(ctx.actor, county=fax.county))
        portal_events.record(ctx, PortalEventKind.FAX_FETCHED, PortalEventDetail(after=str(fax.id)))
        return fax


def drop(numbers: Collection[int]) -> set[str]:
    """Forget settled faxes within the caller's transaction; gives the files that nothing names any more."""
    originals = select(Fax.original_key).where(Fax.id.in_(numbers), Fax.original_key.is_not(None))
    keys = {key for key in db.session.scalars(originals) if key is not None}
    pages = drop_pages(db.session.scalars(select(FaxPage.id).where(FaxPage.fax_id.in_(numbers))).all())
    db.session.execute(delete(FaxLook).where(FaxLook.fax_id.in_(numbers)))
    db.session.execute(delete(Fax).where(Fax.id.in_(numbers)))
    return kept_files.unnamed(sorted(keys)) | pages


def drop_pages(numbers: Collection[int]) -> set[str]:
    """The same of pages; a file goes with the last page of it."""
    keys = db.session.scalars(select(FaxPage.file_key).where(FaxPage.id.in_(numbers)).distinct()).all()
    db.session.execute(delete(FaxPage).where(FaxPage.id.in_(numbers)))
    return kept_files.unnamed(keys)
