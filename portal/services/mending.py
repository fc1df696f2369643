"""What was typed is mended: by the filer where a notice opened it, by a clerk on somebody's word until the decision."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.exc import IntegrityError

from portal.domain.actor import BEIJING, Context
from portal.domain.attestation import IDENTITY
from portal.domain.claims import NO_ANSWERS, Answers, Claims, laid_over, says_nothing
from portal.domain.deadlines import due_after_waiting
from portal.domain.errors import Invalid
from portal.domain.event_detail import EventDetail
from portal.domain.mending import INSURANCE, WHO_CAME, Informant, Mending, mendable, mended, mending
from portal.domain.policy import Permission
from portal.domain.vocabulary import Action, FilingStatus
from portal.models import Filing, FilingEvent, db
from portal.models.filing import FilingChanges
from portal.models.sealed import person_index
from portal.models.transaction import transaction
from portal.services import (
    agent_slots,
    filing_columns,
    filings,
    mended_phones,
    open_questions,
    pledges,
    proving,
    slip_signatures,
)
from portal.services.cases import Case, open_case
from portal.services.rulebook import rulebook


def mend(ctx: Context, shown: Case, version: int, answers: Answers, informant: Informant) -> Filing:
    """更正: a clerk changes answers on somebody's word; a filing that waited for nothing else is up for review again.

    `shown` is the case as the form was read. Raises `FactFaults` when what was typed cannot be read, `Invalid` when
    nothing was changed or the ID number is that of somebody who has another undecided filing, `Stale` when a colleague
    was faster.
    """
    with transaction():
        case = open_case(ctx, shown.number, Permission.FILING_REVIEW).go_on_from(shown)
        filing = case.filing
        filings.require_current(filing, version)
        open_paths = {question.path for question in mendable(case.item, filing.channel)}
        stated = mended(filing.claims, answers, open_paths)
        done = mending(filing.claims, stated, informant)
        if done is None:
            raise Invalid("nothing_changed")
        before = filing.claims
        mended_phones.follow(ctx, filing, before, _restate(ctx, case, Action.MEND, version, stated, done, ctx.today))
        go_on(ctx, case)
        return filing


def go_on(ctx: Context, case: Case) -> None:
    """What waits for its filer and wants nothing of them any longer is up for review again."""
    if case.filing.status is FilingStatus.CORRECTION_REQUESTED and not (case.awaited or case.unsettled):
        resubmit(ctx, case, case.filing.version)


def changes_nothing(shown: Case, answers: Answers) -> bool:
    """Whether a clerk who sends these answers would change nothing."""
    filing = shown.filing
    open_paths = {question.path for question in mendable(shown.item, filing.channel)}
    return mending(filing.claims, mended(filing.claims, answers, open_paths)) is None


def require_written_down(case: Case, answers: Answers) -> None:
    """Raise `Stale` where answers came that nobody waits for, and something else is written down."""
    if laid_over(case.filing.claims, answers) != case.filing.claims:
        raise filings.overtaken(case.filing)


def resubmit(
    ctx: Context, case: Case, version: int, answers: Answers = NO_ANSWERS, came_on: date | None = None
) -> Filing:
    """补正, inside the caller's transaction: what the notice opened is answered, and it is judged again under the
    version it was filed by. It came today, but where it lay at the agency since `came_on`. Raises as `mend`, and
    `NotAllowed` for an answer that was not opened.
    """
    filing = case.filing
    filings.require_current(filing, version)
    slip_signatures.require_all(ctx, filing, case.item)
    stated = mended(filing.claims, answers, open_questions.paths(case))
    done = mending(filing.claims, stated)
    if done is not None:
        _require_own(ctx, filing, stated, done.paths)
    _restate(ctx, case, Action.CORRECT, version, stated, done, came_on or ctx.today)
    return filing


def _restate(
    ctx: Context, case: Case, action: Action, version: int, stated: Claims, done: Mending | None, came_on: date
) -> FilingEvent:
    filing = case.filing
    try:
        with db.session.begin_nested():
            if done is not None:
                _look_again(case, done.paths)
                case.restate(stated)
                pledges.let_go_of_others(case)
                if IDENTITY.intersection(done.paths):
                    filing.proven_at = ctx.now if proving.is_still_proven(ctx, filing, done) else None
            columns = _columns(ctx, case, action, came_on)
            event = filings.perform(ctx, case, action, version, columns, EventDetail(mending=done))
            agent_slots.follow(ctx, filing, case.item)
            pledges.follow(ctx, case, done)
            return event
    except IntegrityError as error:
        raise Invalid(filings.already_undecided(error).code, "id_number") from error


def _columns(ctx: Context, case: Case, action: Action, came_on: date) -> FilingChanges:
    """What is only mended keeps its last day and its place in the queue; what was asked for and came has its last day
    moved by the time that took, and where the guide states no limit it takes its place anew."""
    columns, filing = filing_columns.of(case.determination, ctx), case.filing
    if action is Action.MEND:
        columns["due_on"], columns["queue_due_on"] = filing.due_on, filing.queue_due_on
    elif filing.due_on is not None:
        asked_on, calendar = case.latest.at.astimezone(BEIJING).date(), rulebook.calendar_of(case.item)
        columns["due_on"] = columns["queue_due_on"] = due_after_waiting(filing.due_on, asked_on, came_on, calendar)
    return columns


def _look_again(case: Case, paths: Collection[str]) -> None:
    """Whom a clerk compared and what was looked up rests on what was typed then, as what was found of a document."""
    filing = case.filing
    if WHO_CAME.intersection(paths):
        filing.person_verified_at = filing.person_verified_by_id = None
    if INSURANCE.intersection(paths):
        filing.insured_found = filing.insured_checked_on = filing.insured_checked_by_id = None


def _require_own(ctx: Context, filing: Filing, stated: Claims, paths: Collection[str]) -> None:
    """Who filed for oneself still does, and who filed as an agent is still the agent."""
    if ctx.actor.user_id is None or ctx.actor.user_id != filing.applicant_id:
        return
    path = "person.id_number" if says_nothing(stated.agent) else "agent.id_number"
    number = stated.signer.id_number
    if path in paths and (number is None or person_index(number) != ctx.actor.person_index):
        raise Invalid("not_your_own_number", path.removeprefix("person.").replace(".", "_"))
