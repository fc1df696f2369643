"""From when to when a filing would count or does, and what is to be said of these days beside what the filer wants."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.domain import deadlines
from portal.domain.errors import Invalid
from portal.domain.facts import Facts
from portal.domain.findings import Finding
from portal.domain.item import Item
from portal.domain.materials import last_day_of_use, length_of_use
from portal.domain.periods import Anchor
from portal.domain.sourced import Citation
from portal.domain.validity import Term, add_years
from portal.domain.vocabulary import DocumentKind, Severity


def term_of(facts: Facts, item: Item) -> Term:
    """From when to when the filing would count, as far as the guide states it."""
    effective, validity = item.effective, item.validity
    begins_on = deadlines.anchored(effective.event, facts) if effective and effective.event else None
    start = deadlines.anchored(validity.event, facts) if validity and validity.event else None
    ends_on = validity.last_day(start) if validity and start else None
    return Term(begins_on, ends_on)


def remarks(facts: Facts, item: Item, term: Term) -> Iterator[Finding]:
    """What the filer should know: a start the guide overrides, a start after the admission, an end before it."""
    yield from _overridden_start(facts, item, term)
    admitted_on = facts.stay.on if facts.stay else None
    begins_on = term.begins_on or facts.begins_on
    if admitted_on and begins_on and admitted_on < begins_on:
        days = {"begins_on": begins_on, "day": admitted_on}
        counted = item.effective.citation if item.effective else item.citation
        yield Finding("begins_after_admission", Severity.WARN, counted.basis, days, "begins_on")
    treated_from = admitted_on or facts.begins_on
    if treated_from:
        yield from _ends_before(treated_from, facts, item, term)


def counts_from_decision(item: Item) -> bool:
    """Whether the guide counts from the day of the decision, unknown before; the filing day stands for it."""
    effective = item.effective
    return effective is not None and effective.anchor.is_stated and effective.event is Anchor.DECISION


def _overridden_start(facts: Facts, item: Item, term: Term) -> Iterator[Finding]:
    effective = item.effective
    if effective is None or effective.event is Anchor.BEGINNING or facts.begins_on is None:
        return
    if term.begins_on is not None and term.begins_on != facts.begins_on:
        days = {"wanted": facts.begins_on, "day": term.begins_on}
        basis, is_stated = effective.citation.basis, effective.anchor.is_stated
        if counts_from_decision(item):
            yield Finding("start_is_the_decision", Severity.WARN, basis, {"wanted": facts.begins_on}, "begins_on")
        else:
            yield Finding(
                "start_set_by_guide" if is_stated else "start_applied", Severity.WARN, basis, days, "begins_on"
            )


def _ends_before(treated_from: date, facts: Facts, item: Item, term: Term) -> Iterator[Finding]:
    """Once, for whichever is over first: the slip or the filing made with it."""
    last_days = sorted(_last_days(facts, item, term), key=lambda each: each[0])
    if last_days and last_days[0][0] < treated_from:
        last, citation = last_days[0]
        days = {"day": last, "treated_from": treated_from}
        yield Finding("over_before_treatment", Severity.WARN, citation.basis, days, "begins_on")


def _last_days(facts: Facts, item: Item, term: Term) -> Iterator[tuple[date, Citation]]:
    if item.validity and term.ends_on:
        yield term.ends_on, item.validity.citation
    slip = item.material(DocumentKind.REFERRAL_SLIP)
    issued_on = facts.slip.issued_on if facts.slip else None
    if slip and issued_on and (last_day := last_day_of_use(slip, issued_on)):
        yield last_day, length_of_use(slip).citation or slip.citation


PROPOSED = (Anchor.BEGINNING, Anchor.ADMISSION, Anchor.REFERRAL_ISSUE, Anchor.DECISION)
"""Whose day an approval counts from where the guide names none: the first of these that is known."""

PROPOSED_OF_A_CHANGE = (Anchor.BEGINNING, Anchor.DECISION)
"""The same of a change: until then what it changes counts, whatever admission or slip that one began with."""


@dataclass(frozen=True, slots=True)
class Start:
    """The day an approval counts from: the guide's, or one proposed that a clerk may move between these days."""

    on: date
    event: Anchor
    is_stated: bool
    earliest: date | None = None
    latest: date | None = None


