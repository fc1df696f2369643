"""What a message is of: where a filing stands, the answer to a complaint, a day that is near."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from portal.domain.messages import KINDS, OF_ONE_EVENT, MessageKind
from portal.domain.pledges import PledgeState
from portal.domain.vocabulary import EventKind, FilingStatus
from portal.models import Filing, FilingEvent, Message, db
from portal.models.accounts import User
from portal.services import accounts, feedback, mended_phones


@dataclass(frozen=True, slots=True)
class Topic:
    """None takes another's place, but for a state in which nothing is left to remind of."""

    kind: MessageKind
    events: tuple[ColumnElement[bool], ...]
    messages: tuple[ColumnElement[bool], ...]
    account: User | None
    day: date | None = None
    """Of a reminder."""
    reached: frozenset[str] = frozenset()
    """Who heard of it before, where a telephone was mended and nothing else happened."""

    @classmethod
    def of_event(cls, filing: Filing, uid: str) -> "Topic":
        """That of one event of the filing, with the events and messages that are of the same."""
        of_it = FilingEvent.filing_id == filing.id
        event = db.session.scalars(select(FilingEvent).where(FilingEvent.uid == uid)).one()
        kind = OF_ONE_EVENT.get(event.kind)
        if kind is None:
            kept = {MessageKind.COMPLAINT_ANSWERED} if filing.status is not FilingStatus.APPROVED else _OWN
            others = Message.kind.not_in(sorted(kept))
            events = of_it, FilingEvent.kind.not_in(tuple(OF_ONE_EVENT))
            reached = mended_phones.reached(filing) if event.kind is EventKind.MENDED else frozenset()
            return cls(KINDS[filing.status], events, (others,), accounts.account_of(filing), reached=reached)
        if kind is MessageKind.COMPLAINT_ANSWERED:
            of_this = (FilingEvent.id == event.id,), (Message.event_id == event.id,)  # the next may be another's
            return cls(kind, *of_this, _complainant(event))
        like_it = (of_it, FilingEvent.kind == event.kind), (Message.kind == kind,)
        return cls(kind, *like_it, accounts.account_of(filing), _day(filing, kind))

    @property
    def is_complaint(self) -> bool:
        """Whether it is for the account that complained, and for nobody else named in the filing."""
        return self.kind is MessageKind.COMPLAINT_ANSWERED

    @property
    def is_over(self) -> bool:
        """Whether it would remind of what is settled meanwhile."""
        return self.kind in _REMINDERS and self.day is None


def is_true_of(filing: Filing, kind: MessageKind) -> bool:
    """Whether the filing stands as a message of that kind says, which waited for the morning or for its ration; of one
    event it is true ever after."""
    return kind in _OWN or kind is KINDS.get(filing.status)


_OWN = frozenset(OF_ONE_EVENT.values())
_REMINDERS = _OWN - {MessageKind.COMPLAINT_ANSWERED}


def _day(filing: Filing, kind: MessageKind) -> date | None:
    if filing.status is not FilingStatus.APPROVED or kind not in _REMINDERS:
        return None
    if kind is MessageKind.ENDING:
        return filing.ends_on
    return filing.pledge_check_on if filing.pledge is PledgeState.OPEN else None


def _complainant(answer: FilingEvent) -> User | None:
    """Whose complaint it answers: not always the account the filing came from. Who said it to a clerk has none."""
    complaint = feedback.answered_by(answer)
    return complaint.actor if complaint and complaint.detail.said_by is None else None
