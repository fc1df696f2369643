"""A citizen closes their own account: it is erased with its drafts, here and in every backup that is restored."""

from sqlalchemy import and_, func, or_, select

from portal.domain.actor import Context
from portal.domain.errors import DomainError
from portal.domain.pledges import PledgeState
from portal.domain.portal_events import PortalEventKind
from portal.domain.vocabulary import UNDECIDED, Role
from portal.models import Filing, User, db
from portal.models.engine import let_go_of_the_log
from portal.models.transaction import transaction
from portal.services import erasing, portal_events
from portal.services.drafts import NEVER_SENT


def undecided_of(ctx: Context) -> int:
    """How many of the account's filings, bound ones too, still wait for a decision: it is needed until then, also to
    know whose hand was in them; of another's that it bound, until somebody has looked into what was promised there."""
    theirs = or_(Filing.applicant_id == ctx.actor.user_id, Filing.bound_user_id == ctx.actor.user_id)
    is_anothers = func.coalesce(Filing.person_index, "") != (ctx.actor.person_index or "")
    is_to_be_checked = and_(Filing.bound_user_id == ctx.actor.user_id, is_anothers, Filing.pledge == PledgeState.OPEN)
    waits = or_(Filing.status.in_(UNDECIDED), is_to_be_checked)
    return len(db.session.scalars(select(Filing.id).where(theirs, waits)).all())


def close_account(ctx: Context, note: erasing.Note) -> None:
    """A citizen's own account goes, with drafts, unsent forms and sessions; what was sent in is the agency's record.

    The row stays, for filings and history point at it: nothing of it opens, and nobody can sign in. The files of the
    drafts go with the worker's next sweep. Raises `DomainError("still_undecided")`.
    """
    with transaction():
        user: User = db.session.get_one(User, ctx.actor.user_id, with_for_update=True)  # nothing is begun meanwhile
        if user.role is not Role.CITIZEN:
            raise DomainError("staff_accounts_stay")
        unsent = select(Filing).where(Filing.applicant_id == user.id, Filing.held_at.is_(None), *NEVER_SENT)
        drafts = db.session.scalars(unsent.with_for_update()).all()
        if count := undecided_of(ctx):  # after the lock: what was being sent in meanwhile is sent in now
            raise DomainError("still_undecided", count=count)
        portal_events.record(ctx, PortalEventKind.ACCOUNT_CLOSED, account=user)
        erasing.erase_within(ctx, note, filings=drafts, accounts=[user])
    let_go_of_the_log(db.engine)