def start_of(facts: Facts, item: Item, decided_on: date, *, is_change: bool) -> Start:
    """From when the filing counts if it is approved that day."""
    named = item.effective.event if item.effective else None
    earliest, latest = _first_day(facts, item, decided_on), _last_day(facts, item, decided_on)
    if item.effective and item.effective.anchor.is_stated and named and (on := _day_of(named, facts, decided_on)):
        return Start(on, named, True, on, latest)
    usual = (*((named,) if named else ()), *PROPOSED)  # what is applied while the guide is silent comes first
    for event in PROPOSED_OF_A_CHANGE if is_change else usual:
        on = _day_of(event, facts, decided_on)
        if on and (earliest is None or earliest <= on) and (latest is None or on <= latest):
            return Start(on, event, False, earliest, latest)
    return Start(earliest or decided_on, Anchor.DECISION, False, earliest, latest)


def faults_of_start(start: Start, begins_on: date | None) -> Iterator[Invalid]:
    """What is wrong with letting it count from that day; where the guide states the day, none need be given."""
    begins_on = begins_on or (start.on if start.is_stated else None)
    if begins_on is None:
        yield Invalid("start_needed", "begins_on")
    elif start.is_stated and begins_on != start.on:
        yield Invalid("start_is_stated", "begins_on", day=start.on)
    elif start.earliest and begins_on < start.earliest:
        yield Invalid("start_too_early", "begins_on", day=start.earliest)
    elif start.latest and begins_on > start.latest:
        yield Invalid("start_after_end", "begins_on", day=start.latest)


def faults_of_far_start(start: Start, begins_on: date | None, decided_on: date, why: str) -> Iterator[Invalid]:
    """A day more than a year away may be a slip of the pen, where no period holds it and no paper names it: no guide
    forbids it, so whoever means it says why."""
    is_held = start.is_stated or (start.earliest and start.latest)
    is_named = begins_on == start.on and start.event in (Anchor.ADMISSION, Anchor.REFERRAL_ISSUE)
    first, last = add_years(decided_on, -1), add_years(decided_on, 1)
    if begins_on is not None and not (why or is_held or is_named or first <= begins_on <= last):
        yield Invalid("start_far_off", "start_reason", day=begins_on)


def over_when_decided(item: Item, term: Term, decided_on: date) -> Iterator[Finding]:
    """That it would be over before it is approved, which somebody has to want."""
    if item.validity and term.ends_on and term.ends_on < decided_on:
        yield Finding(
            "over_when_decided", Severity.ASK, item.validity.citation.basis, {"day": term.ends_on}, "begins_on"
        )


def nothing_to_change(item: Item) -> Finding:
    """That what a change would take the place of stands no longer, so that somebody has to want it all the same."""
    return Finding("changed_one_is_over", Severity.ASK, item.citation.basis)


def decided_term(facts: Facts, item: Item, begins_on: date, decided_on: date) -> Term:
    """From when to when it counts, once a clerk has fixed the first day; the period of a stay runs from that day."""
    validity = item.validity
    if validity is None or validity.event is None:
        return Term(begins_on)
    counted_from = begins_on if validity.event is Anchor.BEGINNING else _day_of(validity.event, facts, decided_on)
    return Term(begins_on, validity.last_day(counted_from) if counted_from else None)


def _first_day(facts: Facts, item: Item, decided_on: date) -> date | None:
    """No earlier than the period it lasts; a stay's period begins with it, whenever that is."""
    event = item.validity.event if item.validity else None
    return _day_of(event, facts, decided_on) if event and event is not Anchor.BEGINNING else None


def _last_day(facts: Facts, item: Item, decided_on: date) -> date | None:
    first = _first_day(facts, item, decided_on)
    return item.validity.last_day(first) if first and item.validity else None


def _day_of(event: Anchor, facts: Facts, decided_on: date) -> date | None:
    return decided_on if event is Anchor.DECISION else deadlines.anchored(event, facts)
