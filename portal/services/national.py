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

    def prepare(self, lines: Sequence[Mapping[str, str]]) -> str:
        """Keep lines where nobody takes them yet; the SHA-256 of the file they would be."""


@dataclass(frozen=True, slots=True)
class Exported:
    """How far the export is: the file that was just made, none where none was needed, and the last filing looked at."""

    batch: NationalBatch | None
    last_id: int


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A filing as it was read: its line, none where it ended before anybody there heard of it; and what is otherwise
    once anything of that changed."""

    id: int
    stamp: tuple[int, UploadState | None, int | None]
    line: Mapping[str, str] | None

    @classmethod
    def of(cls, filing: Filing, sent: Collection[int]) -> "_Waiting":
        """That of a filing whose claims open."""
        is_known = filing.status is FilingStatus.APPROVED or filing.id in sent
        return cls(filing.id, _stamp(filing), _line(filing, sent) if is_known else None)


class _ChangedMeanwhile(Exception):
    """What was read stands so no longer: it is read anew."""


def export_next(ctx: Context, folder: Outbox, after_id: int, most: int) -> Exported | None:
    """The next file; None once nothing waits. What does not open stays waiting, and is looked at again next time.

    Read and prepared outside any transaction; written down in one, where nothing of it changed meanwhile. Killed
    before its end, the filings wait still and what was prepared counts for nothing; killed after it, the file has only
    to be put in its place.
    """
    require(ctx.actor, Permission.NATIONAL)
    while True:
        found, last_id = _read(ctx, after_id, most)
        if last_id is None:
            return None
        lines = [each.line for each in found if each.line is not None]
        sha256 = folder.prepare(lines) if lines else ""
        try:
            return Exported(_written(ctx, found, sha256, folder.path), last_id)
        except _ChangedMeanwhile:
            continue


def _read(ctx: Context, after_id: int, most: int) -> tuple[Sequence[_Waiting], int | None]:
    """What waits and opens, and the last that waits; none where nothing does."""
    rows = select(Filing).where(Filing.county == ctx.actor.county, Filing.upload_state == UploadState.TO_SEND)
    filings = db.session.scalars(rows.where(Filing.id > after_id).order_by(Filing.id).limit(most)).all()
    sent = _sent_before(filings)
    found = [_Waiting.of(filing, sent) for filing in claims.readable(filings)]
    last_id = filings[-1].id if filings else None
    db.session.rollback()  # writing takes its time, and nothing slow stands inside a transaction
    return found, last_id


def _stamp(filing: Filing) -> tuple[int, UploadState | None, int | None]:
    return filing.version, filing.upload_state, filing.upload_batch_id


def _sent_before(filings: Sequence[Filing]) -> Collection[int]:
    """Those the platform has, or may have: it took them once, or a file of them was neither refused nor lost."""
    of_them = FilingEvent.filing_id.in_([filing.id for filing in filings])
    on_the_way = select(func.max(FilingEvent.id)).where(of_them, FilingEvent.kind.in_(_ON_THE_WAY))
    last = on_the_way.group_by(FilingEvent.filing_id)
    is_out = and_(FilingEvent.kind == EventKind.NATIONAL_EXPORTED, FilingEvent.id.in_(last))
    is_there = and_(FilingEvent.kind == EventKind.NATIONAL_CONFIRMED, of_them)
    return set(db.session.scalars(select(FilingEvent.filing_id).where(or_(is_there, is_out))))


def _written(ctx: Context, found: Sequence[_Waiting], sha256: str, folder: Path) -> NationalBatch | None:
    """Locked, so that what changes one of them from now on comes after, and has it sent once more."""
    with transaction():
        rows = db.session.scalars(_locked([each.id for each in found])).all()
        if [_stamp(filing) for filing in rows] != [each.stamp for each in found]:
            raise _ChangedMeanwhile
        due = sum(each.line is not None for each in found)
        batch = _add_batch(ctx, due, sha256, folder) if sha256 else None
        for filing, each in zip(rows, found, strict=True):
            if batch is None or each.line is None:
                filing.upload_state = None
                continue
            filing.upload_state, filing.upload_batch_id = UploadState.EXPORTED, batch.id
            history.line(ctx, filing, EventKind.NATIONAL_EXPORTED)
        return batch


def _locked(ids: Sequence[int]) -> Select[Filing]:
    return select(Filing).where(Filing.id.in_(ids)).order_by(Filing.id).with_for_update(of=Filing)


def _add_batch(ctx: Context, filings: int, sha256: str, folder: Path) -> NationalBatch:
    made = {"made_at": ctx.now, "made_by_id": ctx.actor.user_id, "folder": str(folder)}
    batch = NationalBatch(county=ctx.actor.county, filings=filings, sha256=sha256, **made)
    db.session.add(batch)
    db.session.flush()
    written = PortalEventDetail(after=batch.file_name, tries=filings)
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
