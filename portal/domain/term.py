"""From when to when a filing would count, and what is to be said of these days beside what the filer wants."""

from collections.abc import Iterator
from datetime import date

from portal.domain import deadlines
from portal.domain.facts import Facts
from portal.domain.findings import Finding
from portal.domain.item import Item
from portal.domain.periods import Anchor
from portal.domain.sourced import Citation
from portal.domain.validity import Term, add_years
from portal.domain.vocabulary import DocumentKind, Severity

ADMISSION_BASIS = "基本医疗保险跨省异地就医直接结算经办规程"
"""It settles a stay that began inside the term, whenever it ends, and no other."""


def term_of(facts: Facts, item: Item) -> Term:
    """From when to when the filing would count, as far as the guide states it."""
    effective, validity = item.effective, item.validity
    begins_on = deadlines.anchored(effective.event, facts) if effective and effective.event else None
    start = deadlines.anchored(validity.event, facts) if validity and validity.event else None
    ends_on = add_years(start, validity.years) if validity and validity.years and start else None
    return Term(begins_on, ends_on)


def remarks(facts: Facts, item: Item, term: Term) -> Iterator[Finding]:
    """What the filer should know: a start the guide overrides, a start after the admission, an end before it."""
    yield from _overridden_start(facts, item, term)
    admitted_on = facts.stay.on if facts.stay else None
    begins_on = term.begins_on or facts.begins_on
    if admitted_on and begins_on and admitted_on < begins_on:
        days = {"begins_on": begins_on, "day": admitted_on}
        yield Finding("begins_after_admission", Severity.WARN, ADMISSION_BASIS, days, "begins_on")
    treated_from = admitted_on or facts.begins_on
    if treated_from:
        yield from _ends_before(treated_from, facts, item, term)


def _overridden_start(facts: Facts, item: Item, term: Term) -> Iterator[Finding]:
    effective = item.effective
    if effective is None or effective.event is Anchor.BEGINNING or facts.begins_on is None:
        return
    if term.begins_on is not None and term.begins_on != facts.begins_on:
        days = {"wanted": facts.begins_on, "day": term.begins_on}
        yield Finding("start_set_by_guide", Severity.WARN, effective.citation.basis, days, "begins_on")


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
    if slip and slip.valid_years.value and facts.slip and facts.slip.issued_on:
        yield add_years(facts.slip.issued_on, slip.valid_years.value), slip.valid_years.citation or slip.citation
