"""准予备案: what it still has to settle, what a clerk says with it, and the act itself."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from portal.domain import lifecycle, scrutiny
from portal.domain.actor import Context
from portal.domain.determination import Determination
from portal.domain.errors import Invalid, NotAllowed, raise_all
from portal.domain.event_detail import EventDetail
from portal.domain.findings import Finding
from portal.domain.item import HandlingMode, Item
from portal.domain.policy import Permission, allowed
from portal.domain.scrutiny import Scrutiny, Unchecked
from portal.domain.spelling import words_of
from portal.domain.term import (
    Start,
    decided_term,
    faults_of_far_start,
    faults_of_start,
    nothing_to_change,
    over_when_decided,
    start_of,
)
from portal.domain.validity import Term
from portal.domain.vocabulary import Action, Evidence, FilingStatus, Mark, Outcome, Severity, Subject
from portal.models import Filing, User
from portal.models.filing import FilingChanges
from portal.models.transaction import transaction
from portal.services import (
    accounts,
    agent_slots,
    altering,
    filings,
    in_force,
    marks,
    pledge_checks,
    proving,
    review,
    scoping,
    succession,
)
from portal.services.cases import Case, open_case
from portal.services.in_force import InForce
from portal.services.rulebook import rulebook


@dataclass(frozen=True, slots=True)
class Approval:
    """What a clerk says with it: to what the rules ask, from when it counts, what was looked at, and why the rest not.

    `checked` are keys of what was looked at and found in order; `answer` is the clerk's own text, `start_reason` why it
    counts from a day far off, `cap_reason` why a supervisor lets the agent pass the cap of a year; `beside` are the
    numbers of what was seen to count in the same days.
    """

    answer: str = ""
    begins_on: date | None = None
    checked: frozenset[str] = frozenset()
    unchecked_reason: str = ""
    cap_reason: str = ""
    beside: frozenset[str] = frozenset()
    start_reason: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalNeeds:
    """What an approval has to settle: what nobody looked at, what the rules ask even when all that is in order, and
    from when it counts; what is in force beside it already, and the cap its agent is past, which is a supervisor's."""

    unchecked: tuple[Unchecked, ...]
    asks: tuple[Finding, ...]
    start: Start
    term: Term
    beside: tuple[InForce, ...]
    cap_passed: int | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether one press approves it: nothing is left to look at, to answer, to choose or to see."""
        return self.start.is_stated and not (self.unchecked or self.asks or self.beside or self.cap_passed)


def needs_of(
    case: Case,
    account: User | None,
    ctx: Context,
    begins_on: date | None = None,
    others: Sequence[Filing] | None = None,
) -> ApprovalNeeds:
    """What approving this case takes, from the day proposed or from another; `others` are all of its person, where they
    were read. Raises `FactFaults`."""
    left = unchecked(case, account)
    foreseen = rulebook.determine(scrutiny.as_if_in_order(case.facts, left), case.item)
    start = start_of(case.facts, case.item, ctx.today, is_change=case.filing.amends_id is not None)
    counted_from = start.on if start.is_stated else begins_on or start.on
    term = decided_term(case.facts, case.item, counted_from, ctx.today)
    cap = _cap_passed(ctx, case)
    asks = (*_asks(foreseen, cap), *_over(ctx, case, term))
    return ApprovalNeeds(left, asks, start, term, in_force.beside(case.filing, term, others), cap)


def unchecked(case: Case, account: User | None) -> tuple[Unchecked, ...]:
    """What of the case nobody has looked at yet; what the portal itself filled needs no look."""
    pages = (page for page in case.documents if page.mark is Mark.UNCHECKED and page.evidence is not Evidence.PORTAL)
    is_own = account is not None and account.person_index == case.filing.person_index
    found = Scrutiny(
        unseen=tuple((page.kind, page.uid) for page in pages),
        insured=case.filing.insured_found,
        person_verified=case.filing.person_verified_at is not None,
        owner_verified=account.verified_at is not None if account is not None and is_own else None,
    )
    return scrutiny.unchecked(found, case.item)


def _cap_passed(ctx: Context, case: Case) -> int | None:
    """The cap its agent is past: by the register of proven ones, or by the rules of a case that holds no slot."""
    is_for_supervisor = any(each.code == "agent_cap" for each in case.determination.findings)
    return agent_slots.cap_passed(ctx, case) or (case.item.agents.persons_per_year.value if is_for_supervisor else None)


def _asks(determination: Determination, cap_passed: int | None) -> tuple[Finding, ...]:
    """What the clerk answers; a cap that takes a reason of its own is not asked twice."""
    open_ones = (finding for finding in determination.findings if finding.severity is Severity.ASK)
    return tuple(finding for finding in open_ones if cap_passed is None or finding.code != "agent_cap")


def _over(ctx: Context, case: Case, term: Term) -> Iterator[Finding]:
    """That it would be over before it is approved, or what it changes is: somebody has to want it all the same."""
    yield from over_when_decided(case.item, term, ctx.today)
    before = case.filing.amends
    if before is not None and not altering.stands(before, ctx.today):
        yield nothing_to_change(case.item)


def is_approvable(determination: Determination) -> bool:
    """Whether a clerk may approve it at all: a refusal stands, and no reason stands in for a paper that is owed."""
    return determination.outcome is not Outcome.REFUSE and not determination.owed


def is_instant(item: Item) -> bool:
    """Whether the guide settles it at once (即办件, 即时办结), so that one person may accept and decide in one act."""
    at_once = item.handling_mode.value is HandlingMode.INSTANT or any(limit.at_once for limit in item.limits)
    return at_once and not item.second_check.value


def approve(ctx: Context, number: str, version: int, given: Approval) -> Filing:
    """Approve, once everything was looked at or passed over with a reason, and every question of the rules answered.

    What the clerk found in order is written down first, each with its own line of the history. An instant item is
    accepted and approved in one act: two transitions, two events.
    """
    with transaction():
        case = open_case(ctx, number, Permission.FILING_DECIDE)
        filing = case.filing
        filings.require_current(filing, version)
        _require_decidable(ctx, case)
        _require_approvable(case)
        cap = _cap_passed(ctx, case)
        reason = words_of(given.cap_reason) if cap is not None else ""
        if cap is not None and not allowed(ctx.actor, Permission.OVERRIDE, scoping.relation(filing)):
            raise NotAllowed("agent_cap_proven", cap=cap)
        left = _settle(ctx, case, given.checked)
        if cap is None or reason:
            proving.prove(ctx, case, reason)
        _require_approvable(case)
        start = start_of(case.facts, case.item, ctx.today, is_change=case.filing.amends_id is not None)
        term = decided_term(case.facts, case.item, given.begins_on or start.on, ctx.today)
        asks = (*_asks(case.determination, cap), *_over(ctx, case, term))
        faults = (*_faults(cap, asks, left, given), *faults_of_start(start, given.begins_on))
        unseen = (each.number for each in in_force.beside(filing, term) if each.number not in given.beside)
        far = faults_of_far_start(start, given.begins_on, ctx.today, words_of(given.start_reason))
        raise_all((*faults, *far, *(Invalid("overlap_unseen", "begins_on", number=number) for number in unseen)))
        if filing.status is FilingStatus.SUBMITTED:
            # the decision goes out in the same breath, and a notice of acceptance would say what is past
            filings.perform(ctx, case, Action.ACCEPT, version, review.accepted_by(ctx), notices=())
        changes: FilingChanges = {
            **review.decided_by(ctx),
            "outcome": case.determination.outcome,
            "begins_on": term.begins_on,
            "ends_on": term.ends_on,
            **pledge_checks.begun(case, ctx.today),
        }
        filings.perform(ctx, case, Action.APPROVE, filing.version, changes, _detail(left, given))
        succession.make_room(ctx, filing)
        return filing


def _require_decidable(ctx: Context, case: Case) -> None:
    status = case.filing.status
    if status is not FilingStatus.SUBMITTED:
        lifecycle.transition(status, Action.APPROVE, ctx.actor.role)
    elif not is_instant(case.item):
        raise NotAllowed("accept_first")


def _require_approvable(case: Case) -> None:
    if not is_approvable(case.determination):
        raise NotAllowed("not_approvable", outcome=case.determination.outcome)


def _settle(ctx: Context, case: Case, checked: frozenset[str]) -> tuple[Unchecked, ...]:
    """Write down what the clerk found in order; what is left is the answer."""
    every = unchecked(case, accounts.account_of(case.filing))
    for each in every:
        if each.key not in checked:
            continue
        match each.subject:
            case Subject.DOCUMENT:
                for uid in each.uids:
                    marks.note_mark(ctx, case, uid, Mark.SOUND)
            case Subject.INSURED:
                review.note_insured(ctx, case, insured=True)
            case Subject.PERSON:
                review.note_person(ctx, case.filing)
            case Subject.OWNER:
                accounts.note_owner(ctx, case.filing)
    return tuple(each for each in every if each.key not in checked)


def faults_foreseen(needs: ApprovalNeeds, given: Approval) -> Iterator[Invalid]:
    """What approving so would have to mend, said before anything is written down."""
    left = tuple(each for each in needs.unchecked if each.key not in given.checked)
    yield from _faults(needs.cap_passed, needs.asks, left, given)
    yield from faults_of_start(needs.start, given.begins_on)


def _faults(
    cap: int | None, asks: Collection[Finding], left: tuple[Unchecked, ...], given: Approval
) -> Iterator[Invalid]:
    if cap is not None and not words_of(given.cap_reason):
        yield Invalid("cap_reason_needed", "cap_reason", cap=cap)
    if asks and not words_of(given.answer):
        yield Invalid("answer_needed", "answer")
    yield from scrutiny.faults_of_passing_over(left, words_of(given.unchecked_reason))


def _detail(left: tuple[Unchecked, ...], given: Approval) -> EventDetail:
    return EventDetail(
        reason="；".join(filter(None, (words_of(given.answer), words_of(given.start_reason)))),
        kinds=tuple(each.kind for each in left if each.kind),
        unchecked=tuple(dict.fromkeys(each.subject for each in left)),
        unchecked_reason=words_of(given.unchecked_reason) if left else "",
    )
