"""Letters: for whom no message reached. What is printed, and that somebody posted it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.domain.actor import BEIJING, Context
from portal.domain.errors import Invalid, NotFound
from portal.domain.event_detail import EventDetail
from portal.domain.notice import NoticeContent
from portal.domain.numbering import grouped
from portal.domain.policy import Permission
from portal.domain.vocabulary import EventKind
from portal.models import Filing, Notice, db
from portal.models.transaction import transaction
from portal.services import history, scoping, unheard
from portal.services.notice_letter import heading, how_to_follow, row
from portal.wording import name_of
from portal.wording.translation import pgettext


@dataclass(frozen=True, slots=True)
class Envelope:
    """What goes into the envelope: the newest notice of a filing; and where it goes, empty where nobody said."""

    filing: Filing
    notice: Notice
    name: str
    address: str


def of_filing(ctx: Context, number: str) -> Envelope:
    """The letter there is to be posted now; raises `NotFound` where nothing was issued. Its address is a whole one, so
    that the look is written down."""
    filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
    history.note_looks(ctx, "letter", Filing.id, [filing.id])
    return _letter(filing)


def _letter(filing: Filing) -> Envelope:
    of_it = select(Notice).where(Notice.filing_id == filing.id, Notice.kind.in_(unheard.LETTERS_TO_PEOPLE))
    notice = db.session.scalar(of_it.order_by(Notice.id.desc()).limit(1))
    if notice is None:
        raise NotFound
    claims = filing.claims
    return Envelope(filing, notice, claims.contact.name or claims.person.name or "", claims.contact.address or "")


def sheet(ctx: Context, letter: Envelope) -> NoticeContent:
    """The sheet in front of the notice, with the address; raises `Invalid` where there is none."""
    if not letter.address:
        raise Invalid("no_postal_address")
    enclosed, title = letter.notice.content, heading(pgettext("notice", "告知信"))
    return NoticeContent(
        kind=letter.notice.kind,
        title=title[0],
        title_en=title[1],
        number=letter.notice.number,
        issued_on=ctx.today,
        office=enclosed.office,
        addressee=letter.name,
        paragraphs=(
            f"您的异地就医备案，编号 {grouped(letter.filing.number)}，现在的状态是：{name_of(letter.filing.status)}。",
            f"消息没有发到您的手机或邮箱，所以寄信告诉您。随信有一份《{enclosed.title}》，请看里面写的。",
            how_to_follow(letter.filing.number),
        ),
        rows=(
            row(pgettext("notice", "收件人"), letter.name),
            row(pgettext("notice", "寄往"), letter.address),
        ),
        qr_caption=enclosed.qr_caption,
        issuer=enclosed.issuer,
    )


def note_posted(ctx: Context, number: str, posted_on: date) -> None:
    """A clerk put it into the post on that day: its people read so, and it is off the desk's list.

    Raises `Invalid` for a day that is not over yet, or before the notice was issued.
    """
    with transaction():
        letter = _letter(scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW))
        if posted_on > ctx.today:
            raise Invalid("posted_later", "posted_on")
        if posted_on < letter.notice.issued_at.astimezone(BEIJING).date():
            raise Invalid("posted_before_issued", "posted_on")
        enclosed = f"{letter.notice.content.title} {letter.notice.number}"
        history.record(ctx, letter.filing, EventKind.LETTER_POSTED, EventDetail(text=enclosed, posted_on=posted_on))
        unheard.done_by_post(letter.filing)
