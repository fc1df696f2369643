"""How a day and a row's number in an address are read."""

from datetime import date

from flask import Flask
from sqlalchemy import select

from portal.models import Filing, db
from portal.web.addresses import day_in, row_number_in

DAYS = {
    "2026-09-14": date(2026, 9, 14),
    "1900-01-01": date(1900, 1, 1),
    "2200-12-31": date(2200, 12, 31),
    "1899-12-31": None,
    "2201-01-01": None,
    "0001-01-01": None,
    "9999-12-31": None,
    "2026-02-31": None,
    "20260914": None,
    "2026-W37-1": None,
    "2026-W37-11": None,
    "": None,
    "x": None,
}
NUMBERS = {
    "0": 0,
    "17": 17,
    "2147483647": 2147483647,
    "2147483648": None,
    "9" * 10: None,
    "9" * 19: None,
    "-1": None,
    "1.5": None,
    " 1": None,
    "1\n": None,
    "²": None,
    "١": None,
    "": None,
}


def test_a_day_is_one_that_people_mean_and_has_days_beside_it() -> None:
    assert {text: day_in(text) for text in DAYS} == DAYS


def test_a_row_has_a_number_that_both_engines_can_hold(services: Flask) -> None:
    assert {text: row_number_in(text) for text in NUMBERS} == NUMBERS
    read = [number for number in NUMBERS.values() if number is not None]
    assert [db.session.scalar(select(Filing.id).where(Filing.id == number)) for number in read] == [None] * len(read)
