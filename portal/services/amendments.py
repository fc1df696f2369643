"""What the filer does after sending in: supply what was missing, withdraw, change, renew, cancel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from portal.domain import lifecycle
from portal.domain.actor import Context
from portal.domain.claims import NO_ANSWERS, Answers, laid_over
from portal.domain.errors import NotAllowed, raise_all
from portal.domain.event_detail import EventDetail
from portal.domain.fact_rules import FactFaults
from portal.domain.materials import made_by_portal
from portal.domain.policy import Permission
from portal.domain.spelling import words_of
from portal.domain.validity import Term, cut_off
from portal.domain.vocabulary import Action, DocumentKind, Evidence, FilingStatus, Role, TokenPurpose
from portal.models import Document, Filing, db
from portal.models.filing import CHANGE_KEY, RENEWAL_KEY, FilingChanges
from portal.models.transaction import transaction
from portal.services import claims, filings, form_keys, mending, succession, tokens
from portal.services.altering import may_return, require_alterable
from portal.services.cases import Case, open_case
from portal.services.documents import once_more
from portal.services.owing import StillOwed, faults_of_missing, owed_after
from portal.services.rulebook import rulebook

CopyFile = Callable[[str], str | None]
"""Keeps a file once more and gives the key of the copy; None where the file is gone."""


def send_correction(ctx: Context, shown: Case, version: int, answers: Answers = NO_ANSWERS) -> Filing:
    """补正: what was asked for is answered and on file; back to the clerk. Sent twice, the first time counts.

    `shown` is the case as its form was read. Raises as `mending.resubmit`; `Invalid("documents_missing")` while
    something is still to come, `StillOwed` where what came does not do with these answers, and `Stale` where the
    agency waits for them no longer and they are not what is written down.
    """
    with transaction():
        case = open_case(ctx, shown.number, Permission.FILING_EDIT).go_on_from(shown)
        if case.filing.status is FilingStatus.SUBMITTED:
            mending.require_written_down(case, answers)
            return case.filing
        raise_all(faults_of_missing(case))
        if owed := owed_after(case, answers):
            raise StillOwed(owed)
        return mending.resubmit(ctx, case, version, answers)


def receive_correction(ctx: Context, number: str, version: int) -> Filing:
    """A clerk took in the missing papers by counter, fax or telephone; the filing is up for review again."""
    with transaction():
        case = open_case(ctx, number, Permission.FILING_REVIEW)
        if case.filing.hospital_id is not None:
            raise NotAllowed("slip_belongs_to_hospital")
        tokens.revoke_all(ctx, TokenPurpose.UPLOAD, case.filing)  # whoever did not wait for it wants no more by it
        return mending.resubmit(ctx, case, version)


def withdraw(ctx: Context, number: str, version: int) -> Filing:
    """撤回, before a decision; a clerk may do it for somebody who asks by telephone."""
    with transaction():
        case = open_case(ctx, number, Permission.FILING_CLOSE)
        if case.filing.status is not FilingStatus.WITHDRAWN:
            filings.perform(ctx, case, Action.WITHDRAW, version)
        return case.filing


def cancel(ctx: Context, number: str, version: int, reason: str = "") -> Filing:
    """取消 an approved filing that is not needed; it ends today.

    Before its first day it counted on none, and what it had taken the place of is in force again.
    """
    with transaction():
        case = open_case(ctx, number, Permission.FILING_CLOSE)
        return _end(ctx, case, Action.CANCEL, version, reason)


def return_home(ctx: Context, number: str, version: int, words: str = "") -> Filing:
    """回参保地: its person is back for good, and what they have away from home ends today.

    Who has not left yet is not back, and cancels it. What was to take its place on a later day is cancelled too.
    """
    with transaction():
        case = open_case(ctx, number, Permission.FILING_CLOSE)
        filing = case.filing
        if filing.begins_on is not None and filing.begins_on > ctx.today:
            raise NotAllowed("not_left_yet", day=filing.begins_on)
        if filing.status is FilingStatus.SUPERSEDED and may_return(filing, ctx.today):
            filings.require_current(filing, version)
            version = _cancel_what_follows(ctx, case, words)
        return _end(ctx, case, Action.RETURN_HOME, version, words)


def _cancel_what_follows(ctx: Context, case: Case, words: str) -> int:
    """What takes its place on a later day is cancelled before it begins, and gives the place back; the version then.

    A change of a change gives it back to the one between, which is cancelled in its turn.
    """
    filing = case.filing
    while filing.status is FilingStatus.SUPERSEDED:
        following = open_case(ctx, succession.successor_of(ctx.actor, Case(ctx, filing)), Permission.FILING_CLOSE)
        if following.filing.begins_on is None or following.filing.begins_on <= ctx.today:
            raise NotAllowed("not_in_this_state", status=filing.status)
        _end(ctx, following, Action.CANCEL, following.version, words)
    return filing.version


def _end(ctx: Context, case: Case, action: Action, version: int, words: str) -> Filing:
    filing = case.filing
    if filing.status is FilingStatus.CANCELLED:
        return filing
    require_alterable(ctx, case)
    last = cut_off(Term(filing.begins_on, filing.ends_on), ctx.today)
    changes: FilingChanges = {"ends_on": last}
    filings.perform(ctx, case, action, version, changes, EventDetail(reason=words_of(words)))
    if last is None:
        succession.give_back(ctx, filing)
    return filing


@dataclass(frozen=True, slots=True)
class _Successor:
    """How a filing is begun from one in force: by whom, and which answers and documents it does not take over."""

    name: str
    roles: tuple[Role, ...]
    is_amendment: bool
    forgets: tuple[str, ...] = ()
    leaves: tuple[DocumentKind, ...] = ()


CHANGE = _Successor(CHANGE_KEY, (Role.CITIZEN, Role.HOSPITAL), is_amendment=True, forgets=("begins_on",))
RENEWAL = _Successor(
    RENEWAL_KEY,
    (Role.CITIZEN, Role.HOSPITAL),
    is_amendment=False,
    forgets=("referral.issued_on", "begins_on", "declaration.signed_name", "slip.sealed", "slip.agreed"),
    leaves=(DocumentKind.REFERRAL_SLIP,),
)


def begin_change(ctx: Context, number: str, copied: CopyFile) -> Filing:
    """变更: a new filing that takes the old one's place only when it is approved; asking never ends cover.

    It begins with the documents that are valid still; one whose file is gone is asked for anew.
    """
    return _begin(ctx, number, CHANGE, copied)


def begin_renewal(ctx: Context, number: str, copied: CopyFile) -> Filing:
    """续办: a new filing with what the old one says, but for what ends with it: its slip, its days, its signature."""
    return _begin(ctx, number, RENEWAL, copied)


def _begin(ctx: Context, number: str, successor: _Successor, copied: CopyFile) -> Filing:
    """Files are copied before the transaction, which waits for no disk; whoever kept them drops those no row names.

    So the documents are read before it too, and need not be read again: of a filing in force nothing comes or goes.
    """
    before = _in_force(ctx, number, successor)
    again, _ = _begun(ctx, before.filing, successor)
    if again is not None:
        return again
    documents = [once_more(ctx, each) for each in _taken_over(before, successor)]
    db.session.rollback()  # what was read holds no connection meanwhile
    carried = [each for each in documents if _has_its_own_file(each, copied)]
    with transaction():
        case = _in_force(ctx, number, successor)
        again, key = _begun(ctx, case.filing, successor)
        if again is not None:
            return again
        stated = laid_over(case.filing.claims, dict.fromkeys(successor.forgets))
        if successor.is_amendment:
            stated = laid_over(stated, _own_start(ctx, case.filing))
        item = rulebook.item(case.filing.item_id, on=ctx.today)
        draft = filings.begin_anew(ctx, item, stated, case.filing if successor.is_amendment else None, key)
        _carry(ctx, draft, carried)
        return draft.filing


def _own_start(ctx: Context, before: Filing) -> Answers:
    """What has not begun begins on its own day still, unless whoever changes it says another."""
    begins_on = before.begins_on
    return {"begins_on": begins_on} if begins_on is not None and begins_on > ctx.today else {}


def _in_force(ctx: Context, number: str, successor: _Successor) -> Case:
    case = open_case(ctx, number, Permission.FILING_CLOSE)
    status = case.filing.status
    if status is not FilingStatus.APPROVED or ctx.actor.role not in successor.roles:
        raise NotAllowed("not_in_this_state", status=status)
    if successor.is_amendment:
        require_alterable(ctx, case)
    return case


def _begun(ctx: Context, before: Filing, successor: _Successor) -> tuple[Filing | None, str]:
    """What was begun from it and may still come to something, and the key of that; or none, and the key of the next.

    Each key names what it is begun from, and how many came to nothing before: withdrawn, turned down or ended since.
    """
    for number in count():
        key = f"{successor.name}:{before.uid}:{before.version}:{number}"
        again = form_keys.begun(ctx, key)
        if again is None or again.status not in lifecycle.CLOSED:
            return again, key
    raise AssertionError("there is always a next number")


def _taken_over(before: Case, successor: _Successor) -> list[Document]:
    return [each for each in before.documents if each.kind not in successor.leaves and _may_be_used_again(each)]


def _has_its_own_file(document: Document, copied: CopyFile) -> bool:
    """Keep its file once more; a document whose file is gone is asked for anew."""
    if document.storage_key is None:
        return True
    document.storage_key = copied(document.storage_key)
    return document.storage_key is not None


def _carry(ctx: Context, draft: Case, documents: Sequence[Document]) -> None:
    """Put on file once more what is valid still."""
    owed = _owed_with(ctx, draft, documents)
    for document in (each for each in documents if each.kind not in owed):
        document.filing_id = draft.filing.id
        draft.add(document)


def _may_be_used_again(document: Document) -> bool:
    """What the portal made or somebody promised was made for the earlier filing alone."""
    return document.mark.is_usable and document.evidence not in (Evidence.PORTAL, Evidence.COMMITMENT)


def _owed_with(ctx: Context, change: Case, carried: Sequence[Document]) -> frozenset[str]:
    """What the rules of today would owe anew with these documents on file, a slip that has run out for instance."""
    made = made_by_portal(change.item)
    try:
        facts = claims.facts_foreseen(change.filing, change.filing.claims, carried, made, change.slots_by_year, ctx.now)
    except FactFaults:  # what was typed cannot be read by the rules of today, and is mended in the draft
        return frozenset()
    return frozenset(rulebook.determine(facts, change.item).owed)
