"""Papers out: each numbered, dated, frozen as it was issued, and kept with its filing."""

from collections.abc import Sequence

from sqlalchemy import select, update

from portal.domain.actor import Context
from portal.domain.determination import Determination
from portal.domain.errors import NotFound
from portal.domain.item import Item
from portal.domain.notice import NoticeContent
from portal.domain.numbering import notice_number
from portal.domain.policy import Permission, allowed
from portal.domain.vocabulary import NoticeKind, Task
from portal.models import Filing, Notice, db
from portal.models.transaction import transaction
from portal.services import claims, notice_texts, outbox, scoping, tokens
from portal.services.notice_letter import Letter
from portal.services.rulebook import rulebook

_LETTER: dict[NoticeKind, str] = {
    NoticeKind.RECEIPT: "收",
    NoticeKind.ACCEPTANCE: "受",
    NoticeKind.CORRECTION: "告",
    NoticeKind.REFUSAL: "拒",
    NoticeKind.DECISION: "决",
    NoticeKind.FILING_FORM: "表",
    NoticeKind.COMMITMENT: "诺",
    NoticeKind.AUTHORISATION: "托",
}


def issue(
    ctx: Context,
    filing: Filing,
    kind: NoticeKind,
    item: Item,
    determination: Determination,
    reason: str = "",
    kinds: Sequence[str] = (),
    remark: str = "",
) -> Notice:
    """Put out one paper about a filing, inside the caller's transaction; the first one makes the filing's QR."""
    if tokens.printed_qr(filing) is None:
        tokens.make(ctx, "qr", filing)
    number = _next_number(ctx, filing, kind)
    county = rulebook.catalogue.county(filing.county)
    if county is None:
        raise NotFound
    letter = Letter(filing, item, county, determination, ctx.now, number, reason, tuple(kinds), remark)
    notice = Notice(
        number=number,
        filing_id=filing.id,
        kind=kind,
        issued_at=ctx.now,
        issued_by_id=ctx.actor.user_id,
        content=notice_texts.compose(kind, letter).payload(),
    )
    db.session.add(notice)
    outbox.put(ctx, Task.KEEP_NOTICE, notice.uid)
    db.session.flush()
    return notice


def _next_number(ctx: Context, filing: Filing, kind: NoticeKind) -> str:
    """The filing's own number, the paper's letter, and which of its kind it is: nobody else's number is touched."""
    rows = select(Notice.id).where(Notice.filing_id == filing.id, Notice.kind == kind)
    serial = len(db.session.scalars(rows).all()) + 1
    return notice_number(_LETTER[kind], ctx.today.year, filing.number, serial)


FOR_SIGNING = (NoticeKind.FILING_FORM, NoticeKind.AUTHORISATION)


def for_signing(ctx: Context, number: str, kind: NoticeKind) -> Notice:
    """A form a clerk prints to be signed at the counter, before there is a decision; the first print is kept."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
        if kind not in FOR_SIGNING or not allowed(ctx.actor, Permission.CLERK_AREA):
            raise NotFound
        printed = next((notice for notice in reversed(of_filing(filing)) if notice.kind is kind), None)
        if printed is not None:
            return printed
        item = rulebook.item(filing.item_id, filing.item_version)
        facts = claims.facts_of(filing, claims.live_documents(filing), ctx.now)
        return issue(ctx, filing, kind, item, rulebook.determine(facts, item))


def of_filing(filing: Filing) -> Sequence[Notice]:
    """The papers of a filing, oldest first."""
    return db.session.scalars(select(Notice).where(Notice.filing_id == filing.id).order_by(Notice.id)).all()


def readable(ctx: Context, number: str, uid: str) -> tuple[Filing, Notice]:
    """One paper through the filing it belongs to; raises `NotFound` for a foreign or missing one."""
    filing = scoping.filing_for(ctx.actor, number, Permission.FILING_READ)
    notice = db.session.scalar(select(Notice).where(Notice.uid == uid, Notice.filing_id == filing.id))
    if notice is None:
        raise NotFound
    return filing, notice


def content_of(notice: Notice) -> NoticeContent:
    """The paper as it was issued, ready to be drawn."""
    return NoticeContent.from_payload(notice.content)


def to_draw(uid: str) -> tuple[Filing, Notice]:
    """An issued paper and its filing, for whoever draws it after the act; raises `NotFound`."""
    row = db.session.execute(select(Filing, Notice).join(Filing).where(Notice.uid == uid)).one_or_none()
    if row is None:
        raise NotFound
    filing, notice = row
    return filing, notice


def keep(uid: str, key: str, lacks_glyphs: bool) -> None:
    """Say where the drawn PDF is kept, inside the caller's transaction; the first one stays."""
    db.session.execute(
        update(Notice)
        .where(Notice.uid == uid, Notice.kept_key.is_(None))
        .values(kept_key=key, lacks_glyphs=lacks_glyphs)
    )
