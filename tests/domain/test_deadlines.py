"""Clocks no guide of today needs, but a county file may name."""

from dataclasses import replace
from datetime import date

import pytest

from portal.adapters.work_calendar import load_calendar
from portal.catalogue.repository import Catalogue
from portal.domain import deadlines
from portal.domain.facts import Facts
from portal.domain.facts_json import parse_facts
from portal.domain.item import EffectReading, Item, LimitKind, TimeLimit
from portal.domain.periods import Anchor, Unit
from portal.domain.sourced import stated
from portal.domain.vocabulary import Channel

CALENDAR = load_calendar()


def item_of(item_id: str) -> Item:
    item = Catalogue.load().item(item_id)
    assert item is not None
    return item


LIUJIANG = item_of("liujiang.emergency")


def facts_with(**more: object) -> Facts:
    person = {"name": "韦测试", "id_number": "450206195503070015", "scheme": "resident", "insured_place": "450206"}
    data = {"item": LIUJIANG.id, "channel": "online", "filed_at": "2026-03-02T09:00:00+08:00", "person": person}
    return parse_facts(data | more, Catalogue.load().document_kinds)


@pytest.mark.parametrize(
    ("anchor", "number", "unit", "counted", "expected"),
    [
        (Anchor.ADMISSION, 5, Unit.WORKING_DAYS, False, date(2026, 3, 6)),
        (Anchor.ADMISSION, 5, Unit.WORKING_DAYS, True, date(2026, 3, 6)),
        (Anchor.DISCHARGE, 5, Unit.WORKING_DAYS, True, date(2026, 3, 9)),
        (Anchor.ADMISSION, 10, Unit.DAYS, False, date(2026, 3, 11)),
        (Anchor.BEGINNING, 3, Unit.MONTHS, False, date(2026, 4, 30)),
        (Anchor.REFERRAL_ISSUE, 3, Unit.DAYS, False, None),
    ],
)
def test_deadline_is_counted_from_its_anchor(
    anchor: Anchor, number: int, unit: Unit, counted: bool, expected: date | None
) -> None:
    facts = facts_with(
        admission={"on": "2026-03-01", "discharged_on": "2026-03-03"}, begins_on="2026-01-30", referral=None
    )
    assert LIUJIANG.deadline is not None
    first = stated(counted, LIUJIANG.citation)
    deadline = replace(LIUJIANG.deadline, anchor=anchor, number=number, unit=unit, first_day_counted=first)
    found = deadlines.deadline_on(deadline, facts, CALENDAR)
    assert (found.on if found else None) == expected


@pytest.mark.parametrize(
    ("filed_first_on", "expected"),
    [
        (None, date(2026, 3, 8)),
        (date(2026, 3, 8), None),
        (date(2026, 3, 7), None),
        (date(2026, 3, 9), date(2026, 3, 8)),
    ],
)
def test_a_change_of_what_was_filed_in_time_has_no_last_day(filed_first_on: date | None, expected: date | None) -> None:
    facts = replace(facts_with(admission={"on": "2026-03-05"}), filed_first_on=filed_first_on)
    assert LIUJIANG.deadline is not None
    first = stated(False, LIUJIANG.citation)
    deadline = replace(LIUJIANG.deadline, anchor=Anchor.ADMISSION, number=3, unit=Unit.DAYS, first_day_counted=first)
    found = deadlines.deadline_on(deadline, facts, CALENDAR)
    assert (found.on if found else None) == expected
    unknown = replace(facts, admission=None)
    assert deadlines.deadline_on(deadline, unknown, CALENDAR) is None


def test_promise_of_one_channel_does_not_bind_another() -> None:
    limits = (
        TimeLimit(LimitKind.STATUTORY, LIUJIANG.citation, 20),
        TimeLimit(LimitKind.PROMISED, LIUJIANG.citation, 2, channels=(Channel.ONLINE,)),
    )
    item = replace(LIUJIANG, limits=limits)
    monday = date(2026, 3, 2)
    due = [deadlines.due_on(item, channel, monday, CALENDAR) for channel in (Channel.ONLINE, Channel.WINDOW)]
    assert [each.on if each else None for each in due] == [date(2026, 3, 4), date(2026, 3, 30)]


def limit(kind: LimitKind, working_days: int | None, *channels: Channel) -> TimeLimit:
    """Of that many days, or at once."""
    return TimeLimit(kind, LIUJIANG.citation, working_days, at_once=working_days is None, channels=channels)


PROMISED, STATUTORY, UNNAMED = LimitKind.PROMISED, LimitKind.STATUTORY, LimitKind.UNNAMED


