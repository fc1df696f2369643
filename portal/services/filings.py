"""Filings from draft to end. `perform` is the only place that assigns a status."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from portal.domain import lifecycle
from portal.domain.actor import BEIJING, Context
from portal.domain.claims import Answers, Claims, laid_over
from portal.domain.errors import DomainError, Invalid, NotAllowed, Stale
from portal.domain.event_detail import NOTHING_SAID, EventDetail
from portal.domain.item import Item
from portal.domain.materials import made_by_portal
from portal.domain.policy import Permission
from portal.domain.vocabulary import Action, Evidence, FilingStatus, NoticeKind, Role
from portal.models import Document, Filing, FilingEvent, db
from portal.models.filing import NO_CHANGES, FilingChanges
from portal.models.transaction import transaction
from portal.services import (
    altering,
    claim_sources,
    claims,
    consents,
    filing_columns,
    form_keys,
    history,
    household,
    issuing,
    numbers,
    outbox,
    proving,
    scoping,
    slip_signatures,
)
from portal.services.cases import Case, open_case
from portal.services.rulebook import rulebook

_ROW = Filing.__table__
_MOVE = (
    update(_ROW)
    .where(
        _ROW.c.id == bindparam("its_id"),
        _ROW.c.status == bindparam("before"),
        _ROW.c.version == bindparam("expected_version"),
    )
    .values(status=bindparam("target"))
)
"""Built once, for whatever other columns an act writes: they follow from what it is run with."""


def perform(
    ctx: Context,
    case: Case,
    action: Action,
    expected_version: int,
    changes: FilingChanges = NO_CHANGES,
    detail: EventDetail = NOTHING_SAID,
    notices: Sequence[NoticeKind] | None = None,
) -> FilingEvent:
    """Move a filing along one row of the lifecycle, in the caller's transaction.

    A conditional update, its event, and the notices the row names, or `notices` in their place. Raises `Invalid` where
    the reason it needs is missing, `NotAllowed` where there is no such row, `Stale` where somebody else was faster.
    """
    if lifecycle.TRANSITIONS[action].needs_reason:
        require_words(detail.reason)
    filing = case.filing
    require_current(filing, expected_version)
    row = lifecycle.transition(filing.status, action, ctx.actor.role)
    before, target = filing.status, row.target or filing.status
    moved = {"version": expected_version + 1, "updated_at": ctx.now, **filing_columns.after(before, target), **changes}
    db.session.flush()
    with household.refusal_named():
        known = {"its_id": filing.id, "before": before, "target": target, "expected_version": expected_version}
        result = db.session.execute(_MOVE, {**known, **moved})
    if result.rowcount != 1:  # type: ignore[attr-defined]
        raise overtaken(filing)
    for name, value in {"status": target, **moved}.items():  # as the row now is, without reading it again
        set_committed_value(filing, name, value)
    event = history.line(ctx, filing, row.event, detail, before, target)
    case.happened(event)
    issued = [issuing.compose(ctx, case, kind, detail) for kind in (row.notices if notices is None else notices)]
    outbox.follow(ctx, event, issued)
    return event


def require_words(text: str, field: str = "reason") -> None:
    """Raise `Invalid` where an act needs a reason in words and has none."""
    if not text:
        raise Invalid("reason_needed", field)


def require_current(filing: Filing, version: int) -> None:
    """Raise `Stale` where the screen the act comes from was overtaken."""
    if filing.version != version:
        raise overtaken(filing)


def overtaken(filing: Filing) -> Stale:
    """Of a screen or a form that comes too late: says which colleague did what, and when."""
    last = db.session.scalar(
        select(FilingEvent)
        .where(FilingEvent.filing_id == filing.id, FilingEvent.to_status.is_not(None))
        .order_by(FilingEvent.id.desc())
        .limit(1)
    )
    if last is None:
        return Stale("changed_meanwhile")
    is_agent = last.actor_role is Role.CITIZEN and last.actor and last.actor.person_index != filing.person_index
    code = "done_meanwhile_by_agent" if is_agent else "done_meanwhile"
    at = last.at.astimezone(BEIJING).strftime("%H:%M")
    return Stale(code, event=last.kind, at=at, role=last.actor_role)


def open_draft(
    ctx: Context, item_id: str, stated: Claims, amends: Filing | None = None, key: str | None = None
) -> Filing:
    """Begin a filing; nothing is judged yet. `key` makes a repeated request answer with the same draft."""
    with transaction():
        return begin(ctx, rulebook.item(item_id, on=ctx.today), stated, amends, key).filing


def begin(ctx: Context, item: Item, stated: Claims, amends: Filing | None = None, key: str | None = None) -> Case:
    """As `open_draft`, inside the caller's transaction, for whoever goes on with the case at once."""
    if key is not None and (again := form_keys.begun(ctx, key)):
        return Case(ctx, again)
    return begin_anew(ctx, item, stated, amends, key)


