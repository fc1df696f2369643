"""The tray: pages move between faxes and into filings, and each is in one place only. On both engines."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.actor import SYSTEM, Context
from portal.domain.errors import Invalid, NotAllowed, NotFound
from portal.domain.faxes import FaxState, FaxTrouble
from portal.domain.portal_events import PortalEventKind
from portal.models import Fax, FaxPage, PortalEvent, db
from portal.models.transaction import transaction
from portal.services import fax_tray, faxes, history
from portal.services.fax_tray import FaxPlace, FilledPages
from portal.services.faxes import ArrivedFax, KeptOriginal, KeptPart
from tests.people import NOW, acting, staff
from tests.services.filings.test_from_draft_to_end import submitted


def came(serial: int, pages: int = 3, county: str = "wenshang", hours: int = 0) -> Fax:
    arrived = ArrivedFax(county, f"fax{serial}.tif", f"{serial:064}", "", NOW + timedelta(hours=hours))
    faxes.take(Context(SYSTEM, NOW), arrived, [KeptPart(f"{serial:032}", pages, [])])
    return db.session.scalars(select(Fax).order_by(Fax.id.desc())).first()  # type: ignore[return-value]


def places(fax: Fax) -> list[tuple[str, int]]:
    db.session.expire_all()
    return [(page.file_key[-1], page.number) for page in fax_tray.lying(fax)]


def test_split_and_joined_every_page_is_in_one_place(services: Flask) -> None:
    ctx, first, second = acting(staff("clerk")), came(1), came(2, 1)
    other = fax_tray.split(ctx, first.uid, first.pages[1].uid)
    assert (places(first), places(other)) == ([("1", 1)], [("1", 2), ("1", 3)])
    fax_tray.join(ctx, second.uid, other.uid)
    fax_tray.join(ctx, second.uid, first.uid)
    assert places(second) == [("2", 1), ("1", 2), ("1", 3), ("1", 1)]
    assert [fax.state for fax in (first, second, other)] == [FaxState.DONE, FaxState.WAITING, FaxState.DONE]
    assert db.session.query(FaxPage).count() == 4
    with pytest.raises(NotAllowed, match="fax_page_is_first"):
        fax_tray.split(ctx, second.uid, second.pages[0].uid)
    for act in (lambda: fax_tray.join(ctx, second.uid, other.uid), lambda: fax_tray.join(ctx, other.uid, second.uid)):
        with pytest.raises(NotAllowed, match="fax_is_settled"):
            act()
    with pytest.raises(NotAllowed, match="fax_is_itself"):
        fax_tray.join(ctx, second.uid, second.uid)
    kinds = [event.kind for event in db.session.scalars(select(PortalEvent).order_by(PortalEvent.id))]
    assert kinds[-3:] == [PortalEventKind.FAX_SPLIT, PortalEventKind.FAX_JOINED, PortalEventKind.FAX_JOINED]


def test_joined_ones_came_when_the_first_of_them_did(services: Flask) -> None:
    """Whichever of the two was opened and the other joined to it."""
    ctx, early, late, last = acting(staff("clerk")), came(1), came(2, hours=5), came(3, hours=9)
    assert fax_tray.join(ctx, late.uid, early.uid).came_at == NOW
    assert fax_tray.join(ctx, late.uid, last.uid).came_at == NOW


def test_two_who_join_the_same_take_them_in_one_order(services: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each has one, and waits for the other's: PostgreSQL refuses one of them for nothing."""
    ctx, one, other = acting(staff("clerk")), came(1), came(2)
    taken, held = list[str](), fax_tray.held
    monkeypatch.setattr(fax_tray, "held", lambda ctx, uid: (taken.append(uid), held(ctx, uid))[1])
    fax_tray.join(ctx, one.uid, other.uid)
    first = list(taken)
    with pytest.raises(NotAllowed, match="fax_is_settled"):
        fax_tray.join(ctx, other.uid, one.uid)
    assert first == sorted(first)
    assert taken[2:] == first[: len(taken) - 2]


def test_what_was_joined_by_mistake_and_split_again_came_when_each_did(services: Flask) -> None:
    """A filing counts from the hour of its fax."""
    ctx, early, late = acting(staff("clerk")), came(1, 1), came(2, 1, hours=9)
    joined = fax_tray.join(ctx, late.uid, early.uid)
    of_late, of_early = fax_tray.lying(joined)
    again = fax_tray.split(ctx, joined.uid, of_early.uid)
    assert (joined.came_at, again.came_at) == (NOW + timedelta(hours=9), NOW)
    assert [of_late.fax_id, of_early.fax_id] == [joined.id, again.id]


def test_turned_page_by_page(services: Flask) -> None:
    ctx, fax = acting(staff("clerk")), came(1, 2)
    for _twice in range(2):
        fax_tray.turn(ctx, fax.uid, fax.pages[1].uid, 270)
    assert [page.turned_by for page in fax.pages] == [0, 180]
    with pytest.raises(Invalid):
        fax_tray.turn(ctx, fax.uid, fax.pages[1].uid, 45)


