"""What a reviewing clerk does to a filing: thin over `filings.perform`, each act one transaction with its notices."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.event_detail import EventDetail
from portal.domain.item import HandlingMode, Item
from portal.domain.periods import Anchor
from portal.domain.policy import Permission
from portal.domain.validity import Term, last_day_before
from portal.domain.vocabulary import Action, EventKind, FilingStatus, Outcome, Role
from portal.models import Document, Filing, db
from portal.models.filing import NO_CHANGES, FilingChanges
from portal.models.transaction import transaction
from portal.services import filings, history, scoping
from portal.services.cases import Case, open_case
from portal.services.rulebook import rulebook

NOT_APPROVABLE = (Outcome.CORRECT, Outcome.REFUSE)


def accept(ctx: Context, number: str, version: int) -> Filing:
    """受理: the papers are complete; the decision follows."""
    with transaction():
        case = open_case(ctx, number, Permission.FILING_REVIEW)
        filings.perform(ctx, case, Action.ACCEPT, version, _accepted(ctx))
        return case.filing


def _accepted(ctx: Context) -> FilingChanges:
    return {"accepted_at": ctx.now, "accepted_by_id": ctx.actor.user_id}


def _decided(ctx: Context) -> FilingChanges:
    return {"decided_at": ctx.now, "decided_by_id": ctx.actor.user_id}


def refuse(ctx: Context, number: str, version: int, reason: str) -> Filing:
    """不予受理, with its reason, on paper."""
    return _decide(ctx, number, version, Action.REFUSE, reason, _decided(ctx))


def reject(ctx: Context, number: str, version: int, reason: str) -> Filing:
    """不予备案, with its reason, on paper."""
    return _decide(ctx, number, version, Action.REJECT, reason, _decided(ctx))


def revoke(ctx: Context, number: str, version: int, reason: str) -> Filing:
    """撤销 an approved filing: the agency's act, a supervisor's alone; who approved it stays written down."""
    return _decide(ctx, number, version, Action.REVOKE, reason, NO_CHANGES)


def _decide(ctx: Context, number: str, version: int, action: Action, reason: str, changes: FilingChanges) -> Filing:
    with transaction():
        case = open_case(ctx, number, Permission.FILING_DECIDE)
        filings.perform(ctx, case, action, version, changes, EventDetail(reason=reason.strip()))
        return case.filing


def approve(ctx: Context, number: str, version: int, reason: str = "") -> Filing:
    """准予备案. Where the rules ask, owe or refuse, the clerk's own reason is required and stands in the history.

    An instant item is accepted and approved in one act: two transitions, two events.
    """
    detail = EventDetail(reason=reason.strip())
    with transaction():
        case = open_case(ctx, number, Permission.FILING_DECIDE)
        outcome = case.determination.outcome
        if outcome in NOT_APPROVABLE:
            raise NotAllowed("not_approvable", outcome=outcome)
        if outcome is Outcome.ASK:
            filings.require_words(detail.reason)
        if case.filing.status is FilingStatus.SUBMITTED:
            if not is_instant(case.item):
                raise NotAllowed("accept_first")
            # the decision goes out in the same breath, and a notice of acceptance would say what is past
            filings.perform(ctx, case, Action.ACCEPT, version, _accepted(ctx), notices=())
            version = case.filing.version
        filings.perform(ctx, case, Action.APPROVE, version, {**_decided(ctx), **_term(ctx, case)}, detail)
        _supersede_predecessor(ctx, case.filing)
        return case.filing


def is_instant(item: Item) -> bool:
    """Whether the guide settles it at once (即办件, 即时办结), so that one person may accept and decide in one act."""
    at_once = item.handling_mode.value is HandlingMode.INSTANT or any(limit.at_once for limit in item.limits)
    return at_once and not item.second_check.value


def _term(ctx: Context, case: Case) -> FilingChanges:
    """From when to when it counts; what takes effect with the decision takes effect today."""
    found, effective = case.determination, case.item.effective
    decided_now = effective is not None and effective.event is Anchor.DECISION
    begins_on = ctx.today if decided_now else found.begins_on
    return {"outcome": found.outcome, "begins_on": begins_on, "ends_on": found.ends_on}


def _supersede_predecessor(ctx: Context, filing: Filing) -> None:
    """An amended filing stays in force until its successor is approved and begins; its last day is then known."""
    if filing.amends_id is None:
        return
    before = db.session.get(Filing, filing.amends_id, populate_existing=True)
    if before is not None and before.status is FilingStatus.APPROVED:
        last = last_day_before(Term(before.begins_on, before.ends_on), filing.begins_on, ctx.today)
        changes: FilingChanges = {"ends_on": last}
        detail = EventDetail(by=filing.number)
        filings.perform(ctx, Case(ctx, before), Action.SUPERSEDE, before.version, changes, detail)


def request_correction(
    ctx: Context, number: str, version: int, kinds: Iterable[str], remark: str = "", override_reason: str = ""
) -> Filing:
    """一次性告知: ONE complete list. A later one may not name what the first could have named.

    `kinds` are the papers the clerk names; what is owed or unsound is always among them. Raises `NotAllowed
    ("named_too_late")` with the kinds a second notice adds, unless a supervisor says why.
    """
    with transaction():
        case = open_case(ctx, number, Permission.FILING_REVIEW)
        detail = EventDetail(kinds=tuple(dict.fromkeys((*case.owed, *kinds))), remark=remark.strip())
        if not detail.kinds and not detail.remark:
            raise Invalid("nothing_to_correct", "kinds")
        if not rulebook.document_kinds(case.filing.item_id).issuperset(detail.kinds):
            raise Invalid("unknown_document_kind", "kinds")
        if late := named_too_late(case, detail.kinds):
            _override(ctx, case, late, override_reason.strip())
        filings.perform(ctx, case, Action.REQUEST_CORRECTION, version, detail=detail)
        return case.filing


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


def _override(ctx: Context, case: Case, late: list[str], reason: str) -> None:
    if ctx.actor.role is not Role.SUPERVISOR or not reason:
        raise NotAllowed("named_too_late", kinds=tuple(late))
    why = EventDetail(what="second_notice", kinds=tuple(late), reason=reason)
    history.record(ctx, case.filing, EventKind.OVERRIDDEN, why)


def check_insured(ctx: Context, number: str, insured: bool) -> Filing:
    """A clerk looked the person up (系统查询): whether insured there, with today's date."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
        _require_undecided(filing)
        filing.insured_found = insured
        filing.insured_checked_on, filing.insured_checked_by_id = ctx.today, ctx.actor.user_id
        history.record(ctx, filing, EventKind.INSURED_CHECKED, EventDetail(insured=insured))
        return filing


def verify_person(ctx: Context, number: str) -> Filing:
    """A clerk compared the person with the identity paper."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
        _require_undecided(filing)
        filing.person_verified_at, filing.person_verified_by_id = ctx.now, ctx.actor.user_id
        history.record(ctx, filing, EventKind.PERSON_VERIFIED)
        return filing


def _require_undecided(filing: Filing) -> None:
    if filing.queue_due_on is None:
        raise NotAllowed("not_in_this_state", status=filing.status)


def log_phone_call(ctx: Context, number: str, text: str) -> Filing:
    """Somebody was told by telephone: who, what, written down as told."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
        filings.require_words(text.strip())
        history.record(ctx, filing, EventKind.TELEPHONED, EventDetail(text=text.strip()))
        return filing


def reveal_id_number(ctx: Context, number: str) -> str:
    """The whole ID number, for comparing with the paper; the look is written down in the same act."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_READ)
        if not ctx.actor.is_staff:
            raise NotAllowed("not_yours_to_do")
        history.record_look(ctx, filing, "id_number")
        return filing.claims.person.id_number or ""
