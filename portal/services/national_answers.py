"""What the platform took or refused of a file, as an operator enters it; and how far all of them are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.domain.actor import Context
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.event_detail import EventDetail
from portal.domain.national import UploadState
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.spelling import words_of
from portal.domain.vocabulary import EventKind
from portal.models import Filing, NationalBatch, db
from portal.models.transaction import transaction
from portal.services import history, portal_events

LATEST_FILES = 20
MOST_REFUSED = 50
AT_ONCE = 500
"""Numbers of one statement."""
_ANSWERS = {
    UploadState.CONFIRMED: EventKind.NATIONAL_CONFIRMED,
    UploadState.REFUSED: EventKind.NATIONAL_REFUSED,
}


@dataclass(frozen=True, slots=True)
class PlatformAnswer:
    """What became of one filing; `reason` only where it was refused."""

    number: str
    reason: str = ""

    @property
    def state(self) -> UploadState:
        """Where it stands from now on."""
        return UploadState.REFUSED if self.reason else UploadState.CONFIRMED


@dataclass(frozen=True, slots=True)
class AnswersEntered:
    """How many answers changed something, and the numbers of those that could not be entered: of what waits for none,
    and of what stands in a later file, whose own answer counts."""

    confirmed: int
    refused: int
    unknown: Sequence[str]
    later: Sequence[str]


def enter(ctx: Context, file_id: int, answers: Iterable[PlatformAnswer]) -> AnswersEntered:
    """Enter the platform's answers to one file: they say nothing of a line that was written after it.

    The same answer again changes nothing. Nothing is entered where one of them is of what stands in an earlier file,
    for they belong to another one; raises `NotFound` for a foreign file.
    """
    require(ctx.actor, Permission.NATIONAL)
    _require_own_file(ctx, file_id)
    done, unknown, later = dict.fromkeys(_ANSWERS, 0), [], []
    given = list(answers)
    with transaction():
        filings = _of_numbers(ctx, [answer.number for answer in given])
        _require_of_this_file(filings.values(), file_id)
        for answer in given:
            filing = filings.get(answer.number)
            if filing is None or filing.upload_batch_id is None:
                unknown.append(answer.number)
            elif filing.upload_batch_id > file_id:
                later.append(answer.number)
            elif filing.upload_state is UploadState.EXPORTED:
                _enter(ctx, filing, answer)
                done[answer.state] += 1
            elif filing.upload_state is not answer.state:
                unknown.append(answer.number)
        counted = done[UploadState.CONFIRMED], done[UploadState.REFUSED]
        if any(counted):
            entered = PortalEventDetail(after=f"+{counted[0]} -{counted[1]}", tries=sum(counted))
            portal_events.record(ctx, PortalEventKind.NATIONAL_ANSWERED, entered)
    return AnswersEntered(*counted, unknown, later)


def _require_of_this_file(filings: Iterable[Filing], file_id: int) -> None:
    """A number may have gone on to a later file, but what is in an earlier one never stood in this."""
    earlier = (each for each in filings if each.upload_batch_id is not None and each.upload_batch_id < file_id)
    if (wrong := next(earlier, None)) is not None:
        raise NotAllowed("answers_of_another_file", number=wrong.number, batch=wrong.upload_batch_id or 0)


def confirm(ctx: Context, file_id: int) -> AnswersEntered:
    """The platform took all of that file that nothing else was entered of; raises `NotFound` for a foreign one."""
    require(ctx.actor, Permission.NATIONAL)
    rows = select(Filing.number).where(Filing.upload_batch_id == file_id, Filing.upload_state == UploadState.EXPORTED)
    numbers = db.session.scalars(rows.where(Filing.county == ctx.actor.county).order_by(Filing.id))
    return enter(ctx, file_id, [PlatformAnswer(number) for number in numbers])


def take_back(ctx: Context, file_id: int) -> int:
    """That file was lost, or never handed over: what nobody answered of it waits for another; how many they are."""
    require(ctx.actor, Permission.NATIONAL)
    _require_own_file(ctx, file_id)
    with transaction():
        rows = select(Filing).where(Filing.upload_batch_id == file_id, Filing.upload_state == UploadState.EXPORTED)
        taken = db.session.scalars(rows.order_by(Filing.id).with_for_update(of=Filing)).all()
        for filing in taken:
            _wait_again(ctx, filing)
        return len(taken)


def _require_own_file(ctx: Context, file_id: int) -> None:
    rows = select(NationalBatch.id).where(NationalBatch.id == file_id, NationalBatch.county == ctx.actor.county)
    if db.session.scalar(rows) is None:
        raise NotFound


def _wait_again(ctx: Context, filing: Filing) -> None:
    filing.upload_state = UploadState.TO_SEND
    history.line(ctx, filing, EventKind.NATIONAL_AGAIN)


def send_again(ctx: Context, number: str) -> Filing:
    """What was refused waits for the next file; raises `NotFound`, or `NotAllowed` for anything else."""
    require(ctx.actor, Permission.NATIONAL)
    with transaction():
        filing = _of_numbers(ctx, [number]).get(number)
        if filing is None:
            raise NotFound
        if filing.upload_state is not UploadState.REFUSED:
            raise NotAllowed("nothing_was_refused")
        _wait_again(ctx, filing)
        return filing


def _of_numbers(ctx: Context, numbers: Sequence[str]) -> Mapping[str, Filing]:
    """Those of the county, locked; so many in one statement, in one order, so that two who answer at once never wait
    for each other."""
    found: dict[str, Filing] = {}
    wanted = sorted(set(numbers))
    for begin in range(0, len(wanted), AT_ONCE):
        rows = select(Filing).where(
            Filing.number.in_(wanted[begin : begin + AT_ONCE]), Filing.county == ctx.actor.county
        )
        locked = db.session.scalars(rows.order_by(Filing.number).with_for_update(of=Filing))
        found.update((filing.number, filing) for filing in locked)
    return found


def _enter(ctx: Context, filing: Filing, answer: PlatformAnswer) -> None:
    filing.upload_state = answer.state
    history.line(ctx, filing, _ANSWERS[answer.state], EventDetail(reason=words_of(answer.reason)))


def counts(ctx: Context) -> Mapping[UploadState, int]:
    """How many filings of the county are how far."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    of_county = Filing.county == ctx.actor.county, Filing.upload_state.is_not(None)
    rows = select(Filing.upload_state, func.count().label("many")).where(*of_county).group_by(Filing.upload_state)
    found = {row.upload_state: row.many for row in db.session.execute(rows)}
    return {state: found.get(state, 0) for state in UploadState}


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file, and how far those are that stood in no later one."""

    file: NationalBatch
    states: Mapping[UploadState, int]


def latest_files(ctx: Context) -> list[FileLine]:
    """The newest files of the county: one statement."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    own = select(NationalBatch.id).where(NationalBatch.county == ctx.actor.county)
    newest = own.order_by(NationalBatch.id.desc()).limit(LATEST_FILES).subquery()
    counted = (
        select(NationalBatch, Filing.upload_state, func.count(Filing.id))
        .outerjoin(Filing, Filing.upload_batch_id == NationalBatch.id)
        .where(NationalBatch.id.in_(select(newest.c.id)))
        .group_by(NationalBatch.id, Filing.upload_state)
        .order_by(NationalBatch.id.desc())
    )
    found: dict[NationalBatch, dict[UploadState, int]] = {}
    for file, state, many in db.session.execute(counted):
        states = found.setdefault(file, {})
        if state is not None:
            states[state] = many
    return [FileLine(file, states) for file, states in found.items()]


def refused(ctx: Context) -> Sequence[str]:
    """The numbers of what was refused, the newest first."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    rows = select(Filing.number).where(Filing.county == ctx.actor.county, Filing.upload_state == UploadState.REFUSED)
    return db.session.scalars(rows.order_by(Filing.id.desc()).limit(MOST_REFUSED)).all()
