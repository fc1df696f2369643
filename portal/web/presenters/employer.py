"""What a unit sees of what it filed: who, which number, where it stands; a supervisor's list of units."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from flask import url_for

from portal.domain.item import Item
from portal.domain.lifecycle import OPEN
from portal.domain.numbering import grouped
from portal.models import Employer
from portal.models.listed import ListedFiling
from portal.services.employers import FiledByUnit
from portal.web.dates import day_of
from portal.web.kept_rows import kept_rows
from portal.web.labels import StatusTag
from portal.web.presenters.damage import legible
from portal.web.presenters.filing import tag_of, told_apart
from portal.web.presenters.filing_state import gist_of, lacks_something
from portal.web.presenters.sentences import item_name


class StaffLine(NamedTuple):
    """One of the staff in a list, which leaves no look: whose it is is masked; and where it stands."""

    name: str
    number: str
    sent_on: str
    tag: StatusTag
    gist: str
    supply_url: str

    @classmethod
    def of(cls, filing: ListedFiling, sent_at: datetime | None, today: date) -> "StaffLine":
        """The line of a filing as it stands today."""
        lacks = filing.status in OPEN and lacks_something(filing)
        return cls(
            name=legible(lambda: told_apart(filing.person)),
            number=grouped(filing.number),
            sent_on=day_of(sent_at) if sent_at else "—",
            tag=tag_of(filing, today),
            gist=gist_of(filing, today),
            supply_url=url_for("employer.supply", number=filing.number) if lacks else "",
        )


_drawn_lines = kept_rows(StaffLine.of)


def staff_lines(filed: Iterable[FiledByUnit], today: date) -> list[StaffLine]:
    """A line of each."""
    return _drawn_lines.each((row.filing.id, (*row, today)) for row in filed)


class UnitsItem(NamedTuple):
    """Something the unit may file for its staff."""

    name: str
    url: str


def item_choices(items: Iterable[Item]) -> tuple[UnitsItem, ...]:
    """One for each of these items."""
    return tuple(
        UnitsItem(item_name(each), url_for("employer_imports.send", slug=each.id.partition(".")[2])) for each in items
    )


class EmployerLine(NamedTuple):
    """One unit in a supervisor's list."""

    name: str
    credit_code: str

    @classmethod
    def of(cls, employer: Employer) -> "EmployerLine":
        """As it was written down."""
        return cls(employer.name, employer.credit_code)
