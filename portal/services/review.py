"""What a reviewing clerk does to a filing: thin over `filings.perform`, each act one transaction with its notices."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from portal.domain import acceptance, lifecycle
from portal.domain.actor import Context
from portal.domain.errors import Invalid, NotAllowed, raise_all
from portal.domain.event_detail import EventDetail
from portal.domain.policy import Permission, allowed, require
from portal.domain.spelling import words_of
from portal.domain.vocabulary import Action, EventKind
from portal.models import Document, Filing, FilingEvent, db
from portal.models.filing import FilingChanges
from portal.models.transaction import transaction
from portal.services import filings, history, open_questions, scoping, succession, unheard
from portal.services.cases import Case, open_case
from portal.services.rulebook import rulebook


def accept(ctx: Context, number: str, version: int, reason: str = "") -> Filing:
    """受理: the papers are complete, or somebody says why it goes on without; the decision follows.

    Raises `NotAllowed` where the rules refuse it, or where papers are owed and the guide lets none come later, and
    `Invalid` where the guide does not say so and no reason is given.
    """
    with transaction():
        case = open_case(ctx, number, Permission.FILING_REVIEW)
        filings.require_current(case.filing, version)
        lifecycle.transition(case.filing.status, Action.ACCEPT, ctx.actor.role)
        if not acceptance.is_acceptable(case.item, case.determination):
            raise NotAllowed("not_acceptable")
        needs_reason = acceptance.takes_reason(case.item, case.determination)
        if needs_reason:
            filings.require_words(words_of(reason))
        detail = EventDetail(reason=words_of(reason) if needs_reason else "")
        filings.perform(ctx, case, Action.ACCEPT, version, accepted_by(ctx), detail)
        return case.filing


def accepted_by(ctx: Context) -> FilingChanges:
    """The columns that say who accepted it, and when."""
    return {"accepted_at": ctx.now, "accepted_by_id": ctx.actor.user_id}


def decided_by(ctx: Context) -> FilingChanges:
    """The columns that say who decided it, and when."""
    who = ctx.actor
    return {"decided_at": ctx.now, "decided_by_id": who.user_id, "decided_by_index": who.person_index}


def refuse(ctx: Context, number: str, version: int, reason: str) -> Filing:
    """不予受理, with its reason, on paper."""
    return _decide(ctx, number, version, Action.REFUSE, reason, decided_by(ctx))


def reject(ctx: Context, number: str, version: int, reason: str) -> Filing:
    """不予备案, with its reason, on paper."""
    return _decide(ctx, number, version, Action.REJECT, reason, decided_by(ctx))


def revoke(ctx: Context, number: str, version: int, reason: str) -> Filing:
    """撤销 an approved filing: the agency's act, a supervisor's alone; who approved it stays written down.

    It is as if it had never been: what it had taken the place of is in force again, which is a decision about that one
    too, and nobody's who has a hand in it.
    """
    with transaction():
        filing = _decide(ctx, number, version, Action.REVOKE, reason, {"pledge": None, "pledge_check_on": None})
        if (given_back := succession.to_give_back(filing)) is not None:
            require(ctx.actor, Permission.FILING_DECIDE, scoping.relation(given_back))
        succession.give_back(ctx, filing)
        succession.doubt_what_came_along(filing)
        return filing


def _decide(ctx: Context, number: str, version: int, action: Action, reason: str, changes: FilingChanges) -> Filing:
    with transaction():
        case = open_case(ctx, number, Permission.FILING_DECIDE)
        filings.perform(ctx, case, action, version, changes, EventDetail(reason=words_of(reason)))
        return case.filing


def request_correction(
    ctx: Context,
    number: str,
    version: int,
    kinds: Collection[str],
    remark: str = "",
    override_reason: str = "",
    questions: Collection[str] = (),
) -> Filing:
    """一次性告知: ONE complete list. A later one may not name what the first could have named.

    `kinds` are the papers the clerk names; what is owed or unsound is always among them. `questions` are the key paths
    it opens to the filer, who can change nothing else. Raises all there is to mend: also what a second notice adds
    ("named_too_late", "asked_too_late"), unless a supervisor says why. What was accepted is accepted anew once it came.
    """
    with transaction():
        case = open_case(ctx, number, Permission.FILING_REVIEW)
        raise_all(faults_of_notice(ctx, case, kinds, remark, override_reason, questions))
        detail = _asked_for(case, kinds, remark, questions)
        late = _too_late(case, detail.kinds, questions)
        if late.kinds or late.questions:
            history.record(ctx, case.filing, EventKind.OVERRIDDEN, replace(late, reason=words_of(override_reason)))
        no_longer_accepted: FilingChanges = {"accepted_at": None, "accepted_by_id": None}
        changes: FilingChanges = {"asks_for": detail.asks_for, **no_longer_accepted}
        filings.perform(ctx, case, Action.REQUEST_CORRECTION, version, changes, detail)
        return case.filing


def faults_of_notice(
    ctx: Context,
    case: Case,
    kinds: Collection[str],
    remark: str = "",
    override_reason: str = "",
    questions: Collection[str] = (),
) -> Iterator[Invalid]:
    """What is wrong with such a notice of this case; nothing is written."""
    if not open_questions.are_known(case, questions):
        yield Invalid("unknown_question", "questions")
        questions = ()
    detail = _asked_for(case, kinds, remark, questions)
    if not detail.kinds and not detail.questions and not detail.remark:
        yield Invalid("nothing_to_correct", "kinds")
    if not rulebook.document_kinds(case.filing.item_id).issuperset(detail.kinds):
        yield Invalid("unknown_document_kind", "kinds")
        return
    if words_of(override_reason) and allowed(ctx.actor, Permission.OVERRIDE, scoping.relation(case.filing)):
        return
    late = _too_late(case, detail.kinds, questions)
    if late.kinds:
        yield Invalid("named_too_late", kinds=late.kinds)
    if late.questions:
        yield Invalid("asked_too_late", questions=late.questions)


def _asked_for(case: Case, kinds: Collection[str], remark: str, questions: Collection[str]) -> EventDetail:
    """What is owed is always named; what stands on a paper that is named is opened with it."""
    named = tuple(dict.fromkeys((*case.owed, *kinds)))
    opens = open_questions.named(case, named, questions, words_of(remark))
    return EventDetail(kinds=named, questions=opens, remark=words_of(remark))


def _too_late(case: Case, kinds: Iterable[str], questions: Iterable[str]) -> EventDetail:
    return EventDetail(
        what="second_notice",
        kinds=tuple(named_too_late(case, kinds)),
        questions=tuple(open_questions.asked_too_late(case, questions)),
    )


def named_too_late(case: Case, listed: Iterable[str]) -> list[str]:
    """Which of these a later notice may not name: not in an earlier notice, and not supplied since the first."""
    if not case.corrections:
        return []
    named = {kind for event in case.corrections for kind in event.detail.kinds}
    supplied_since = _kinds_added_after(case.filing, case.corrections[0].at)
    return [kind for kind in listed if kind not in named and kind not in supplied_since]


def _kinds_added_after(filing: Filing, instant: datetime) -> set[str]:
    """Also what was taken off file again."""
    rows = select(Document.kind).where(Document.filing_id == filing.id, Document.added_at > instant)
    return set(db.session.scalars(rows))


def check_insured(ctx: Context, number: str, insured: bool) -> Filing:
    """A clerk looked the person up (系统查询): whether insured there, with today's date."""
    with transaction():
        case = Case(ctx, scoping.take(ctx.actor, number, Permission.FILING_REVIEW))
        _require_undecided(case.filing)
        note_insured(ctx, case, insured)
        return case.filing


