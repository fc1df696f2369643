"""The tray of an agency's faxes: looked through, put in order page by page, junked, put to filings.

Its own county's alone; who opens one sees whatever stands on it, and that is written down.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, and_, func, select, tuple_

from portal.domain.actor import Context
from portal.domain.errors import Invalid, NotAllowed, NotFound
from portal.domain.faxes import FaxState
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.models import Fax, FaxLook, FaxPage, Filing, User, db
from portal.models.transaction import transaction
from portal.services import fax_readings, history, portal_events

PAGE, MOST_PAGES = 50, 100
QUARTERS = (90, 180, 270)


@dataclass(frozen=True, slots=True)
class FaxPlace:
    """Where a page of the list begins: after the fax of this instant and number."""

    came_at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class FilledPages:
    """Which pages of which fax, if any, are put to a filing, as which papers, and when it came."""

    uid: str
    pages: Collection[str]
    came_at: datetime
    kinds: Collection[str] = ()


def listed(
    ctx: Context, state: FaxState, after: FaxPlace | None = None, newest_first: bool = False
) -> Sequence[tuple[Fax, int]]:
    """Those of a state with how many pages of each lie in the tray, and one more than a page of the list takes."""
    require(ctx.actor, Permission.FAX_TRAY)
    lying = and_(FaxPage.fax_id == Fax.id, FaxPage.filed_at.is_(None))
    count = select(func.count()).where(lying).scalar_subquery()
    rows = select(Fax, count).where(Fax.county == ctx.actor.county, Fax.state == state)
    key = tuple_(Fax.came_at, Fax.id)
    if after is not None:
        place = tuple_(after.came_at, after.id)
        rows = rows.where(key < place if newest_first else key > place)
    order = (Fax.came_at.desc(), Fax.id.desc()) if newest_first else (Fax.came_at, Fax.id)
    return [(fax, number) for fax, number in db.session.execute(rows.order_by(*order).limit(PAGE + 1))]


def counts(ctx: Context) -> dict[FaxState, int]:
    """How many there are of each state."""
    require(ctx.actor, Permission.FAX_TRAY)
    rows = select(Fax.state, func.count()).where(Fax.county == ctx.actor.county).group_by(Fax.state)
    found: Sequence[Row[FaxState, int]] = db.session.execute(rows).all()
    return dict.fromkeys(FaxState, 0) | {state: number for state, number in found}  # noqa: C416 - as in queues


def opened(ctx: Context, uid: str) -> Fax:
    """One of one's own county; that it is seen is written down. Raises `NotFound`."""
    fax, is_noted = _read(ctx, uid)
    if not is_noted:
        with transaction():
            # a page and its pictures take turns, so that they leave one line
            db.session.execute(select(User.id).where(User.id == ctx.actor.user_id).with_for_update(key_share=True))
            if not _read(ctx, uid)[1]:
                db.session.add(FaxLook(fax_id=fax.id, actor_id=ctx.actor.user_id, day=ctx.today, at=ctx.now))
                _note(ctx, PortalEventKind.FAX_SEEN, fax)
    return fax


def page(ctx: Context, uid: str, page_uid: str) -> FaxPage:
    """One page of one, for its picture; the same is written down. Raises `NotFound`."""
    try:
        return _page(opened(ctx, uid), page_uid)
    except NotAllowed as gone:
        raise NotFound from gone


def lying(fax: Fax) -> list[FaxPage]:
    """Its pages that are with no filing yet, in their order."""
    return [page for page in fax.pages if page.filed_at is None]


def turn(ctx: Context, uid: str, page_uid: str, by: int) -> Fax:
    """Turn a page to the right by so many degrees."""
    if by not in QUARTERS:
        raise Invalid("press_a_button")
    with transaction():
        fax = _waiting(ctx, uid)
        page = _page(fax, page_uid)
        page.turned_by = (page.turned_by + by) % 360
        fax_readings.want_again(ctx, page)
        _note(ctx, PortalEventKind.FAX_TURNED, fax)
        return fax


def split(ctx: Context, uid: str, page_uid: str) -> Fax:
    """That page and those behind it become a fax of their own, which is returned; each came when its pages did."""
    with transaction():
        fax = _waiting(ctx, uid)
        pages, first = lying(fax), _page(fax, page_uid)
        behind = pages[pages.index(first) :]
        if len(behind) == len(pages):
            raise NotAllowed("fax_page_is_first")
        came_at = _first_came_at(behind)
        other = Fax(county=fax.county, came_at=came_at, state=FaxState.WAITING, name=fax.name, sender=fax.sender)
        db.session.add(other)
        db.session.flush()
        _move(behind, other)
        _hand_on_looks(fax, other)
        db.session.expire(fax, ["pages"])
        fax.came_at = _first_came_at(lying(fax))
        _note(ctx, PortalEventKind.FAX_SPLIT, fax, before=str(fax.id), after=f"{fax.id} {other.id}")
        return other