def begin_anew(ctx: Context, item: Item, stated: Claims, amends: Filing | None, key: str | None) -> Case:
    """As `begin`, for whoever knows already that this key began nothing."""
    filing = _new(ctx, item, stated, amends, key)
    db.session.add(filing)
    db.session.flush()
    return Case.begun(ctx, filing, item)


def _new(ctx: Context, item: Item, stated: Claims, amends: Filing | None, key: str | None) -> Filing:
    assert ctx.actor.user_id is not None
    role, number = ctx.actor.role, numbers.unused_number()
    filing = Filing(
        number=number,
        county=item.place.slug,
        item_id=item.id,
        item_version=item.version,
        filing_type=item.filing_type,
        channel=ctx.channel,
        status=FilingStatus.DRAFT,
        version=1,
        entered_by_id=ctx.actor.user_id,
        applicant_id=ctx.actor.user_id if role is Role.CITIZEN else None,
        claimed_by=claim_sources.of_new(ctx.actor, number).key,
        keyed_by_id=ctx.actor.user_id if ctx.actor.is_staff else None,
        **claim_sources.own_columns(ctx.actor),
        submission_key=key,
        amends_id=amends.id if amends else None,
        claims=stated,
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    claims.index(filing)
    return filing


def save_draft(ctx: Context, number: str, answers: Answers) -> Filing:
    """Keep what was typed so far, however incomplete, laid over what was typed before; once it was sent in, only what
    a notice opens can change (`services.mending`). Raises `Invalid` where a change would be of somebody else."""
    with transaction():
        case = open_case(ctx, number, Permission.FILING_EDIT)
        if case.filing.status is not FilingStatus.DRAFT:
            raise NotAllowed("not_in_this_state", status=case.filing.status)
        case.restate(laid_over(case.filing.claims, answers))
        return case.filing


def submit(ctx: Context, number: str) -> Filing:
    """Send a draft in: receipt, number, first due day. Sent twice, the first receipt answers.

    What the rules refuse may be sent in, for a written refusal is the person's right; but not through a channel that is
    not offered. Raises `FactFaults` when something cannot be read, `DomainError` otherwise.
    """
    try:
        with transaction():
            case = open_case(ctx, number, Permission.FILING_EDIT)
            return case.filing if case.filing.status is not FilingStatus.DRAFT else send_in(ctx, case)
    except Stale:  # PostgreSQL: the same draft was sent twice at the same instant, and the other one won
        return scoping.filing_by_number(ctx.actor, number)


def send_in(ctx: Context, case: Case) -> Filing:
    """Submit inside the caller's transaction, which ends with what is raised; others open and send in one act."""
    altering.require_what_it_changes(ctx, case.filing)
    case.notices, case.qr = [], None  # nothing was issued of a draft
    agreed = consents.version_of_filing(ctx)
    slip_signatures.require_all(ctx, case.filing, case.item)
    _fill_forms(ctx, case)
    rulebook.printed_item(case.item.id, on=case.facts.filed_on)  # a draft may have lain until the county ended it
    if any(finding.code == "channel_not_offered" for finding in case.determination.findings):
        raise NotAllowed("channel_not_offered")
    proving.require_own_signer(ctx, case.filing)
    if ctx.actor.role in (Role.CITIZEN, Role.TERMINAL):
        proving.take_slot(ctx, case.filing, case.item)
    changes: FilingChanges = {
        **filing_columns.of(case.determination, ctx),
        "submitted_at": ctx.now,
        "consent_version": agreed,
    }
    changes["item_version"] = case.item.version  # of the day it is sent in; it is judged by that one ever after
    changes["proven_at"] = ctx.now if proving.is_proven(ctx, case.filing) else None
    try:
        perform(ctx, case, Action.SUBMIT, case.filing.version, changes)
    except IntegrityError as error:
        raise already_undecided(error) from error
    if case.facts.commitments:  # only what was promised needs its own paper, so no row of the table can name it
        issuing.issue(ctx, case, NoticeKind.COMMITMENT)
    return case.filing


def _fill_forms(ctx: Context, case: Case) -> None:
    """Where the guide asks for the 备案登记表, the filing itself is that form, filled by the portal."""
    on_file = {document.kind for document in case.documents}
    for made in made_by_portal(case.item):
        if made.kind not in on_file:
            case.add(
                Document(
                    filing_id=case.filing.id,
                    kind=made.kind,
                    evidence=Evidence.PORTAL,
                    added_at=ctx.now,
                    added_by_id=ctx.actor.user_id,
                )
            )


def already_undecided(error: IntegrityError) -> DomainError:
    """Two undecided filings of one person under one item met at an index; anything else is a fault of ours."""
    text = str(error.orig)
    if "uq_filings_one_undecided" in text or "filings.person_index, filings.item_id" in text:
        return DomainError("already_undecided")
    raise error