def note_insured(ctx: Context, case: Case, insured: bool) -> FilingEvent:
    """As `check_insured`, inside the caller's transaction and after the caller's own check of who may."""
    filing = case.filing
    filing.insured_found = insured
    filing.insured_checked_on, filing.insured_checked_by_id = ctx.today, ctx.actor.user_id
    case.determine_anew()
    return history.record(ctx, filing, EventKind.INSURED_CHECKED, EventDetail(insured=insured))


def verify_person(ctx: Context, number: str) -> Filing:
    """A clerk compared the person with the identity paper."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
        _require_undecided(filing)
        note_person(ctx, filing)
        return filing


def note_person(ctx: Context, filing: Filing) -> FilingEvent:
    """As `verify_person`, inside the caller's transaction and after the caller's own check of who may."""
    filing.person_verified_at, filing.person_verified_by_id = ctx.now, ctx.actor.user_id
    return history.record(ctx, filing, EventKind.PERSON_VERIFIED)


def _require_undecided(filing: Filing) -> None:
    if filing.queue_due_on is None:
        raise NotAllowed("not_in_this_state", status=filing.status)


def log_phone_call(ctx: Context, number: str, text: str) -> Filing:
    """Somebody was told by telephone: who, what, written down as told."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
        filings.require_words(words_of(text))
        history.record(ctx, filing, EventKind.TELEPHONED, EventDetail(text=words_of(text)))
        unheard.done_by_desk(filing)
        return filing


def note_answered_call(ctx: Context, number: str) -> Filing:
    """Somebody rang to ask how it stands, and heard what the screen of calls says."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
        history.record(ctx, filing, EventKind.CALL_ANSWERED)
        return filing


def reveal_id_number(ctx: Context, number: str) -> str:
    """The whole ID number, for comparing with the paper; the look is written down in the same act."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_READ)
        if not ctx.actor.is_staff:
            raise NotAllowed("not_yours_to_do")
        history.record_reveal(ctx, filing.id, filing.county, "id_number")
        return filing.claims.person.id_number or ""