@pytest.mark.parametrize(
    ("limits", "due"),
    [
        ((limit(STATUTORY, None),), date(2026, 3, 6)),
        ((limit(STATUTORY, 20), limit(PROMISED, 2), limit(UNNAMED, 1)), date(2026, 3, 10)),
        ((limit(UNNAMED, 1), limit(STATUTORY, 2)), date(2026, 3, 10)),
        ((limit(UNNAMED, 1),), date(2026, 3, 9)),
        ((limit(PROMISED, None), limit(PROMISED, 2)), date(2026, 3, 10)),  # a number says more than 即办 beside it
        ((limit(PROMISED, 2, Channel.WINDOW), limit(STATUTORY, 1)), date(2026, 3, 9)),
        ((limit(PROMISED, 2), limit(PROMISED, 1)), date(2026, 3, 10)),  # as it is printed first
    ],
)
def test_the_promised_limit_is_the_agencys_before_any_other(limits: tuple[TimeLimit, ...], due: date) -> None:
    friday = date(2026, 3, 6)
    found = deadlines.due_on(replace(LIUJIANG, limits=limits), Channel.ONLINE, friday, CALENDAR)
    assert found is not None
    assert found.on == due


def test_the_label_alone_is_the_same_day() -> None:
    item = replace(LIUJIANG, limits=(), steps=())
    found = deadlines.due_on(item, Channel.ONLINE, date(2026, 3, 6), CALENDAR)
    assert found is not None
    assert found.on == date(2026, 3, 6)


def test_printed_steps_outrank_the_label_and_nothing_printed_is_no_date() -> None:
    friday = date(2026, 3, 6)
    due = deadlines.due_on(LIUJIANG, Channel.ONLINE, friday, CALENDAR)
    assert due is not None
    assert due.on == date(2026, 3, 9)
    labelled = deadlines.due_on(replace(LIUJIANG, steps=()), Channel.ONLINE, date(2026, 3, 7), CALENDAR)
    assert labelled is not None
    assert labelled.on == date(2026, 3, 9)
    silent = replace(item_of("wenshang.long-term"), limits=(), steps=())
    assert deadlines.due_on(silent, Channel.ONLINE, friday, CALENDAR) is None


@pytest.mark.parametrize(
    ("place", "numbers"), [("450100", (15,)), ("450000", (15,)), ("310000", (20, 15)), (None, (20, 15))]
)
def test_effect_takes_the_numbers_of_the_place(place: str | None, numbers: tuple[int, ...]) -> None:
    (effect,) = LIUJIANG.effects
    found = deadlines.effect_of(effect, place)
    assert found.numbers == numbers
    assert (found.text, found.text_en, found.basis) == (effect.text, effect.text_en, effect.citation.basis)


@pytest.mark.parametrize(
    ("place", "numbers"), [("450100", (15,)), ("450221", (15, 10)), ("310000", (20, 15)), (None, (30, 15, 10, 20))]
)
def test_a_place_nobody_named_may_be_any_of_them(place: str | None, numbers: tuple[int, ...]) -> None:
    readings = (
        EffectReading((30,), ("37",)),
        EffectReading((15,), ("45",)),
        EffectReading((10,), ("4502",)),
        EffectReading((20, 15)),
    )
    (effect,) = LIUJIANG.effects
    assert deadlines.effect_of(replace(effect, readings=readings), place).numbers == numbers


@pytest.mark.parametrize(
    ("due", "asked_on", "came_on", "moved"),
    [
        (date(2026, 9, 21), date(2026, 9, 16), date(2026, 9, 16), date(2026, 9, 21)),  # the same day: nothing was lost
        (date(2026, 9, 21), date(2026, 9, 16), date(2026, 9, 17), date(2026, 9, 22)),
        (date(2026, 9, 11), date(2026, 9, 9), date(2026, 9, 13), date(2026, 9, 15)),  # two days left, back on a Sunday
        (date(2026, 9, 25), date(2026, 9, 24), date(2026, 10, 3), date(2026, 10, 8)),  # one left, and the holiday
        (date(2026, 9, 14), date(2026, 9, 14), date(2026, 9, 16), date(2026, 9, 16)),  # at once is at once again
        (date(2026, 9, 11), date(2026, 9, 11), date(2026, 9, 12), date(2026, 9, 14)),  # on a day off: the next day
        (date(2026, 9, 14), date(2026, 9, 16), date(2026, 9, 18), date(2026, 9, 16)),  # two days late stay two
        (date(2026, 9, 14), date(2026, 9, 16), date(2026, 9, 16), date(2026, 9, 14)),
    ],
)
def test_waiting_for_what_was_asked_is_not_the_agencys_time(
    due: date, asked_on: date, came_on: date, moved: date
) -> None:
    assert deadlines.due_after_waiting(due, asked_on, came_on, CALENDAR) == moved
