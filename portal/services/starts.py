"""起算日 of filings that were approved before every approval fixed one: the guide's day, or one a clerk confirms."""

from datetime import date

from sqlalchemy import select

from portal.domain.actor import BEIJING, Context
from portal.domain.errors import NotAllowed, raise_all
from portal.domain.event_detail import EventDetail
from portal.domain.policy import Permission
from portal.domain.spelling import words_of
from portal.domain.term import Start, decided_term, faults_of_far_start, faults_of_start, start_of
from portal.domain.vocabulary import Action, FilingStatus
from portal.models import Filing, db
from portal.models.filing import FilingChanges
from portal.models.transaction import transaction
from portal.services import filings
from portal.services.cases import Case, open_case


def is_missing(filing: Filing) -> bool:
    """Whether it counts and nobody ever said from when."""
    return filing.status is FilingStatus.APPROVED and filing.begins_on is None


def missing() -> list[str]:
    """The numbers of all of them, the oldest first."""
    rows = select(Filing.number).where(Filing.status == FilingStatus.APPROVED, Filing.begins_on.is_(None))
    return list(db.session.scalars(rows.order_by(Filing.id)))


def start_missing(case: Case) -> Start:
    """What its approval would have proposed that day; raises `FactFaults`."""
    is_change = case.filing.amends_id is not None
    return start_of(case.facts, case.item, _decided_on(case.filing), is_change=is_change)


def fix(ctx: Context, number: str, version: int, begins_on: date | None, answer: str = "") -> Filing:
    """Say from when it counts, and put out its papers again with the days on them; an end it has already stays.

    `begins_on` need not be given where the guide states the day; `answer` is why it is a day far off. Raises as an
    approval does.
    """
    with transaction():
        case = open_case(ctx, number, Permission.FILING_DECIDE)
        filing = case.filing
        filings.require_current(filing, version)
        if not is_missing(filing):
            raise NotAllowed("start_is_known")
        start = start_missing(case)
        why = words_of(answer)
        far = faults_of_far_start(start, begins_on, _decided_on(filing), why)
        raise_all((*faults_of_start(start, begins_on), *far))
        term = decided_term(case.facts, case.item, begins_on or start.on, _decided_on(filing))
        changes: FilingChanges = {"begins_on": term.begins_on, "ends_on": filing.ends_on or term.ends_on}
        filings.perform(ctx, case, Action.FIX_START, version, changes, EventDetail(reason=why))
        return filing


def _decided_on(filing: Filing) -> date:
    assert filing.decided_at is not None, "whatever is approved was decided"
    return filing.decided_at.astimezone(BEIJING).date()
