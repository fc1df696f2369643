"""Everything a clerk sees of one filing, read in a fixed small number of statements and writing nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, func

from portal.domain import acceptance
from portal.domain.actor import Context
from portal.domain.determination import Determination
from portal.domain.errors import NotFound
from portal.domain.fact_rules import FactFaults
from portal.domain.facts import Facts
from portal.domain.item import Condition, Item
from portal.domain.lifecycle import OF_ANOTHER, allowed_actions, counts_on
from portal.domain.materials import required_materials
from portal.domain.policy import Permission, allowed, require
from portal.domain.term import Start
from portal.domain.vocabulary import UNDECIDED, Action, EventKind, FilingStatus
from portal.models import Document, Filing, FilingEvent, Notice, User, db
from portal.models.looks import FilingLook
from portal.services import (
    accounts,
    altering,
    approval,
    claims,
    history,
    messages,
    same_person,
    scoping,
    starts,
    succession,
)
from portal.services.approval import ApprovalNeeds
from portal.services.cases import Case
from portal.services.feedback import COMPLAINTS
from portal.services.messages import Correspondence
from portal.services.rulebook import rulebook
from portal.services.same_person import OthersRead
from portal.services.scoping import Sight


@dataclass(frozen=True, slots=True)
class Examination:
    """What the rules say of a filing now: the determination, and beside it what is in order."""

    determination: Determination
    met: tuple[Condition, ...]
    in_hand: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One filing with all that stands around it.

    `examination` is None where what was typed cannot be read, `needs` where it cannot be approved now;
    `start` is what is proposed where it was approved without a day to count from. `rivals` is how many other accounts
    claim to be its person, `noted` the numbers of all filings here whose look of today, by whoever acts, is written
    down. `replaced` are those whose place it takes once it is approved, the newest first, and `ending` the act by which
    that one came to stand no longer.
    """

    filing: Filing
    item: Item
    examination: Examination | None
    owed: tuple[str, ...]
    documents: Sequence[Document]
    events: Sequence[FilingEvent]
    looks: Sequence[FilingLook]
    issued: Sequence[Notice]
    correspondence: Correspondence
    account: User | None
    rivals: int
    others: Sequence[Filing]
    noted: frozenset[str]
    replaced: Sequence[Filing]
    ending: FilingEvent | None
    actions: frozenset[Action]
    needs: ApprovalNeeds | None
    start: Start | None
    may_review: bool
    may_decide: bool
    may_override: bool
    knows_decider: bool

    @property
    def has_earlier_notice(self) -> bool:
        """Whether a correction notice went out already: a second one may name nothing new."""
        return any(event.kind is EventKind.CORRECTION_REQUESTED for event in self.events)


def open_case(ctx: Context, number: str, begins_on: date | None = None) -> CaseFile:
    """The case of that number, to be approved from that day; raises `NotFound` for a foreign or missing one."""
    case, account, rivals, has_others = _read(ctx, number)
    require(ctx.actor, Permission.FILING_READ, scoping.relation(case.filing))
    others = same_person.others(ctx, case.filing) if has_others else OthersRead()
    return _around(ctx, case, account, rivals, others, begins_on)


def all_around(ctx: Context, case: Case) -> CaseFile:
    """The case with everything a clerk sees beside it."""
    account, rivals = accounts.account_and_rivals(case.filing)
    return _around(ctx, case, account, rivals, same_person.others(ctx, case.filing))


def _read(ctx: Context, number: str) -> tuple[Case, User | None, int, bool]:
    """A case with what is on file, its account, how many other accounts claim the same person, and whether there are
    other filings of theirs: one statement."""
    blanks = {**scoping.blanks_of(ctx.actor), "number": number}
    rows = db.session.execute(_with_papers_and_account(scoping.sight(ctx.actor)), blanks).all()
    if not rows:
        raise NotFound
    filing, _document, account, rivals, has_others = rows[0]
    return Case(ctx, filing, [row[1] for row in rows if row[1] is not None]), account, rivals, has_others


@cache
def _with_papers_and_account(sight: Sight) -> Select[Any]:
    account = User.id == func.coalesce(Filing.applicant_id, Filing.bound_user_id)
    rows = scoping.of_that_number(sight).outerjoin(Document, claims.PAPERS).outerjoin(User, account)
    return rows.add_columns(Document, User, accounts.HOW_MANY_RIVALS, same_person.HAS_OTHERS).order_by(Document.id)


