"""What a reviewing clerk does to a filing: thin over `filings.perform`, each act one transaction with its paper."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.determination import Determination
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.item import HandlingMode, Item
from portal.domain.periods import Anchor
from portal.domain.policy import Permission
from portal.domain.vocabulary import Action, FilingStatus, Mark, NoticeKind, Outcome, Role
from portal.models import Document, Filing, FilingEvent, db
from portal.models.transaction import transaction
from portal.services import claims, filings, history, notices, scoping
from portal.services.rulebook import rulebook

NOT_APPROVABLE = (Outcome.CORRECT, Outcome.REFUSE)


def _load(ctx: Context, number: str, permission: Permission) -> tuple[Filing, Item]:
    filing = scoping.filing_for(ctx.actor, number, permission)
    return filing, rulebook.item(filing.item_id, filing.item_version)


def accept(ctx: Context, number: str, version: int) -> Filing:
    """受理: the papers are complete; the decision follows."""
    with transaction():
        filing, item = _load(ctx, number, Permission.FILING_REVIEW)
        determination = filings.determination_of(filing)
        filings.perform(ctx, filing, Action.ACCEPT, version, _accepted(ctx))
        notices.issue(ctx, filing, NoticeKind.ACCEPTANCE, item, determination)
        return filing


def _accepted(ctx: Context) -> dict[str, Any]:
    return {"accepted_at": ctx.now, "accepted_by_id": ctx.actor.user_id}


def _decided(ctx: Context) -> dict[str, Any]:
    return {"decided_at": ctx.now, "decided_by_id": ctx.actor.user_id}


def refuse(ctx: Context, number: str, version: int, reason: str) -> Filing:
    """不予受理, with its reason, on paper."""
    with transaction():
        filing, item = _load(ctx, number, Permission.FILING_DECIDE)
        _require(reason)
        filings.perform(ctx, filing, Action.REFUSE, version, _decided(ctx), {"reason": reason.strip()})
        notices.issue(ctx, filing, NoticeKind.REFUSAL, item, filings.determination_of(filing), reason=reason.strip())
        return filing


def approve(ctx: Context, number: str, version: int, reason: str = "") -> Filing:
    """准予备案. Where the rules ask, owe or refuse, the clerk's own reason is required and stands in the history.

    An instant item is accepted and approved in one act: two transitions, two events.
    """
    with transaction():
        filing, item = _load(ctx, number, Permission.FILING_DECIDE)
        determination = filings.determination_of(filing)
        if determination.outcome in NOT_APPROVABLE:
            raise NotAllowed("not_approvable", outcome=determination.outcome)
        if determination.outcome is Outcome.ASK:
            _require(reason)
        if filing.status is FilingStatus.SUBMITTED:
            if not is_instant(item):
                raise NotAllowed("accept_first")
            filings.perform(ctx, filing, Action.ACCEPT, version, _accepted(ctx))
            version = filing.version
        changes = {**_decided(ctx), **_term(ctx, item, determination), "outcome": determination.outcome}
        filings.perform(ctx, filing, Action.APPROVE, version, changes, _reason(reason))
        _supersede_predecessor(ctx, filing)
        notices.issue(ctx, filing, NoticeKind.DECISION, item, determination, reason=reason.strip())
        notices.issue(ctx, filing, NoticeKind.FILING_FORM, item, determination)
        return filing


def is_instant(item: Item) -> bool:
    """Whether the guide settles it at once (即办件, 即时办结), so that one person may accept and decide in one act."""
    at_once = item.handling_mode.value is HandlingMode.INSTANT or any(limit.at_once for limit in item.limits)
    return at_once and not item.second_check.value


def _term(ctx: Context, item: Item, determination: Determination) -> dict[str, Any]:
    """From when to when it counts; what takes effect with the decision takes effect today."""
    decided_now = item.effective is not None and item.effective.anchor is Anchor.DECISION
    return {"begins_on": ctx.today if decided_now else determination.begins_on, "ends_on": determination.ends_on}


def _reason(reason: str) -> dict[str, object] | None:
    return {"reason": reason.strip()} if reason.strip() else None


def _supersede_predecessor(ctx: Context, filing: Filing) -> None:
    """An amended filing stays in force until its successor is approved: now."""
    if filing.amends_id is None:
        return
    before = db.session.get(Filing, filing.amends_id, populate_existing=True)
    if before is not None and before.status is FilingStatus.APPROVED:
        filings.perform(ctx, before, Action.SUPERSEDE, before.version, None, {"by": filing.number})


def reject(ctx: Context, number: str, version: int, reason: str) -> Filing:
    """不予备案, with its reason, on paper."""
    with transaction():
        filing, item = _load(ctx, number, Permission.FILING_DECIDE)
        _require(reason)
        filings.perform(ctx, filing, Action.REJECT, version, _decided(ctx), {"reason": reason.strip()})
        notices.issue(ctx, filing, NoticeKind.DECISION, item, filings.determination_of(filing), reason=reason.strip())
        return filing


def revoke(ctx: Context, number: str, version: int, reason: str) -> Filing:
    """撤销 an approved filing: the agency's act, a supervisor's alone."""
    with transaction():
        filing, item = _load(ctx, number, Permission.FILING_DECIDE)
        _require(reason)
        filings.perform(ctx, filing, Action.REVOKE, version, None, {"reason": reason.strip()})
        notices.issue(ctx, filing, NoticeKind.DECISION, item, filings.determination_of(filing), reason=reason.strip())
        return filing


def _require(reason: str) -> None:
    if not reason.strip():
        raise Invalid("reason_needed", "reason")


def owed_now(filing: Filing, determination: Determination) -> tuple[str, ...]:
    """Everything a notice must list: what the rules say is owed, and every paper found unsound, once each."""
    unsound = [p.kind for p in claims.live_documents(filing) if p.mark not in (Mark.UNCHECKED, Mark.SOUND)]
    return tuple(dict.fromkeys((*determination.owed, *unsound)))


def request_correction(
    ctx: Context, number: str, version: int, kinds: Iterable[str], remark: str = "", override_reason: str = ""
) -> Filing:
    """一次性告知: ONE complete list. A later one may not name what the first could have named.

    `kinds` are the papers the clerk names; what is owed or unsound is always among them. Raises `NotAllowed
    ("named_too_late")` with the kinds a second notice adds, unless a supervisor says why.
    """
    with transaction():
        filing, item = _load(ctx, number, Permission.FILING_REVIEW)
        determination = filings.determination_of(filing)
        listed = tuple(dict.fromkeys((*owed_now(filing, determination), *kinds)))
        if not listed and not remark.strip():
            raise Invalid("nothing_to_correct", "kinds")
        unknown = [kind for kind in listed if kind not in rulebook.document_kinds(filing.item_id)]
        if unknown:
            raise Invalid("unknown_document_kind", "kinds")
        late = named_too_late(filing, listed)
        detail: dict[str, object] = {"kinds": list(listed), "remark": remark.strip()}
        if late:
            if ctx.actor.role is not Role.SUPERVISOR or not override_reason.strip():
                raise NotAllowed("named_too_late", kinds=late)
            history.record(
                ctx, filing, "overridden", {"what": "second_notice", "kinds": late, "reason": override_reason.strip()}
            )
        filings.perform(ctx, filing, Action.REQUEST_CORRECTION, version, None, detail)
        notices.issue(ctx, filing, NoticeKind.CORRECTION, item, determination, kinds=listed, remark=remark.strip())
        return filing


def named_too_late(filing: Filing, listed: Sequence[str]) -> list[str]:
    """Which of these a later notice may not name: not in an earlier notice, and not supplied since the first."""
    notices_so_far = corrections(filing)
    if not notices_so_far:
        return []
    named = {kind for event in notices_so_far for kind in event.detail["kinds"]}
    first = notices_so_far[0].at
    rows = select(Document.kind).where(Document.filing_id == filing.id, Document.added_at > first)
    supplied_since = set(db.session.scalars(rows))
    return [kind for kind in listed if kind not in named and kind not in supplied_since]


def corrections(filing: Filing) -> Sequence[FilingEvent]:
    """The correction notices so far, oldest first."""
    rows = select(FilingEvent).where(
        FilingEvent.filing_id == filing.id, FilingEvent.kind == filings.PAST_TENSE[Action.REQUEST_CORRECTION]
    )
    return db.session.scalars(rows.order_by(FilingEvent.id)).all()


def check_insured(ctx: Context, number: str, insured: bool) -> Filing:
    """A clerk looked the person up (系统查询): whether insured there, with today's date."""
    with transaction():
        filing, _item = _load(ctx, number, Permission.FILING_REVIEW)
        _require_undecided(filing)
        filing.insured_found = insured
        filing.insured_checked_on, filing.insured_checked_by_id = ctx.today, ctx.actor.user_id
        history.record(ctx, filing, "insured_checked", {"insured": insured})
        return filing


def verify_person(ctx: Context, number: str) -> Filing:
    """A clerk compared the person with the identity paper."""
    with transaction():
        filing, _item = _load(ctx, number, Permission.FILING_REVIEW)
        _require_undecided(filing)
        filing.person_verified_at, filing.person_verified_by_id = ctx.now, ctx.actor.user_id
        history.record(ctx, filing, "person_verified")
        return filing


def _require_undecided(filing: Filing) -> None:
    if filing.queue_due_on is None:
        raise NotAllowed("not_in_this_state", status=filing.status)


def log_phone_call(ctx: Context, number: str, text: str) -> Filing:
    """Somebody was told by telephone: who, what, written down as told."""
    with transaction():
        filing, _item = _load(ctx, number, Permission.FILING_REVIEW)
        _require(text)
        history.record(ctx, filing, "told", {"text": text.strip()})
        return filing


def reveal_id_number(ctx: Context, number: str) -> str:
    """The whole ID number, for comparing with the paper; the look is written down in the same act."""
    with transaction():
        filing, _item = _load(ctx, number, Permission.FILING_READ)
        if not ctx.actor.is_staff:
            raise NotAllowed("not_yours_to_do")
        history.record_look(ctx, filing, "id_number")
        return filing.claims.person.id_number or ""