def join(ctx: Context, uid: str, other_uid: str) -> Fax:
    """Put the pages of another fax behind those of this one; the whole came when the first of it did."""
    with transaction():
        taken = {each: _waiting(ctx, each) for each in sorted((uid, other_uid))}  # of two at once one waits
        fax, other = taken[uid], taken[other_uid]
        if fax is other:
            raise NotAllowed("fax_is_itself")
        pages = lying(fax) + lying(other)
        if len(pages) > MOST_PAGES:
            raise NotAllowed("fax_too_long", most=MOST_PAGES)
        _move(pages, fax)
        fax.came_at = _first_came_at(pages)
        _hand_on_looks(other, fax)
        db.session.expire(other, ["pages"])
        _settle(ctx, other, FaxState.DONE)
        _note(ctx, PortalEventKind.FAX_JOINED, fax, before=f"{fax.id} {other.id}")
        return fax


def junk(ctx: Context, uid: str, reason: str) -> None:
    """Out of the way with a reason; it can be taken back for a month."""
    if not reason.strip():
        raise Invalid("reason_needed", "reason")
    with transaction():
        fax = held(ctx, uid)
        if fax.state not in (FaxState.WAITING, FaxState.SET_ASIDE):
            raise NotAllowed("fax_is_settled")
        fax.reason = reason.strip()
        _settle(ctx, fax, FaxState.JUNK)
        _note(ctx, PortalEventKind.FAX_JUNKED, fax, reason=reason.strip())


def restore(ctx: Context, uid: str) -> Fax:
    """Out of the junk, to where it was."""
    with transaction():
        fax = held(ctx, uid)
        if fax.state is not FaxState.JUNK:
            raise NotAllowed("fax_is_settled")
        fax.state = FaxState.SET_ASIDE if fax.trouble else FaxState.WAITING
        fax.reason = fax.settled_at = None
        _note(ctx, PortalEventKind.FAX_RESTORED, fax)
        return fax


def put_to_filing(ctx: Context, filled: FilledPages, filing: Filing) -> None:
    """These pages are with that filing now, inside the transaction that takes them in; raises what it refuses.

    Whoever saw the fax has seen what is of this person: the filing's own list of looks says so.
    """
    fax = _waiting(ctx, filled.uid)
    for each in filled.pages:
        page = _page(fax, each)
        page.filed_at, page.filing_id, page.reading = ctx.now, filing.id, None
    history.take_over_looks(filing, "fax", looks_at(fax))
    if not lying(fax):
        _settle(ctx, fax, FaxState.DONE)
    _note(ctx, PortalEventKind.FAX_FILED, fax, after=f"{fax.id} → {filing.number}")


def held(ctx: Context, uid: str) -> Fax:
    """The same as it is now, under a lock to the end of the transaction."""
    fax, _is_noted = _read(ctx, uid)
    db.session.refresh(fax, with_for_update=True)
    return fax


def _read(ctx: Context, uid: str) -> tuple[Fax, bool]:
    """That fax, and whether the look of today of whoever acts is written down."""
    require(ctx.actor, Permission.FAX_TRAY)
    looks = select(FaxLook.id).filter_by(actor_id=ctx.actor.user_id, day=ctx.today).where(FaxLook.fax_id == Fax.id)
    one = Fax.uid == uid, Fax.county == ctx.actor.county
    found = db.session.execute(select(Fax, looks.exists()).where(*one)).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def _waiting(ctx: Context, uid: str) -> Fax:
    fax = held(ctx, uid)
    if fax.state is not FaxState.WAITING:
        raise NotAllowed("fax_is_settled")
    return fax


def _page(fax: Fax, uid: str) -> FaxPage:
    if (found := next((page for page in lying(fax) if page.uid == uid), None)) is None:
        raise NotAllowed("fax_page_gone")
    return found


def _first_came_at(pages: Collection[FaxPage]) -> datetime:
    return min(page.came_at for page in pages)


def _move(pages: list[FaxPage], fax: Fax) -> None:
    for position, page in enumerate(pages, 1):
        page.fax_id, page.position = fax.id, position
    db.session.flush()
    db.session.expire(fax, ["pages"])


def looks_at(fax: Fax) -> Sequence[FaxLook]:
    """Who saw it, the first first."""
    return db.session.scalars(select(FaxLook).where(FaxLook.fax_id == fax.id).order_by(FaxLook.at)).all()


def _hand_on_looks(before: Fax, after: Fax) -> None:
    """Who saw the one has seen the pages that are in the other now."""
    known = {(look.actor_id, look.day) for look in looks_at(after)}
    db.session.add_all(
        FaxLook(fax_id=after.id, actor_id=look.actor_id, day=look.day, at=look.at)
        for look in looks_at(before)
        if (look.actor_id, look.day) not in known
    )


def _settle(ctx: Context, fax: Fax, state: FaxState) -> None:
    fax.state, fax.settled_at = state, ctx.now


def _note(
    ctx: Context, kind: PortalEventKind, fax: Fax, *, before: str = "", after: str = "", reason: str = ""
) -> None:
    detail = PortalEventDetail(before=before, after=after or str(fax.id), reason=reason)
    portal_events.record(ctx, kind, detail)
