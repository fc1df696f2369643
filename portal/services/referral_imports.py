"""Many filings as one spreadsheet: begun by a hospital or a unit, looked at while the worker is at it, fetched,
forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager, joinedload

from portal.domain.actor import Context
from portal.domain.errors import NotFound
from portal.domain.place import is_same_hospital
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventKind
from portal.domain.tasks import Task
from portal.domain.vocabulary import Role
from portal.models import Hospital, ReferralImport, ReferralImportRefusal, User, db
from portal.models.sealed import content_index
from portal.models.transaction import transaction
from portal.services import claim_sources, employers, outbox, portal_events
from portal.services.referrals import own_hospital, referral_item

KEPT_ONCE_FETCHED = timedelta(days=1)
"""How long a report can be fetched again: a download may fail, and a second page may be open."""


def begin(
    ctx: Context, content: bytes, file_key: str, language: str, slug: str = "", *, again: bool = False
) -> ReferralImport:
    """Leave a kept file to the worker. One that is still under way is not begun again: it goes on.

    `slug` is the item that a unit files under; a hospital's is the referral. `again`: rows that came to nothing before
    are filed anew; the same file with it is not the one without.
    """
    sender = sender_of(ctx, slug)
    digest = _digest(sender, content, again)
    try:
        with transaction():
            if under_way := _under_way(sender, digest):
                return under_way
            made = ReferralImport(
                **sender.columns,
                item_id=sender.item_id,
                made_by_id=ctx.actor.user_id,
                made_at=ctx.now,
                language=language,
                file_digest=digest,
                file_key=file_key,
                again=again,
                handled=0,
                waiting=0,
                sent=0,
                repeated=0,
                lapsed=0,
                anew=0,
                refused=0,
            )
            db.session.add(made)
            db.session.flush()
            outbox.put(ctx, Task.IMPORT_REFERRALS, made.uid)
            account = db.session.get_one(User, ctx.actor.user_id)
            portal_events.record(ctx, PortalEventKind.REFERRALS_IMPORTED, account=account, hospital=account.hospital)
            return made
    except IntegrityError as error:  # PostgreSQL: the same file was sent twice at the same instant
        under_way = _under_way(sender, digest)
        if under_way is None:
            raise error
        return under_way


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose file it is, and under which item its rows go in; a hospital's item is found anew each time."""

    columns: Mapping[str, int | None]
    item_id: str | None = None

    def sent(self) -> Select[ReferralImport]:
        """All files of theirs."""
        return select(ReferralImport).filter_by(**self.columns)


def sender_of(ctx: Context, slug: str = "") -> Sender:
    """The hospital of the account, or the unit with one of the items it may file; raises `NotAllowed`, `NotFound`."""
    columns = claim_sources.own_columns(ctx.actor)
    if ctx.actor.role is Role.EMPLOYER:
        return Sender(columns, employers.item_of(ctx, slug).id if slug else None)
    referral_item(own_hospital(ctx))  # where the county has none there is nothing to import
    return Sender(columns)


def _digest(sender: Sender, content: bytes, again: bool) -> str:
    beside = [f"{sender.item_id}\0".encode()] if sender.item_id else []
    index: str = content_index("referral_import", b"".join([*beside, content, *[b"\0again"] * again]))
    return index


def _under_way(sender: Sender, digest: str) -> ReferralImport | None:
    same = ReferralImport.file_digest == digest, ReferralImport.ended_at.is_(None)
    return db.session.scalar(sender.sent().where(*same))


def newest(ctx: Context, most: int) -> Sequence[ReferralImport]:
    """What the hospital or unit sent last."""
    rows = sender_of(ctx).sent()
    return db.session.scalars(rows.order_by(ReferralImport.id.desc()).limit(most)).all()


def one(ctx: Context, uid: str) -> ReferralImport:
    """One of their own; raises `NotFound` for a missing and for a foreign one alike."""
    if ctx.actor.role is not Role.EMPLOYER:
        require(ctx.actor, Permission.HOSPITAL_AREA)
    rows = Sender(claim_sources.own_columns(ctx.actor)).sent().where(ReferralImport.uid == uid)
    beside = joinedload(ReferralImport.made_by), joinedload(ReferralImport.hospital)
    found: ReferralImport | None = db.session.scalar(rows.options(*beside))
    if found is None:
        raise NotFound
    if found.hospital is not None:
        referral_item(found.hospital)  # as `sender_of`
    return found


def as_it_is_now(ctx: Context, uid: str) -> ReferralImport:
    """The same read anew, for whoever follows it; raises `NotFound`."""
    db.session.expire_all()
    db.session.rollback()
    return one(ctx, uid)


def accounts_of(hospital: str) -> Sequence[User]:
    """Who can send a spreadsheet for the hospital of that name."""
    working = User.role == Role.HOSPITAL, User.disabled_at.is_(None)
    rows = select(User).join(Hospital).where(*working).options(contains_eager(User.hospital)).order_by(User.username)
    return [
        user for user in db.session.scalars(rows) if user.hospital and is_same_hospital(user.hospital.name, hospital)
    ]


def refusals(made: ReferralImport, most: int | None = None) -> Sequence[ReferralImportRefusal]:
    """The rows that were not taken, in the order of the file."""
    return _noted(made, most, is_anew=False)


def filed_anew(made: ReferralImport, most: int) -> Sequence[ReferralImportRefusal]:
    """The rows that came to nothing before and became filings now, in the order of the file."""
    return _noted(made, most, is_anew=True)


def _noted(made: ReferralImport, most: int | None, *, is_anew: bool) -> Sequence[ReferralImportRefusal]:
    of_it = ReferralImportRefusal.import_id == made.id, ReferralImportRefusal.is_anew.is_(is_anew)
    rows = select(ReferralImportRefusal).where(*of_it)
    return db.session.scalars(rows.order_by(ReferralImportRefusal.row_number).limit(most)).all()


def fetch(ctx: Context, uid: str) -> tuple[ReferralImport, Sequence[ReferralImportRefusal]]:
    """All that was refused, for the report; a day after it was first fetched it is forgotten. Raises `NotFound`."""
    with transaction():
        made = one(ctx, uid)
        refused = refusals(made)
        if not refused:
            raise NotFound
        if made.ended_at is not None:
            made.fetched_at = made.fetched_at or ctx.now
        account = db.session.get_one(User, ctx.actor.user_id)
        fetched = PortalEventKind.REFUSED_ROWS_FETCHED
        portal_events.record(ctx, fetched, account=account, hospital=made.hospital)
        return made, refused


def forget_fetched(ctx: Context) -> None:
    """Drop the rows whose report its sender has had for a day."""
    with transaction():
        had = select(ReferralImport.id).where(ReferralImport.fetched_at <= ctx.now - KEPT_ONCE_FETCHED)
        db.session.execute(delete(ReferralImportRefusal).where(ReferralImportRefusal.import_id.in_(had)))
