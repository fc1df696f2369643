"""A kept row is what it would be if it were made now, says nothing in clear, and goes once anybody is erased."""

import re
from collections.abc import Iterator
from copy import copy
from datetime import date, timedelta

import pytest
from flask import Flask, g

from portal.adapters.erasure_list import ErasureList
from portal.models import Erasure, Filing, db
from portal.models.crypto import SealBroken
from portal.models.listed import ListedFiling
from portal.services.own_filings import FilingOfMine
from portal.services.rulebook import rulebook
from portal.web import kept_rows
from portal.web.kept_rows import KeptRows
from portal.web.language import gettext, in_language
from portal.web.presenters import own_filing, queue
from portal.web.presenters.damage import note_damage
from tests.people import NOW, acting, person, staff
from tests.web.clerk.cases import filed
from tests.web.living import LivingPortal, StoppedClock

TODAY = NOW.date()


@pytest.fixture
def in_app(living: LivingPortal) -> Iterator[Flask]:
    """A request in which rows are made."""
    living.renew()
    with living.app.test_request_context():
        yield living.app


def counted() -> tuple[KeptRows[str, date, str], list[str]]:
    """Rows that say a word, and what was made of them so far."""
    made: list[str] = []

    def make(word: str, _today: date) -> str:
        made.append(word)
        return f"{word} {gettext('登录')}"

    return KeptRows(make), made


def test_a_row_is_made_once_of_the_same_and_anew_of_anything_else(in_app: Flask) -> None:
    rows, made = counted()
    first = rows.each([(1, ("甲", TODAY)), (2, ("乙", TODAY))])
    again = rows.each([(2, ("乙", TODAY)), (1, ("甲", TODAY))])
    assert (first, again) == (["甲 登录", "乙 登录"], ["乙 登录", "甲 登录"])
    assert rows.each([(1, ("丙", TODAY))]) == ["丙 登录"]
    rows.each([(1, ("丙", TODAY + timedelta(days=1)))])
    with in_language("en"):
        assert rows.each([(1, ("甲", TODAY))]) == ["甲 Sign in"]
    assert made == ["甲", "乙", "丙", "丙", "甲"]


def test_another_portal_or_another_folder_has_rows_of_its_own(in_app: Flask) -> None:
    rows, made = counted()
    for base in ("http://localhost/", "http://localhost/portal", "http://localhost/"):
        with in_app.test_request_context(base_url=base):
            rows.each([(1, ("甲", TODAY))])
    assert len(made) == 3


@pytest.mark.parametrize("part", ["_catalogue", "_gazetteer"])
def test_what_is_read_anew_of_counties_or_places_empties_them_however_alike(
    in_app: Flask, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, made = counted()
    rows.each([(1, ("甲", TODAY)), (2, ("乙", TODAY))])
    monkeypatch.setattr(rulebook, part, copy(getattr(rulebook, part)))
    rows.each([(1, ("甲", TODAY))])
    assert (len(rows), made) == (1, ["甲", "乙", "甲"])


def test_midnight_brings_another_edition_and_empties_them(
    in_app: Flask, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rulebook, "_clock", clock)  # it goes by that of the app that was made last
    rows, made = counted()
    for hours in (0, 13):  # from ten in the morning to the last hour of the day
        clock.pass_by(timedelta(hours=hours))
        rows.each([(1, ("甲", TODAY))])
    clock.pass_by(timedelta(hours=1))
    rows.each([(2, ("乙", TODAY))])
    assert (len(rows), made) == (1, ["甲", "乙"])


def test_no_more_than_so_many_are_kept(in_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_rows, "MOST", 3)
    rows, _made = counted()
    for serial in range(10):
        rows.each([(serial, (str(serial), TODAY))])
        assert len(rows) <= 3


def test_who_works_on_templates_sees_every_change(in_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, made = counted()
    monkeypatch.setattr(in_app.jinja_env, "auto_reload", True)
    rows.each([(1, ("甲", TODAY)), (1, ("甲", TODAY))])
    assert (len(made), len(rows)) == (2, 0)


def test_all_is_let_go_of_once_anybody_is_erased_by_whichever_process(in_app: Flask) -> None:
    rows, made = counted()
    rows.each([(1, ("甲", TODAY))])
    folder = in_app.config["PORTAL_SETTINGS"].data_dir
    ErasureList(folder).add([Erasure(uid="f" * 32, of_table="filings", at=NOW)])
    try:
        rows.each([(2, ("乙", TODAY))])
    finally:
        (folder / "erasures").unlink()
    assert (len(rows), made) == (1, ["甲", "乙"])


def listed(serial: int) -> ListedFiling:
    """A filing as a list reads it."""
    filing = filed(serial)
    db.session.expire_all()
    return ListedFiling.of(db.session.get_one(Filing, filing.id))


def test_a_queue_row_follows_every_column_the_day_and_who_looks(in_app: Flask) -> None:
    filing, clerk, other = listed(1), acting(staff("one")), acting(staff("two"))
    mine = filing._replace(assigned_to_id=clerk.actor.user_id)
    seen = [queue.drawn_rows([mine], each) for each in (clerk, other, clerk)]
    assert ["我在办" in each for each in seen] == [True, False, True]
    own = filing._replace(person_index=clerk.actor.person_index)
    assert ["交给同事" in queue.drawn_rows([own], each) for each in (clerk, other, clerk)] == [True, False, True]
    assert filing.due_on is not None
    late = filing._replace(due_on=date(2026, 9, 1))
    assert ["已逾期" in queue.drawn_rows([each], clerk) for each in (filing, late)] == [False, True]
    erased = filing._replace(data_key=None)
    assert "已删除" in queue.drawn_rows([erased], clerk)
    assert "韦**" not in queue.drawn_rows([erased], clerk)


def test_damage_is_met_each_time_it_is_shown(in_app: Flask) -> None:
    filing = listed(1)
    *most, last = filing.claims_sealed
    broken = filing._replace(claims_sealed=bytes([*most, last ^ 1]))
    clerk = acting(staff("one"))
    for _time in range(2):
        g.pop("damage_met", None)  # another request, of which nothing was noted yet
        assert "数据异常" in queue.drawn_rows([broken], clerk)
        assert len(g.damage_met) == 1


def test_a_row_that_is_damaged_is_not_kept_and_its_neighbours_are(in_app: Flask) -> None:
    made: list[str] = []

    def make(word: str) -> str:
        made.append(word)
        if word == "坏":
            note_damage(SealBroken("0050-5569"))
        return word

    rows = KeptRows(make)
    for _time in range(2):
        rows.each([(1, ("好",)), (2, ("坏",))])
    assert (len(rows), made) == (1, ["好", "坏", "坏"])


def test_nothing_kept_names_anybody(in_app: Flask) -> None:
    who, filing = person(1), listed(1)
    queue.drawn_rows([filing], acting(staff("one")))
    own_filing.cards([FilingOfMine(filing, None)], TODAY)
    kept = [str(made) for rows in (queue._drawn_row, own_filing._drawn_card) for made in rows._rows.values()]
    assert len(kept) >= 2
    assert not [each for each in kept if who.name in each or who.phone in each or who.id_number in each]
    assert not re.search(r"\d{17}[\dX]", " ".join(kept))