def _around(
    ctx: Context,
    case: Case,
    account: User | None,
    rivals: int,
    others: OthersRead,
    begins_on: date | None = None,
) -> CaseFile:
    filing, relation = case.filing, scoping.relation(case.filing)
    examination = _examination(case)
    actions = _actions(ctx, filing, case.item, examination)
    replaced = tuple(succession.line(filing)) if filing.status in UNDECIDED else ()
    ending = _ending(case, replaced[0]) if replaced and not altering.stands(replaced[0], ctx.today) else None
    looks = history.looks_at(filing)
    return CaseFile(
        filing=filing,
        item=case.item,
        examination=examination,
        owed=case.owed if examination else (),
        documents=case.documents,
        events=case.events,
        looks=looks,
        noted=others.noted | ({filing.number} if history.is_noted(ctx, looks) else set()),
        issued=case.notices,
        correspondence=messages.among([each for each in case.events if each.kind not in COMPLAINTS]),
        account=account,
        rivals=rivals,
        others=others.filings,
        replaced=replaced,
        ending=ending,
        actions=actions,
        needs=_needs(ctx, case, account, others.filings, begins_on) if Action.APPROVE in actions else None,
        start=starts.start_missing(case) if Action.FIX_START in actions else None,
        may_review=allowed(ctx.actor, Permission.FILING_REVIEW, relation),
        may_decide=allowed(ctx.actor, Permission.FILING_DECIDE, relation),
        may_override=allowed(ctx.actor, Permission.OVERRIDE, relation),
        knows_decider=ctx.actor.person_index is not None,
    )


def _ending(case: Case, before: Filing) -> FilingEvent | None:
    case.events, of_before = history.events_of_each(case.filing, before)
    return succession.ending_of(before, of_before)


def _needs(
    ctx: Context, case: Case, account: User | None, others: Sequence[Filing], begins_on: date | None
) -> ApprovalNeeds:
    are_all = len(others) < same_person.MOST
    return approval.needs_of(case, account, ctx, begins_on, others if are_all else None)


def _examination(case: Case) -> Examination | None:
    try:
        return examination_of(case.facts, case.item, case.determination)
    except FactFaults:
        return None  # its person is in the middle of mending it


def examine(facts: Facts, item: Item) -> Examination:
    """The determination of these facts, with the conditions they meet and the papers that are in order."""
    return examination_of(facts, item, rulebook.determine(facts, item))


def examination_of(facts: Facts, item: Item, determination: Determination) -> Examination:
    """What is in order beside what was determined."""
    met = tuple(condition for condition in item.conditions if _is_met(condition, facts, item))
    in_question = {str(finding.values.get("kind")) for finding in determination.findings}
    in_hand = tuple(
        m.kind for m in required_materials(facts, item) if m.kind not in in_question and facts.supplied(m.kind)
    )
    return Examination(determination, met, in_hand)


def _is_met(condition: Condition, facts: Facts, item: Item) -> bool:
    checks = [reading.check for reading in condition.readings]
    if any(check.is_remark or not check.is_told(facts) for check in checks):
        return False
    return not any(True for check in checks for _ in check.verdicts(facts, item.place))


def _actions(ctx: Context, filing: Filing, item: Item, examination: Examination | None) -> frozenset[Action]:
    """What this clerk could do next; an instant item is accepted and approved in one act."""
    actions = set(allowed_actions(filing.status, ctx.actor.role)) - OF_ANOTHER
    if filing.status is FilingStatus.SUBMITTED and approval.is_instant(item):
        actions.add(Action.APPROVE)
    if filing.hospital_id is not None:
        actions.discard(Action.CORRECT)
    if examination is None or not approval.is_approvable(examination.determination):
        actions.discard(Action.APPROVE)
    if examination is None or not acceptance.is_acceptable(item, examination.determination):
        actions.discard(Action.ACCEPT)
    if not counts_on(filing.status, filing.ends_on, ctx.today):
        actions.discard(Action.CANCEL)
    if altering.may_return(filing, ctx.today):
        actions.add(Action.RETURN_HOME)
    else:
        actions.discard(Action.RETURN_HOME)
    if examination is None or not starts.is_missing(filing):
        actions.discard(Action.FIX_START)
    return frozenset(actions)
