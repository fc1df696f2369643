"""Who works on which filing: the next one is taken, one is handed to a colleague, and how much each has."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select

from portal.domain.actor import Context
from portal.domain.api_keys import NO_PASSWORD
from portal.domain.errors import Invalid
from portal.domain.event_detail import EventDetail
from portal.domain.policy import Permission, allowed, require
from portal.domain.vocabulary import STAFF, EventKind, FilingStatus
from portal.models import Document, Filing, User, db
from portal.models.transaction import transaction
from portal.services import claims, history, queues, scoping, sessions


@dataclass(frozen=True, slots=True)
class DeskLoad:
    """How much waits for one member of staff; for nobody yet where there is none."""

    user: User | None
    waiting: int
    overdue: int


def take_next(ctx: Context) -> str | None:
    """The number of the most urgent filing that is nobody's or one's own already, which is one's own from now on.

    What waits for its filer is nobody's turn, and what concerns oneself or one's household, or comes from an account of
    theirs, is a colleague's; so is all, of somebody who has not told who they are.
    """
    require(ctx.actor, Permission.CLERK_AREA)
    if ctx.actor.person_index is None:
        return None
    with transaction():
        rows = _waiting(ctx).limit(1).with_for_update(skip_locked=True)  # two at once get two
        filing: Filing | None = db.session.scalar(rows, queues.own_keys(ctx.actor))
        if filing is None:
            return None
        if filing.assigned_to_id is None:
            _assign(ctx, filing, db.session.get_one(User, ctx.actor.user_id))
        return filing.number


def papers_of_next(ctx: Context, number: str) -> Sequence[Document]:
    """What is kept of the filing that comes after this one, for the server to prepare; nobody has taken it yet."""
    current = scoping.filing_for(ctx.actor, number, Permission.FILING_READ)
    if ctx.actor.person_index is None:
        return []
    rows = _waiting(ctx).where(Filing.id != current.id).limit(1)
    following: Filing | None = db.session.scalar(rows, queues.own_keys(ctx.actor))
    on_file = claims.live_documents(following) if following is not None else ()
    return [document for document in on_file if document.storage_key is not None]


def _waiting(ctx: Context) -> Select[Filing]:
    """What whoever acts may take, the most urgent first; wants `queues.own_keys`."""
    free = or_(Filing.assigned_to_id.is_(None), Filing.assigned_to_id == ctx.actor.user_id)
    rows = scoping.visible_filings(ctx.actor).where(
        Filing.queue_due_on.is_not(None),
        Filing.status != FilingStatus.CORRECTION_REQUESTED,
        free,
        queues.OF_OTHERS,
    )
    return rows.order_by(Filing.queue_due_on, Filing.id)


def colleagues(ctx: Context) -> Sequence[User]:
    """Who works at the county's desk, in the order they came; the key of an institution is nobody."""
    require(ctx.actor, Permission.CLERK_AREA)
    of_desk = User.county == ctx.actor.county, User.role.in_(STAFF), User.disabled_at.is_(None)
    return db.session.scalars(select(User).where(*of_desk, User.password_hash != NO_PASSWORD).order_by(User.id)).all()


def hand_over(ctx: Context, number: str, to_uid: str) -> Filing:
    """Give a filing that waits to somebody of the desk, oneself included; never to whom it concerns."""
    with transaction():
        filing = scoping.filing_for(ctx.actor, number, Permission.FILING_REVIEW)
        if filing.queue_due_on is None:
            raise Invalid("nothing_to_hand_over", "to")
        user = next((each for each in colleagues(ctx) if each.uid == to_uid), None)
        if user is None:
            raise Invalid("unknown_colleague", "to")
        if user.person_index is None:
            raise Invalid("colleague_without_number", "to")
        if not allowed(sessions.actor_of(user), Permission.FILING_REVIEW, scoping.relation(filing)):
            raise Invalid("concerns_the_colleague", "to")
        if filing.assigned_to_id != user.id:
            _assign(ctx, filing, user)
        return filing


def _assign(ctx: Context, filing: Filing, user: User) -> None:
    filing.assigned_to_id = user.id
    history.record(ctx, filing, EventKind.ASSIGNED, EventDetail(text=user.identity.name))


def workloads(ctx: Context) -> Sequence[DeskLoad]:
    """How much waits for the agency with each of the desk, and with nobody: two statements."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    late = func.count().filter(queues.overdue(ctx.today))
    waiting = select(Filing.assigned_to_id, func.count(), late).where(
        Filing.county == ctx.actor.county,
        Filing.queue_due_on.is_not(None),
        Filing.status != FilingStatus.CORRECTION_REQUESTED,
    )
    rows = db.session.execute(waiting.group_by(Filing.assigned_to_id))
    found = {user_id: (count, overdue) for user_id, count, overdue in rows}
    nobody = DeskLoad(None, *found.get(None, (0, 0)))
    return [nobody, *(DeskLoad(user, *found.get(user.id, (0, 0))) for user in colleagues(ctx))]