def test_junk_needs_a_reason_and_can_be_taken_back(services: Flask) -> None:
    ctx, fax = acting(staff("clerk")), came(1)
    with pytest.raises(Invalid, match="reason_needed"):
        fax_tray.junk(ctx, fax.uid, " ")
    fax_tray.junk(ctx, fax.uid, "广告")
    assert (fax.state, fax.reason) == (FaxState.JUNK, "广告")
    with pytest.raises(NotAllowed):
        fax_tray.turn(ctx, fax.uid, fax.pages[0].uid, 90)
    assert fax_tray.restore(ctx, fax.uid).state is FaxState.WAITING
    arrived = ArrivedFax("wenshang", "b", "b" * 64, "")
    faxes.take(ctx, arrived, [], KeptOriginal("9" * 32, FaxTrouble.BLANK))
    [(aside, _none)] = fax_tray.listed(ctx, FaxState.SET_ASIDE)
    fax_tray.junk(ctx, aside.uid, "看过了")
    assert fax_tray.restore(ctx, aside.uid).state is FaxState.SET_ASIDE


def test_pages_put_to_a_filing_leave_the_tray_once(services: Flask) -> None:
    (_user, filing), ctx, fax = submitted(), acting(staff("clerk")), came(1)
    first, *more = (page.uid for page in fax.pages)
    with transaction():
        fax_tray.put_to_filing(ctx, FilledPages(fax.uid, [first], fax.came_at), filing)
    assert (fax.state, len(fax_tray.lying(fax))) == (FaxState.WAITING, 2)
    with pytest.raises(NotAllowed, match="fax_page_gone"), transaction():
        fax_tray.put_to_filing(ctx, FilledPages(fax.uid, [first], fax.came_at), filing)
    with transaction():
        fax_tray.put_to_filing(ctx, FilledPages(fax.uid, more, fax.came_at), filing)
    assert fax.state is FaxState.DONE


def test_the_tray_of_another_county_is_a_missing_one(services: Flask) -> None:
    ctx, fax = acting(staff("clerk-fushun", "fushun")), came(1)
    for act in (
        lambda: fax_tray.opened(ctx, fax.uid),
        lambda: fax_tray.page(ctx, fax.uid, fax.pages[0].uid),
        lambda: fax_tray.junk(ctx, fax.uid, "广告"),
        lambda: fax_tray.join(ctx, came(2, 1, "fushun").uid, fax.uid),
    ):
        with pytest.raises(NotFound):
            act()
    assert [fax.county for fax, _pages in fax_tray.listed(ctx, FaxState.WAITING)] == ["fushun"]
    assert fax_tray.counts(ctx)[FaxState.WAITING] == 1


def test_the_list_goes_on_from_any_place_both_ways(services: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ctx = acting(staff("clerk"))
    numbers = [came(serial, 1).id for serial in range(5)]
    monkeypatch.setattr(fax_tray, "PAGE", 2)

    def all_of(newest_first: bool) -> list[int]:
        found: list[int] = []
        after = None
        while rows := fax_tray.listed(ctx, FaxState.WAITING, after, newest_first)[:2]:
            found += [fax.id for fax, pages in rows if pages == 1]
            after = FaxPlace(rows[-1][0].came_at, rows[-1][0].id)
        return found

    assert (all_of(newest_first=False), all_of(newest_first=True)) == (numbers, numbers[::-1])


def test_opening_one_is_written_down_once_for_each_person_and_day(services: Flask) -> None:
    fax, clerk, other = came(1), acting(staff("clerk")), acting(staff("other"))
    for ctx in (clerk, clerk, other):
        fax_tray.opened(ctx, fax.uid)
        fax_tray.page(ctx, fax.uid, fax.pages[0].uid)
    seen = select(PortalEvent).where(PortalEvent.kind == PortalEventKind.FAX_SEEN)
    assert [event.actor_id for event in db.session.scalars(seen)] == [clerk.actor.user_id, other.actor.user_id]


def test_whoever_saw_a_page_stands_in_the_looks_of_the_filing_it_was_put_to(services: Flask) -> None:
    """Also who saw it in the fax that it was split from, and each of them once a day."""
    (_user, filing), fax = submitted(), came(1)
    first, second = acting(staff("first")), acting(staff("second"))
    fax_tray.opened(first, fax.uid)
    rest = fax_tray.split(second, fax.uid, fax.pages[1].uid)
    for ctx in (first, second):
        fax_tray.opened(ctx, rest.uid)
    for page in fax_tray.lying(rest):
        with transaction():
            fax_tray.put_to_filing(second, FilledPages(rest.uid, [page.uid], rest.came_at), filing)
    looks = [(look.actor_id, look.what) for look in history.looks_at(filing)]
    assert sorted(looks) == [(ctx.actor.user_id, "fax") for ctx in (first, second)]
