"""Everything that is held of whoever asks: their account, and each filing they may see, with others' names masked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from portal.domain import identity
from portal.domain.actor import Context
from portal.domain.claims import answer_at
from portal.domain.event_detail import NOTHING_SAID
from portal.domain.messages import MessageKind, MessageState, Whose
from portal.domain.portal_events import NOTHING_NOTED, PortalEventDetail, PortalEventKind
from portal.domain.questions import QUESTIONS, AnswerKind
from portal.domain.spelling import is_same_name
from portal.models import (
    Document,
    Filing,
    FilingEvent,
    LoginSession,
    Message,
    Notice,
    PortalEvent,
    User,
    db,
)
from portal.models.accounts import Identity
from portal.models.crypto import SealBroken
from portal.models.looks import FilingLook
from portal.models.transaction import transaction
from portal.services import claims, feedback, history, notices, portal_events, scoping
from portal.services.own_history import Happened

T = TypeVar("T")
_NOBODY = Identity("", "", "")
"""In the place of an identity that does not open: then every name and number counts as another's."""


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """The account itself."""

    name: str
    id_number: str
    phone: str
    mailbox: str
    language: str
    created_at: datetime
    verified_at: datetime | None
    consent_version: str | None
    consented_at: datetime | None
    events: tuple["AccountEvent", ...]
    sessions: tuple[LoginSession, ...]
    lost: tuple[SealBroken, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountEvent:
    """One line of what was done to the account, or by it, and what was noted with it."""

    event: PortalEvent
    detail: PortalEventDetail


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """One message about a filing: what it said by its kind, to where, and how it stands; others' addresses masked."""

    made_at: datetime
    sent_at: datetime | None
    kind: MessageKind
    whose: Whose | None
    to: str
    state: MessageState
    fault: str | None


@dataclass(frozen=True, slots=True)
class OwnFiling:
    """One filing, by the key paths and codes of the county's file; `lost` is what was erased or does not open."""

    filing: Filing
    answers: dict[str, str]
    history: tuple[Happened, ...]
    looks: tuple[FilingLook, ...]
    documents: tuple[Document, ...]
    notices: tuple[Notice, ...]
    messages: tuple[OwnMessage, ...]
    lost: tuple[SealBroken, ...] = ()


@dataclass(slots=True)
class _Opening:
    """Opens what is sealed, and gathers what does not: one place is lost, and nothing beside it."""

    lost: list[SealBroken] = field(default_factory=list)

    def opened(self, read: Callable[[], T], otherwise: T) -> T:
        try:
            return read()
        except SealBroken as broken:
            if broken.place not in {each.place for each in self.lost}:
                self.lost.append(broken)
            return otherwise

    def detail_of(self, event: PortalEvent) -> PortalEventDetail:
        return self.opened(lambda: event.detail, NOTHING_NOTED)


def account_of(ctx: Context) -> OwnAccount:
    """Of whoever is signed in."""
    user, known = _whoever(ctx)
    opening = _Opening()
    return OwnAccount(
        known.name,
        known.id_number,
        known.phone,
        known.mailbox,
        known.language,
        user.created_at,
        user.verified_at,
        user.consent_version,
        user.consented_at,
        tuple(AccountEvent(each, opening.detail_of(each)) for each in _events_of(user)),
        tuple(db.session.scalars(_sessions_of(user))),
        tuple(opening.lost),
    )


def _events_of(user: User) -> Sequence[PortalEvent]:
    """Done to the account, or by whoever was signed in to it, the oldest first."""
    rows = select(PortalEvent).where(or_(PortalEvent.account_id == user.id, PortalEvent.actor_id == user.id))
    return db.session.scalars(rows.options(joinedload(PortalEvent.actor)).order_by(PortalEvent.id)).all()


def _sessions_of(user: User) -> Select[LoginSession]:
    return select(LoginSession).where(LoginSession.user_id == user.id).order_by(LoginSession.created_at)


def _whoever(ctx: Context) -> tuple[User, Identity]:
    user: User = db.session.get_one(User, ctx.actor.user_id)
    return user, _Opening().opened(lambda: user.identity, _NOBODY)


def note_taken(ctx: Context) -> None:
    """Written down, so that its owner can learn of it where somebody else had the browser."""
    with transaction():
        user = db.session.get_one(User, ctx.actor.user_id)
        portal_events.record(ctx, PortalEventKind.DATA_TAKEN, account=user)


def filings_of(ctx: Context) -> Iterator[OwnFiling]:
    """Each filing they may see, oldest first; of one that was erased, its days and what became of it."""
    _user, me = _whoever(ctx)
    for filing in db.session.scalars(scoping.visible_filings(ctx.actor).order_by(Filing.id)).all():
        yield _own(ctx, filing, me)


def _own(ctx: Context, filing: Filing, me: Identity) -> OwnFiling:
    opening = _Opening()
    nothing: dict[str, str] = {}
    answers = opening.opened(lambda: _answers(filing, me), nothing)
    events = history.events_of(filing)
    not_ones_own = feedback.of_others(ctx, events)
    ones_own = [event for event in events if event.id not in not_ones_own]
    history_of_it = tuple(_happened(event, opening) for event in ones_own)
    messages_of_it = tuple(_message(each, me, opening) for event in ones_own for each in event.messages)
    return OwnFiling(
        filing,
        answers,
        history_of_it,
        tuple(history.looks_at(filing)),
        tuple(claims.live_documents(filing)),
        tuple(notices.of_filing(filing)),
        messages_of_it,
        tuple(opening.lost),
    )


def _happened(event: FilingEvent, opening: _Opening) -> Happened:
    return Happened.of(event, opening.opened(lambda: event.detail, NOTHING_SAID))


def _message(message: Message, me: Identity, opening: _Opening) -> OwnMessage:
    address = opening.opened(lambda: message.content.address, "")
    return OwnMessage(
        message.made_at,
        message.sent_at,
        message.kind,
        message.whose,
        address if address in (me.phone, me.mailbox) else _masked_address(address),
        message.state,
        message.fault,
    )


def _masked_address(address: str) -> str:
    return identity.masked_mailbox(address) if "@" in address else identity.masked_phone(address)


def _answers(filing: Filing, me: Identity) -> dict[str, str]:
    answers = ((each, answer_at(filing.claims, each.path)) for each in QUESTIONS)
    return {each.path: _shown(each.kind, str(answer), me) for each, answer in answers if answer not in (None, "")}


def _shown(kind: AnswerKind, answer: str, me: Identity) -> str:
    """One's own name and numbers whole, everybody else's masked."""
    match kind:
        case AnswerKind.NAME if not is_same_name(answer, me.name):
            return identity.masked_name(answer)
        case AnswerKind.ID_NUMBER if answer != me.id_number:
            return identity.masked(answer)
        case AnswerKind.TELEPHONE if answer != me.phone:
            return identity.masked_phone(answer)
    return answer
