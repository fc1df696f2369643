"""Everything a clerk sees of one filing, read in a fixed small number of statements and writing nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, select

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
from portal.services import accounts, altering, approval, claims, history, messages, scoping, starts, succession
from portal.services.approval import ApprovalNeeds
from portal.services.cases import Case
from portal.services.feedback import COMPLAINTS
from portal.services.messages import Correspondence
from portal.services.rulebook import rulebook
from portal.services.scoping import Sight

MOST_OTHERS = 100


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
    `start` is what is proposed where it was approved without a day to count from. `replaced` are those whose place it
    takes once it is approved, the newest first, and `ending` the act by which that one came to stand no longer.
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
    rivals: Sequence[User]
    others: Sequence[Filing]
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
    case, account, has_rivals, has_others = _read(ctx, number)
    require(ctx.actor, Permission.FILING_READ, scoping.relation(case.filing))
    rivals = accounts.rival_claims(account) if account and has_rivals else []
    others = _others(ctx, case.filing) if has_others else ()
    return _around(ctx, case, account, rivals, others, begins_on)


def all_around(ctx: Context, case: Case) -> CaseFile:
    """The case with everything a clerk sees beside it."""
    return _around(ctx, case, *accounts.claimants_of(case.filing), _others(ctx, case.filing))


def _read(ctx: Context, number: str) -> tuple[Case, User | None, bool, bool]:
    """A case with what is on file, its account, whether another account claims the same person, and whether there are
    other filings of theirs: one statement."""
    blanks = {**scoping.blanks_of(ctx.actor), "number": number}
    rows = db.session.execute(_with_papers_and_account(scoping.sight(ctx.actor)), blanks).all()
    if not rows:
        raise NotFound
    filing, _document, account, has_rivals, has_others = rows[0]
    return Case(ctx, filing, [row[1] for row in rows if row[1] is not None]), account, has_rivals, has_others


@cache
def _with_papers_and_account(sight: Sight) -> Select[Any]:
    account = User.id == func.coalesce(Filing.applicant_id, Filing.bound_user_id)
    rows = scoping.of_that_number(sight).outerjoin(Document, claims.PAPERS).outerjoin(User, account)
    return rows.add_columns(Document, User, accounts.HAS_RIVALS, _HAS_OTHERS).order_by(Document.id)


_OTHER = Filing.__table__.alias()
_HAS_OTHERS = select(_OTHER.c.id).where(_OTHER.c.person_index == Filing.person_index, _OTHER.c.id != Filing.id).exists()
"""Whether there is another filing of the person of the one that a statement reads, in whichever county."""


def _around(
    ctx: Context,
    case: Case,
    account: User | None,
    rivals: Sequence[User],
    others: Sequence[Filing],
    begins_on: date | None = None,
) -> CaseFile:
    filing, relation = case.filing, scoping.relation(case.filing)
    examination = _examination(case)
    actions = _actions(ctx, filing, case.item, examination)
    replaced = tuple(succession.line(filing)) if filing.status in UNDECIDED else ()
    is_over = bool(replaced) and not altering.stands(replaced[0], ctx.today)
    return CaseFile(
        filing=filing,
        item=case.item,
        examination=examination,
        owed=case.owed if examination else (),
        documents=case.documents,
        events=case.events,
        looks=history.looks_at(filing),
        issued=case.notices,
        correspondence=messages.among([each for each in case.events if each.kind not in COMPLAINTS]),
        account=account,
        rivals=rivals,
        others=others,
        replaced=replaced,
        ending=succession.ending_of(replaced[0]) if is_over else None,
        actions=actions,
        needs=_needs(ctx, case, account, others, begins_on) if Action.APPROVE in actions else None,
        start=starts.start_missing(case) if Action.FIX_START in actions else None,
        may_review=allowed(ctx.actor, Permission.FILING_REVIEW, relation),
        may_decide=allowed(ctx.actor, Permission.FILING_DECIDE, relation),
        may_override=allowed(ctx.actor, Permission.OVERRIDE, relation),
        knows_decider=ctx.actor.person_index is not None,
    )


def _needs(
    ctx: Context, case: Case, account: User | None, others: Sequence[Filing], begins_on: date | None
) -> ApprovalNeeds:
    are_all = len(others) < MOST_OTHERS
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


def _others(ctx: Context, filing: Filing) -> Sequence[Filing]:
    """Other filings of the same person in this county: first those that wait for the same decision, what is proven
    before what is claimed and the oldest before what came after it; then the rest, newest first.

    So nobody fills the screen with claims of theirs, withdrawn and made anew, until another is no longer seen.
    """
    if filing.person_index is None:
        return ()
    blanks = {**scoping.blanks_of(ctx.actor), "person": filing.person_index, "but": filing.id, "item": filing.item_id}
    return db.session.scalars(_others_of(scoping.sight(ctx.actor)), blanks).all()


@cache
def _others_of(sight: Sight) -> Select[Filing]:
    rows = scoping.seen_by(sight).where(Filing.person_index == bindparam("person"), Filing.id != bindparam("but"))
    waits_beside_it = and_(Filing.queue_due_on.is_not(None), Filing.item_id == bindparam("item"))
    is_proven = Filing.proven_at.is_not(None)
    rank = case((and_(waits_beside_it, is_proven), 0), (waits_beside_it, 1), else_=2)
    return rows.order_by(rank, case((waits_beside_it, Filing.id), else_=-Filing.id)).limit(MOST_OTHERS)
