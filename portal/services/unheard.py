"""What no message carried: the desk's list of it, and what becomes of it there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import contains_eager

from portal.domain.actor import Context
from portal.domain.messages import FOR_THE_DESK, MessageKind, MessageState, Whose
from portal.domain.policy import Permission, require
from portal.domain.vocabulary import NoticeKind
from portal.models import Filing, Message, Notice, db
from portal.models.messages import UNHEARD

PAGE = 50
LETTERS_TO_PEOPLE = (
    NoticeKind.RECEIPT,
    NoticeKind.ACCEPTANCE,
    NoticeKind.CORRECTION,
    NoticeKind.REFUSAL,
    NoticeKind.DECISION,
)
"""The notices that say what happened; the others are forms to sign."""
TELEPHONES = frozenset(Whose) - {Whose.MAILBOX}
OF_THE_FILING = Message.kind != MessageKind.COMPLAINT_ANSWERED
"""Of a complaint the desk is not to know: whom it is about may sit there."""


def change(
    filing: Filing, before: Collection[MessageState], after: MessageState, *of_which: ColumnElement[bool]
) -> None:
    """Such messages about it as stand so stand otherwise from now on, inside the caller's transaction."""
    db.session.execute(
        update(Message)
        .where(Message.filing_id == filing.id, Message.state.in_(before), *of_which)
        .values(state=after)
        .execution_options(synchronize_session=False)
    )


def done_by_desk(filing: Filing) -> None:
    """Somebody rang, inside the caller's transaction: what nothing carried is off the desk's list."""
    change(filing, FOR_THE_DESK, MessageState.BY_DESK, OF_THE_FILING)


def done_by_post(filing: Filing) -> None:
    """The same where a letter was posted."""
    change(filing, FOR_THE_DESK, MessageState.POSTED, OF_THE_FILING)


@dataclass(frozen=True, slots=True)
class Unheard:
    """A message that nothing carried, and the newest notice of its filing, which can be printed and posted."""

    message: Message
    notice_uid: str | None


def for_the_desk(ctx: Context, after: int = 0) -> Sequence[Unheard]:
    """What no message carried and somebody has to say, with its filing; the oldest first, and one more than a page."""
    require(ctx.actor, Permission.CLERK_AREA)
    of_it = select(Notice.uid).where(Notice.filing_id == Message.filing_id, Notice.kind.in_(LETTERS_TO_PEOPLE))
    newest = of_it.order_by(Notice.id.desc()).limit(1).correlate(Message).scalar_subquery()
    rows = select(Message, newest).join(Message.filing).options(contains_eager(Message.filing))
    mine = Message.county == ctx.actor.county, UNHEARD, OF_THE_FILING, Message.id > after
    found = db.session.execute(rows.where(*mine).order_by(Message.id).limit(PAGE + 1)).all()
    return [Unheard(message, uid) for message, uid in found]


def failed_since(instant: datetime, whose: Collection[Whose] = TELEPHONES) -> int:
    """How many messages to those were not taken since then, or came back."""
    is_lost = Message.state.in_((MessageState.REFUSED, MessageState.GIVEN_UP, MessageState.BOUNCED))
    lost = is_lost, Message.whose.in_(whose), Message.made_at >= instant
    return db.session.scalar(select(func.count()).select_from(Message).where(*lost)) or 0
