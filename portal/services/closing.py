"""What goes when somebody's data goes: drafts with what hangs on them, and an account with what only it needs."""

from collections.abc import Sequence
from secrets import token_urlsafe

from sqlalchemy import delete, exists, select

from portal.domain.actor import Context
from portal.domain.errors import DomainError
from portal.domain.portal_events import PortalEventKind
from portal.domain.vocabulary import UNDECIDED, FilingStatus, Role
from portal.models import Document, Filing, FilingEvent, LoginSession, ParkedForm, User, db
from portal.models.accounts import Identity
from portal.models.transaction import transaction
from portal.services import passwords, portal_events

NEVER_SENT = (
    Filing.status == FilingStatus.DRAFT,
    Filing.submitted_at.is_(None),
    ~exists().where(FilingEvent.filing_id == Filing.id),  # a supervisor's override is history, and stays
)


def drop_drafts(ids: Sequence[int]) -> None:
    """Delete these drafts, inside the caller's transaction; their files go with the worker's next sweep."""
    db.session.execute(delete(Document).where(Document.filing_id.in_(ids)))
    db.session.execute(delete(Filing).where(Filing.id.in_(ids), *NEVER_SENT))


def undecided_of(ctx: Context) -> int:
    """How many of the account's filings still wait for a decision: it is needed until then."""
    rows = select(Filing.id).where(Filing.applicant_id == ctx.actor.user_id, Filing.status.in_(UNDECIDED))
    return len(db.session.scalars(rows).all())


def close_account(ctx: Context) -> None:
    """A citizen's own account goes, with drafts, unsent forms and sessions; what was sent in is the agency's record.

    The row stays, for filings and history point at it: without name, numbers, search keys, and nobody can sign in.
    Raises `DomainError("still_undecided")`.
    """
    nobodys = passwords.make_hash(token_urlsafe())  # takes its time: before the transaction
    with transaction():
        user: User = db.session.get_one(User, ctx.actor.user_id)
        if user.role is not Role.CITIZEN:
            raise DomainError("staff_accounts_stay")
        if count := undecided_of(ctx):
            raise DomainError("still_undecided", count=count)
        own = select(Filing.id).where(Filing.applicant_id == user.id, *NEVER_SENT)
        drop_drafts(list(db.session.scalars(own)))
        db.session.execute(delete(ParkedForm).where(ParkedForm.user_id == user.id))
        db.session.execute(delete(LoginSession).where(LoginSession.user_id == user.id))
        user.username, user.phone_index, user.person_index = f"erased-{user.uid}", None, None
        user.identity = Identity("")
        user.password_hash = nobodys
        user.disabled_at = ctx.now
        portal_events.record(ctx, PortalEventKind.ACCOUNT_CLOSED, account=user)
