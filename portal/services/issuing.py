"""Issuing a notice: numbered, dated, frozen as it goes out, in the transaction of the act it tells of."""

from datetime import date

from portal.domain.actor import BEIJING, Context
from portal.domain.errors import NotFound
from portal.domain.event_detail import NOTHING_SAID, EventDetail
from portal.domain.numbering import notice_number
from portal.domain.policy import Permission, allowed
from portal.domain.tasks import Task
from portal.domain.vocabulary import EventKind, NoticeKind, TokenPurpose
from portal.models import Notice, db
from portal.models.transaction import transaction
from portal.services import altering, cases, history, outbox, slip_signatures, tokens
from portal.services.cases import Case
from portal.services.notice_letter import Letter, SignedSlip
from portal.services.notice_texts import COMPOSERS
from portal.services.owing import takes_by_link

LETTERS: dict[NoticeKind, str] = {
    NoticeKind.RECEIPT: "收",
    NoticeKind.ACCEPTANCE: "受",
    NoticeKind.CORRECTION: "告",
    NoticeKind.REFUSAL: "拒",
    NoticeKind.DECISION: "决",
    NoticeKind.FILING_FORM: "表",
    NoticeKind.COMMITMENT: "诺",
    NoticeKind.AUTHORISATION: "托",
}
ASKING = (NoticeKind.RECEIPT, NoticeKind.CORRECTION)
"""The notices that say what is missing."""
FOR_SIGNING = (NoticeKind.FILING_FORM, NoticeKind.AUTHORISATION)


def issue(ctx: Context, case: Case, kind: NoticeKind, detail: EventDetail = NOTHING_SAID) -> Notice:
    """Put out one notice about a filing beside any act, inside the caller's transaction."""
    notice = compose(ctx, case, kind, detail)
    outbox.put(ctx, Task.KEEP_NOTICE, notice.uid)
    return notice


def compose(ctx: Context, case: Case, kind: NoticeKind, detail: EventDetail = NOTHING_SAID) -> Notice:
    """The same for an act, which leaves its tasks itself; the first notice of a filing makes its QR."""
    if case.qr is None and not case.notices:  # one that its person ended stays so
        case.qr = tokens.make(ctx, TokenPurpose.QR, case.filing)
    number = _next_number(ctx, case, kind)
    letter = Letter(
        case.filing,
        case.item,
        case.county,
        case.determination,
        case.documents,
        ctx.now,
        number,
        detail.reason,
        detail.kinds,
        detail.remark,
        link_until=_link_until(ctx, case, kind),
        questions=detail.questions,
        signatures=_signatures(case),
        changes=altering.goes_by(ctx, case.filing),
    )
    notice = Notice(
        number=number,
        filing_id=case.filing.id,
        kind=kind,
        issued_at=ctx.now,
        issued_by_id=ctx.actor.user_id,
        content=COMPOSERS[kind](letter),
    )
    db.session.add(notice)
    case.notices.append(notice)
    return notice


def _signatures(case: Case) -> tuple[SignedSlip, ...]:
    """Those of a slip that its hospital signs."""
    if not slip_signatures.wanted(case.filing, case.item):
        return ()
    return tuple(
        SignedSlip(each.signer, each.signed_by.identity.name, each.signed_at.astimezone(BEIJING).date())
        for each in slip_signatures.signatures_of(case.filing)
    )


def _link_until(ctx: Context, case: Case, kind: NoticeKind) -> date | None:
    """Somebody without an account is given a link with the first paper that names something missing; its last day."""
    if kind not in ASKING or not takes_by_link(case):
        return None
    expires_at = tokens.upload_link(ctx, case.filing).expires_at
    return expires_at.astimezone(BEIJING).date() if expires_at else None


def _next_number(ctx: Context, case: Case, kind: NoticeKind) -> str:
    """The filing's own number, the notice's letter, and which of its kind it is: nobody else's number is touched."""
    serial = sum(notice.kind is kind for notice in case.notices) + 1
    return notice_number(LETTERS[kind], ctx.today.year, case.filing.number, serial)


def for_signing(ctx: Context, number: str, kind: NoticeKind) -> Notice:
    """A form a clerk prints to be signed at the counter, before there is a decision.

    The first print is kept, until what it says is mended.
    """
    with transaction():
        case = cases.open_case(ctx, number, Permission.FILING_REVIEW)
        if kind not in FOR_SIGNING or not allowed(ctx.actor, Permission.CLERK_AREA):
            raise NotFound
        mended_at = max((event.at for event in case.events if event.detail.mending), default=None)
        printed = next((notice for notice in reversed(case.notices) if notice.kind is kind), None)
        if printed is None or (mended_at is not None and printed.issued_at <= mended_at):
            history.record(ctx, case.filing, EventKind.SHEET_PRINTED)
            return issue(ctx, case, kind)
        return printed
