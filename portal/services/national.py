"""To the national library: files of what waits, and what an operator enters of the platform's answers.

Nothing is sent from here. A file is written and taken along; only an answer that somebody enters says that it arrived.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Select, and_, func, or_, select

from portal.domain.actor import Context
from portal.domain.national import Upload, UploadChange, UploadState, fields_of
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.vocabulary import EventKind, FilingStatus
from portal.models import Filing, FilingEvent, NationalBatch, db
from portal.models.transaction import transaction
from portal.services import claims, history, portal_events
from portal.wording import name_of

_ON_THE_WAY = (EventKind.NATIONAL_EXPORTED, EventKind.NATIONAL_REFUSED, EventKind.NATIONAL_AGAIN)


class Outbox(Protocol):
    """A folder into which files are put."""

    @property
    def path(self) -> Path:
        """Where it is."""

    def prepare(self, name: str, lines: Sequence[Mapping[str, str]]) -> str:
        """Keep lines under the name of a file, not yet where anybody takes it; the SHA-256 of its content."""


@dataclass(frozen=True, slots=True)
class Exported:
    """How far the export is: the file that was just made, none where none was needed, and the last filing looked at."""

    batch: NationalBatch | None
    last_id: int


def export_next(ctx: Context, folder: Outbox, after_id: int, most: int) -> Exported | None:
    """The next file in one transaction; None once nothing waits.

    Killed before the end, the filings wait still and the file counts for nothing; killed after it, its lines are kept
    and the file has only to be put in its place. What does not open stays waiting, and is looked at again next time.
    """
    require(ctx.actor, Permission.NATIONAL)
    with transaction():
        waiting = db.session.scalars(_waiting(ctx, after_id, most)).all()
        if not waiting:
            return None
        sent = _sent_before(waiting)
        for filing in waiting:
            if filing.status is not FilingStatus.APPROVED and filing.id not in sent:
                filing.upload_state = None  # it ended before anybody there heard of it
        due = list(claims.readable(filing for filing in waiting if filing.upload_state is not None))
        return Exported(_write(ctx, folder, due, sent) if due else None, waiting[-1].id)


def _waiting(ctx: Context, after_id: int, most: int) -> Select[Filing]:
    """Locked, so that what changes one of them meanwhile comes after, and has it sent once more."""
    rows = select(Filing).where(Filing.county == ctx.actor.county, Filing.upload_state == UploadState.TO_SEND)
    return rows.where(Filing.id > after_id).order_by(Filing.id).limit(most).with_for_update(of=Filing)


def _sent_before(filings: Sequence[Filing]) -> Collection[int]:
    """Those the platform has, or may have: it took them once, or a file of them was neither refused nor lost."""
    of_them = FilingEvent.filing_id.in_([filing.id for filing in filings])
    on_the_way = select(func.max(FilingEvent.id)).where(of_them, FilingEvent.kind.in_(_ON_THE_WAY))
    last = on_the_way.group_by(FilingEvent.filing_id)
    is_out = and_(FilingEvent.kind == EventKind.NATIONAL_EXPORTED, FilingEvent.id.in_(last))
    is_there = and_(FilingEvent.kind == EventKind.NATIONAL_CONFIRMED, of_them)
    return set(db.session.scalars(select(FilingEvent.filing_id).where(or_(is_there, is_out))))


def _write(ctx: Context, folder: Outbox, due: Sequence[Filing], sent: Collection[int]) -> NationalBatch:
    batch = NationalBatch(
        county=ctx.actor.county,
        made_at=ctx.now,
        made_by_id=ctx.actor.user_id,
        filings=len(due),
        sha256="",
        folder=str(folder.path),
    )
    db.session.add(batch)
    db.session.flush()
    batch.sha256 = folder.prepare(batch.file_name, [_line(filing, sent) for filing in due])
    for filing in due:
        filing.upload_state, filing.upload_batch_id = UploadState.EXPORTED, batch.id
        history.line(ctx, filing, EventKind.NATIONAL_EXPORTED)
    written = PortalEventDetail(after=batch.file_name, tries=len(due))
    portal_events.record(ctx, PortalEventKind.NATIONAL_EXPORTED, written)
    return batch


def _line(filing: Filing, sent: Collection[int]) -> Mapping[str, str]:
    change = UploadChange.CHANGED if filing.id in sent else UploadChange.ADDED
    change = change if filing.status is FilingStatus.APPROVED else UploadChange.ENDED
    kind, days = filing.filing_type, (filing.begins_on, filing.ends_on)
    return fields_of(Upload(filing.number, change, kind, filing.channel, filing.claims, *days), name_of(kind))


def files_of(ctx: Context) -> Sequence[NationalBatch]:
    """Every file of the county, the oldest first."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    rows = select(NationalBatch).where(NationalBatch.county == ctx.actor.county)
    return db.session.scalars(rows.order_by(NationalBatch.id)).all()


def done_with() -> Sequence[NationalBatch]:
    """Files of any county of which nothing waits for an answer any more: nobody needs what stands in them."""
    waits = select(Filing.id).where(
        Filing.upload_batch_id == NationalBatch.id, Filing.upload_state == UploadState.EXPORTED
    )
    rows = select(NationalBatch).where(NationalBatch.folder.is_not(None), ~waits.exists())
    return db.session.scalars(rows.order_by(NationalBatch.id)).all()
