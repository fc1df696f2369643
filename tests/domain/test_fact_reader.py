"""What is read of one object: the value, or the fault at its key path and no value beside it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from portal.domain.fact_reader import BEIJING, ObjectReader, printable
from portal.domain.fact_rules import FactFault
from portal.domain.gazetteer import Gazetteer
from portal.domain.values import Value
from portal.domain.vocabulary import Scheme

KNOWN = Gazetteer(str, {"370830": ("370830",)}.get)
Read = Callable[[ObjectReader], Any]


def fault(code: str, **values: Value) -> FactFault:
    """The fault of the one key there is."""
    return FactFault("of.key", code, tuple(values.items()))


def text(reader: ObjectReader) -> str | None:
    return reader.text("key")


def name(reader: ObjectReader) -> str | None:
    return reader.name("key")


def flag(reader: ObjectReader) -> bool | None:
    return reader.flag("key")


def number(reader: ObjectReader) -> int | None:
    return reader.number("key", 9)


def day(reader: ObjectReader) -> date | None:
    return reader.day("key")


def moment(reader: ObjectReader) -> datetime | None:
    return reader.moment("key")


def scheme(reader: ObjectReader) -> Scheme | None:
    return reader.choice("key", Scheme)


def division(reader: ObjectReader) -> str | None:
    return reader.division("key", KNOWN)


def id_number(reader: ObjectReader) -> str | None:
    return reader.id_number("key")


@pytest.mark.parametrize(
    ("read", "value", "is_read"),
    [
        *((read, None, None) for read in (text, name, flag, number, day, scheme, division, id_number)),
        (text, " 两 行 ", "两 行"),
        (name, " 张\u200b 三 ", "张 三"),
        (flag, False, False),
        (number, 9, 9),
        (day, "2026-02-28", date(2026, 2, 28)),
        (moment, "2026-03-10t16:00:00z", datetime(2026, 3, 10, 16, tzinfo=UTC)),
        (scheme, "resident", Scheme.RESIDENT),
        (division, "３７０８３０", "370830"),
        (id_number, "370830 1", "3708301"),
    ],
)
def test_a_value_is_read_as_it_is_meant(read: Read, value: object, is_read: object) -> None:
    reader = ObjectReader({"key": value}, "of", [])
    assert (read(reader), reader.faults) == (is_read, [])


@pytest.mark.parametrize(
    ("read", "value", "found"),
    [
        (text, 5, fault("not_text")),
        (text, " ", fault("empty", longest=200)),
        (name, 5, fault("not_text")),
        (name, "\u200b", fault("empty", longest=200)),
        (flag, 1, fault("not_flag")),
        (number, True, fault("not_whole_number")),
        (number, 10, fault("too_large", most=9)),
        (day, 20260301, fault("not_date")),
        (day, "2026-02-30", fault("no_such_day", day="2026-02-30")),
        (day, "1899-12-31", fault("year_out_of_range", first=1900, last=2200)),
        (moment, None, fault("missing")),
        (moment, "2026-03-10", fault("not_moment")),
        (moment, "2026-02-30T10:00:00Z", fault("no_such_day", day="2026-02-30T10:00:00Z")),
        (moment, "2026-03-10T10:00:00", fault("no_offset")),
        (moment, "1899-12-31T10:00:00Z", fault("year_out_of_range", first=1900, last=2200)),
        (scheme, "both", fault("not_one_of", choices="employee、resident")),
        (division, 370830, fault("not_division_code")),
        (division, "37083", fault("not_division_code")),
        (division, "370831", fault("no_such_division")),
        (id_number, 5, fault("not_text")),
    ],
)
def test_a_faulty_value_is_told_and_not_read(read: Read, value: object, found: FactFault) -> None:
    reader = ObjectReader({"key": value}, "of", [])
    assert (read(reader), reader.faults) == (None, [found])


def test_a_moment_is_turned_to_beijing_time() -> None:
    found = moment(ObjectReader({"key": "2026-03-10T16:00:00Z"}, "", []))
    assert found is not None
    assert (found.tzinfo, found.date()) == (BEIJING, date(2026, 3, 11))


def test_a_key_nobody_knows_is_told_with_those_that_are_known() -> None:
    reader = ObjectReader({"b": 1, "\x07": 2}, "of", [])
    reader.raw("b")
    reader.says("a")
    reader.close()
    assert reader.faults == [FactFault("of.\\u0007", "unknown_key", (("known", "a、b"),))]


@pytest.mark.parametrize(
    ("key", "shown"), [("name", "name"), ("", "(empty)"), ("\x1b[2J", "\\u001b[2J"), ("k" * 51, "k" * 50)]
)
def test_a_key_is_shown_as_it_may_stand_on_a_terminal(key: str, shown: str) -> None:
    assert printable(key) == shown
