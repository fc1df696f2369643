"""Everything that is held of whoever asks: their account, and each filing they may see, with others' names masked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from portal.domain import identity
from portal.domain.actor import Context
from portal.domain.claims import answer_at
from portal.domain.portal_events import PortalEventKind
from portal.domain.questions import QUESTIONS, AnswerKind
from portal.domain.spelling import is_same_name
from portal.domain.vocabulary import EventKind, Role
from portal.models import AccessLog, Document, Filing, Notice, User, db
from portal.models.accounts import Identity
from portal.models.transaction import transaction
from portal.services import claims, history, notices, portal_events, scoping


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """The account itself."""

    name: str
    id_number: str
    phone: str
    created_at: datetime
    verified_at: datetime | None
    consent_version: str | None
    consented_at: datetime | None


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of a filing's history; of staff the role alone."""

    at: datetime
    kind: EventKind
    role: Role | None
    text: str


@dataclass(frozen=True, slots=True)
class OwnFiling:
    """One filing, by the key paths and codes of the county's file."""

    filing: Filing
    answers: dict[str, str]
    history: tuple[Happened, ...]
    looks: tuple[AccessLog, ...]
    documents: tuple[Document, ...]
    notices: tuple[Notice, ...]


def account_of(ctx: Context) -> OwnAccount:
    """Of whoever is signed in."""
    user: User = db.session.get_one(User, ctx.actor.user_id)
    known = user.identity
    return OwnAccount(
        known.name,
        known.id_number,
        known.phone,
        user.created_at,
        user.verified_at,
        user.consent_version,
        user.consented_at,
    )


def note_taken(ctx: Context) -> None:
    """Written down, so that its owner can learn of it where somebody else had the browser."""
    with transaction():
        user = db.session.get_one(User, ctx.actor.user_id)
        portal_events.record(ctx, PortalEventKind.DATA_TAKEN, account=user)


def filings_of(ctx: Context) -> Iterator[OwnFiling]:
    """Each filing they may see, oldest first."""
    me: Identity = db.session.get_one(User, ctx.actor.user_id).identity
    for filing in db.session.scalars(scoping.visible_filings(ctx.actor).order_by(Filing.id)).all():
        yield OwnFiling(
            filing,
            _answers(filing, me),
            tuple(
                Happened(event.at, event.kind, event.actor_role, event.detail.reason or event.detail.remark)
                for event in history.events_of(filing)
            ),
            tuple(history.looks_at(filing)),
            tuple(claims.live_documents(filing)),
            tuple(notices.of_filing(filing)),
        )


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
