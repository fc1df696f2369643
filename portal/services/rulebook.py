"""The rules in force for a filing: its item in its own version, the county's hospitals of today, the calendar."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import bindparam, select

from portal.catalogue.county import County
from portal.catalogue.repository import Catalogue
from portal.domain import determination
from portal.domain.actor import BEIJING
from portal.domain.calendar import WorkingCalendar
from portal.domain.determination import Determination
from portal.domain.errors import DomainError, Gone, NotFound
from portal.domain.facts import Facts
from portal.domain.gazetteer import EVERY_CODE, Gazetteer
from portal.domain.item import Item
from portal.domain.place import DesignatedHospital
from portal.models import Hospital, db

_KEPT = (
    select(Hospital.name, Hospital.designated_from, Hospital.designated_until)
    .where(Hospital.county == bindparam("county"))
    .order_by(Hospital.id)
)


class KeptHospitals(Collection[DesignatedHospital]):
    """A county's list as its supervisor keeps it, read when somebody first looks at it: most rules and forms do not."""

    def __init__(self, slug: str, printed: Collection[DesignatedHospital]) -> None:
        self._slug, self._printed = slug, printed

    @cached_property
    def _hospitals(self) -> tuple[DesignatedHospital, ...]:
        printed = {hospital.name: hospital.citation for hospital in self._printed}
        basis = next(iter(printed.values()))
        rows = db.session.connection().execute(_KEPT, {"county": self._slug})
        kept = tuple(
            DesignatedHospital(row.name, printed.get(row.name, basis), row.designated_from, row.designated_until)
            for row in rows
        )
        return kept or tuple(self._printed)

    def __iter__(self) -> Iterator[DesignatedHospital]:
        return iter(self._hospitals)

    def __len__(self) -> int:
        return len(self._hospitals)

    def __contains__(self, hospital: object) -> bool:
        return hospital in self._hospitals


class RuleBook:
    """Catalogue, calendar and place names, handed over once when the application is made."""

    def __init__(self) -> None:
        self._catalogue: Catalogue | None = None
        self._clock: Callable[[], datetime] | None = None
        self._calendar: WorkingCalendar | None = None
        self._gazetteer = EVERY_CODE

    def use(self, catalogue: Catalogue, calendar: WorkingCalendar, gazetteer: Gazetteer) -> None:
        """Use these from now on: every county, the working days, and the divisions of the country."""
        self._catalogue, self._calendar, self._gazetteer = catalogue, calendar, gazetteer

    def keep_time(self, clock: Callable[[], datetime]) -> None:
        """Go by that clock: the day in Beijing says which edition of a county is in force."""
        self._clock = clock

    @property
    def catalogue(self) -> Catalogue:
        """Every county as it stands today, or newest without a clock; asking before there is one is a fault of ours."""
        if self._catalogue is None:
            raise RuntimeError("no catalogue is in use")
        if self._clock is not None and self._catalogue.day != (today := self._clock().astimezone(BEIJING).date()):
            self._catalogue = self._catalogue.on(today)
        return self._catalogue

    @property
    def calendar(self) -> WorkingCalendar:
        """The State Council's calendar; a county's own days come on top where the rules are judged."""
        if self._calendar is None:
            raise RuntimeError("no calendar is in use")
        return self._calendar

    def calendar_of(self, item: Item) -> WorkingCalendar:
        """The working days of the item's county."""
        return self.calendar.overlaid(item.place.holidays)

    @property
    def gazetteer(self) -> Gazetteer:
        """The divisions of today and of the past."""
        return self._gazetteer

    def place_name(self, code: str | None) -> str:
        """What the place of a division code is called; empty for none."""
        return (self._gazetteer.name(code) or code) if code else ""

    def printed_item(self, item_id: str, version: str | None = None, on: date | None = None) -> Item:
        """As `item`, with the hospitals its file names; the same object each time."""
        found = self.catalogue.item(item_id, version, on)
        if found is None:
            raise Gone("item_ended") if on and self.catalogue.item(item_id) else NotFound
        return found

    def item(self, item_id: str, version: str | None = None, on: date | None = None) -> Item:
        """An item in one version, or in that of a day, with the hospitals as the supervisor keeps them.

        Raises `NotFound` for an item nobody publishes, `Gone` for one that is no longer offered on that day.
        """
        found = self.printed_item(item_id, version, on)
        place = found.place
        if not place.hospitals:
            return found
        return replace(found, place=replace(place, hospitals=KeptHospitals(place.slug, place.hospitals)))

    def filed_item(self, item_id: str, version: str | None = None) -> Item:
        """The item of a filing that is there, without a version as it is now or was last: a file that is not read does
        not make it look as if it were not."""
        try:
            return self.item(item_id, version)
        except NotFound as missing:
            raise DomainError("item_not_read") from missing

    def filed_county(self, slug: str) -> County:
        """The county of a filing that is there, in the same way."""
        county = self.catalogue.county(slug)
        if county is None:
            raise DomainError("item_not_read")
        return county

    def document_kinds(self, item_id: str) -> frozenset[str]:
        """The kinds of paper the item's county knows."""
        return self.catalogue.document_kinds(item_id) or frozenset()

    def determine(self, facts: Facts, item: Item) -> Determination:
        """What the rules say of these facts: the one function every channel calls."""
        return determination.determine(facts, item, self.calendar)


rulebook = RuleBook()
