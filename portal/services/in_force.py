"""Which filings are in force for one person: on a day and at a place, or beside a filing that is to be decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select

from portal.domain import lifecycle, place
from portal.domain.validity import Term, in_force, overlap
from portal.domain.vocabulary import FilingStatus, FilingType
from portal.models import Filing, db
from portal.models.desk_indexes import ONCE_IN_FORCE
from portal.services.rulebook import rulebook


@dataclass(frozen=True, slots=True)
class InForce:
    """A filing that counts, or counted: what one may know of it without opening it."""

    number: str
    item_id: str
    filing_type: FilingType
    treatment_place: str | None
    term: Term


def on_day(
    county: str, person_index: str, on: date, treatment_place: str | None = None, filing_type: FilingType | None = None
) -> tuple[InForce, ...]:
    """The person's filings with that county that count on that day, at that place, of that type; the oldest first.

    The county is the one that pays. Who may ask is the caller's to have settled.
    """
    wanted = rulebook.gazetteer.today(treatment_place) if treatment_place else None
    return tuple(
        found
        for found in _of(county, person_index)
        if in_force(found.term, on)
        and (filing_type is None or found.filing_type is filing_type)
        and (wanted is None or place.is_covered(wanted, found.treatment_place))
    )


def beside(filing: Filing, term: Term, known: Sequence[Filing] | None = None) -> tuple[InForce, ...]:
    """What is in force in these days beside a filing to be decided; not itself, nor any whose place it takes.

    `known` are all others of its person, where somebody read them already.
    """
    if filing.person_index is None:
        return ()
    own = {filing.number, *_replaced(filing)}
    return tuple(
        found
        for found in (_of(filing.county, filing.person_index) if known is None else _among(known))
        if found.number not in own and overlap(found.term, term)
    )


def _replaced(filing: Filing) -> Iterator[str]:
    """The numbers of what it changes, and of what that one changed in its turn and may be in force still."""
    before = filing.amends
    while before is not None:
        yield before.number
        before = before.amends if before.status in (FilingStatus.APPROVED, FilingStatus.SUPERSEDED) else None


def _of(county: str, person_index: str) -> Iterator[InForce]:
    """All of a person's that ever counted: few, and read from their index alone."""
    for row in db.session.execute(_counted(), {"person": person_index, "county": county}):
        yield InForce(row.number, row.item_id, row.filing_type, row.treatment_place, Term(row.begins_on, row.ends_on))


def _among(filings: Sequence[Filing]) -> Iterator[InForce]:
    """Those that ever counted, as `_counted` finds and orders them."""
    for each in sorted(filings, key=lambda each: (each.begins_on or date.min, each.number)):
        is_bounded = each.status in lifecycle.IN_FORCE or each.ends_on is not None
        if each.status in lifecycle.ONCE_IN_FORCE and is_bounded:
            term = Term(each.begins_on, each.ends_on)
            yield InForce(each.number, each.item_id, each.filing_type, each.treatment_place, term)


@cache
def _counted() -> Select[str, str, FilingType, str | None, date | None, date | None]:
    columns = (
        Filing.number,
        Filing.item_id,
        Filing.filing_type,
        Filing.treatment_place,
        Filing.begins_on,
        Filing.ends_on,
    )
    of_person = (Filing.person_index == bindparam("person"), Filing.county == bindparam("county"))
    return select(*columns).where(*of_person, _has_counted()).order_by(Filing.begins_on, Filing.number)


def _has_counted() -> ColumnElement[bool]:
    """An ended filing counts for the days up to its end, so one without an end has to be in force still."""
    still = Filing.status.in_(lifecycle.IN_FORCE)
    return and_(ONCE_IN_FORCE, or_(still, Filing.ends_on.is_not(None)))
