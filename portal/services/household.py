"""What a member of staff tells of who lives with them: what concerns one of these goes to a colleague."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import bindparam, delete, not_, select
from sqlalchemy.exc import IntegrityError

from portal.domain import identity
from portal.domain.actor import Context
from portal.domain.errors import Invalid, NotAllowed
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.spelling import figures
from portal.models import Filing, HouseholdMember, User, db
from portal.models.household import MOST_MEMBERS
from portal.models.sealed import person_index
from portal.models.transaction import transaction
from portal.services import history, portal_events, queues

_WAITING = select(Filing.id).where(
    Filing.county == bindparam("county"), Filing.queue_due_on.is_not(None), not_(queues.OF_OTHERS)
)
"""What waits with the county that whoever `own` are may not work on."""
REFUSED = "nobody decides about"
"""What the triggers on filings say, of a household and of an account of one's own."""


def members_of(user_id: int) -> Sequence[HouseholdMember]:
    """Those an account has told of, oldest first."""
    rows = select(HouseholdMember).where(HouseholdMember.user_id == user_id).order_by(HouseholdMember.id)
    return db.session.scalars(rows).all()


def add(ctx: Context, id_number: str) -> None:
    """One more; of the number its search key alone is kept. Raises `Invalid` naming what to mend."""
    require(ctx.actor, Permission.OWN_RECORD_CHANGE)
    number = figures(id_number)
    if fault := identity.fault_of(number, ctx.today):
        raise Invalid(fault, "member_number")
    with transaction():
        user = _locked(ctx)
        known, key = members_of(user.id), person_index(number)
        if key == user.person_index:
            raise Invalid("member_is_oneself", "member_number")
        if key in {member.person_index for member in known}:
            raise Invalid("member_is_known", "member_number")
        free = sorted(set(range(1, MOST_MEMBERS + 1)) - {member.place for member in known})
        if not free:
            raise Invalid("too_many_members", "member_number", most=MOST_MEMBERS)
        member = HouseholdMember(user_id=user.id, place=free[0], person_index=key, added_at=ctx.now)
        db.session.add(member)
        _record(ctx, PortalEventKind.HOUSEHOLD_ADDED, user, len(known), len(known) + 1)


def remove(ctx: Context, id_number: str) -> None:
    """One less, named by the number, for it is shown nowhere; nothing that was decided changes.

    Not while something of theirs waits with the county, which could be decided a moment later: that it does is a look.
    """
    require(ctx.actor, Permission.OWN_RECORD_CHANGE)
    key = person_index(id_number)
    with transaction():
        user = _locked(ctx)
        count = len(members_of(user.id))
        of_it = HouseholdMember.user_id == user.id, HouseholdMember.person_index == key
        if db.session.scalar(select(HouseholdMember.id).where(*of_it)) is None:
            raise Invalid("member_is_not_known", "former_number")
        waiting = db.session.scalars(_WAITING, {"county": ctx.actor.county, "own": [key]}).all()
        if not waiting:
            db.session.execute(delete(HouseholdMember).where(*of_it))
            _record(ctx, PortalEventKind.HOUSEHOLD_REMOVED, user, count, count - 1)
            return
    history.note_looks(ctx, "search", Filing.id, waiting)
    raise Invalid("member_has_filing", "former_number")


@contextmanager
def refusal_named() -> Iterator[None]:
    """`NotAllowed` where what is written within decides about somebody told of a moment ago, in another window."""
    try:
        yield
    except IntegrityError as error:
        if REFUSED not in str(error.orig):
            raise
        raise NotAllowed("not_yours_to_do") from error


def _locked(ctx: Context) -> User:
    """One's own account; two at once are told one after the other."""
    user: User = db.session.scalars(select(User).where(User.id == ctx.actor.user_id).with_for_update(of=User)).one()
    return user


def _record(ctx: Context, kind: PortalEventKind, user: User, before: int, after: int) -> None:
    portal_events.record(ctx, kind, PortalEventDetail(before=str(before), after=str(after)), account=user)
