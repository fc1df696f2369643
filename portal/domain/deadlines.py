"""When the agency has to be done, by when one has to file, and what follows from lateness."""

from datetime import date, timedelta

from portal.domain.calendar import Counted, WorkingCalendar
from portal.domain.facts import Facts
from portal.domain.findings import Effect
from portal.domain.item import HandlingMode, Item, LatenessEffect, LimitKind, TimeLimit
from portal.domain.periods import Anchor, Deadline, Unit
from portal.domain.validity import add_months
from portal.domain.vocabulary import Channel


def due_on(item: Item, channel: Channel, filed_on: date, calendar: WorkingCalendar) -> Counted | None:
    """The last day for a decision: the promised, else the statutory limit of that channel, else the sum of the printed
    steps, else the label 即办; None where nothing is stated (docs/product.md)."""
    kinds = (LimitKind.PROMISED, LimitKind.STATUTORY, LimitKind.UNNAMED)
    limit = next((found for kind in kinds if (found := _printed(item, channel, kind))), None)
    if limit is not None:
        return _after(filed_on, limit.working_days or 0, calendar)  # at once is no day
    steps = working_days_of_steps(item)
    if steps is not None:
        return _after(filed_on, steps, calendar)
    if item.handling_mode.value is HandlingMode.INSTANT:
        return _after(filed_on, 0, calendar)
    return None


def due_after_waiting(due: date, asked_on: date, came_on: date, calendar: WorkingCalendar) -> date:
    """The last day for a decision once what was asked for came: working days spent waiting for it are not the agency's.

    In time when it asked, it has what was left, and the day it came or the next working day at least; what was late
    already stays late by as much.
    """
    waited = calendar.working_days_between(asked_on, came_on)
    moved = calendar.add_working_days(due, waited).on
    return moved if due < asked_on else max(moved, calendar.same_or_next_working_day(came_on).on)


def working_days_of_steps(item: Item) -> int | None:
    """The printed steps added up; None where no step has a limit."""
    steps = [step.working_days.value for step in item.steps if step.working_days.value is not None]
    return sum(steps) if steps else None


def _printed(item: Item, channel: Channel, kind: LimitKind) -> TimeLimit | None:
    fitting = [
        limit for limit in item.limits if limit.kind is kind and (not limit.channels or channel in limit.channels)
    ]
    numbers = [limit for limit in fitting if not limit.at_once]
    return next(iter(numbers or fitting), None)


def _after(filed_on: date, working_days: int, calendar: WorkingCalendar) -> Counted:
    if working_days == 0:
        return calendar.same_or_next_working_day(filed_on)
    return calendar.add_working_days(filed_on, working_days)


def anchored(anchor: Anchor, facts: Facts) -> date | None:
    """The day of the event a period is counted from; a decision is taken to fall on the filing day."""
    days = {
        Anchor.ADMISSION: facts.stay.on if facts.stay else None,
        Anchor.DISCHARGE: facts.stay.discharged_on if facts.stay else None,
        Anchor.BEGINNING: facts.begins_on,
        Anchor.REFERRAL_ISSUE: facts.slip.issued_on if facts.slip else None,
        Anchor.DECISION: facts.filed_on,
    }
    return days[anchor]


def deadline_on(deadline: Deadline, facts: Facts, calendar: WorkingCalendar) -> Counted | None:
    """The last day to file without consequence; None while the event is not known, and of a change of what kept it."""
    last = _last_day(deadline, facts, calendar)
    was_kept = last is not None and facts.filed_first_on is not None and facts.filed_first_on <= last.on
    return None if was_kept else last


def _last_day(deadline: Deadline, facts: Facts, calendar: WorkingCalendar) -> Counted | None:
    start = anchored(deadline.anchor, facts)
    if start is None:
        return None
    if deadline.first_day_counted.value:
        start -= timedelta(days=1)
    if deadline.unit is Unit.WORKING_DAYS:
        return calendar.add_working_days(start, deadline.number)
    if deadline.unit is Unit.DAYS:
        return Counted(start + timedelta(days=deadline.number))
    return Counted(add_months(start, deadline.number))


def effect_of(effect: LatenessEffect, treatment_place: str | None) -> Effect:
    """The effect with the numbers that hold for that place; for an unknown place every number, in the file's order."""
    fitting = [
        reading
        for reading in effect.readings
        if treatment_place is not None and treatment_place.startswith(reading.within)
    ]
    general = [reading for reading in effect.readings if not reading.within]
    chosen = effect.readings if treatment_place is None else fitting or general
    numbers = tuple(dict.fromkeys(number for reading in chosen for number in reading.numbers))
    return Effect(effect.kind, numbers, effect.text, effect.citation.basis, effect.text_en)
