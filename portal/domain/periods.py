"""The periods of an item: by when to file, how long a filing lasts, from when it counts; each from an event on."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.domain.sourced import Citation, Fact
from portal.domain.validity import add_months


class Anchor(StrEnum):
    """The event a period is counted from."""

    ADMISSION = "admission"
    DISCHARGE = "discharge"
    BEGINNING = "beginning"
    REFERRAL_ISSUE = "referral_issue"
    DECISION = "decision"

    @property
    def asks(self) -> str | None:
        """The key path of the claim that tells its day; None where the filing itself does."""
        return _ASKED_BY[self]


_ASKED_BY = {
    Anchor.ADMISSION: "admission.on",
    Anchor.DISCHARGE: "admission.discharged_on",
    Anchor.BEGINNING: "begins_on",
    Anchor.REFERRAL_ISSUE: "referral.issued_on",
    Anchor.DECISION: None,
}


class Unit(StrEnum):
    """What a deadline is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day to file without consequence, counted from an event."""

    anchor: Anchor
    number: int
    unit: Unit
    citation: Citation
    first_day_counted: Fact[bool] = field(default_factory=Fact)


@dataclass(frozen=True, slots=True)
class Validity:
    """How long an approved filing lasts, as the guide states it: so many years or months from an event on, or until
    changed."""

    citation: Citation
    anchor: Fact[Anchor] = field(default_factory=Fact)
    years: int | None = None
    many_visits: bool = False
    until_changed: bool = False
    months: int | None = None

    @property
    def event(self) -> Anchor | None:
        """The event it is counted from."""
        return self.anchor.value

    @property
    def in_months(self) -> int | None:
        """How long it lasts; None where no length is stated."""
        return self.years * 12 if self.years else self.months

    def last_day(self, first: date) -> date | None:
        """The last day of what is counted from that one; None where no length is stated."""
        return add_months(first, self.in_months) if self.in_months else None

    @property
    def fault(self) -> str | None:
        """Why it states no period, in a word for whoever writes the file; None when it does."""
        lengths = [each for each in (self.years, self.months) if each is not None]
        if self.until_changed:
            return "until_changed" if lengths or self.event is not None else None
        if len(lengths) != 1:
            return "months" if lengths else "years"
        return None if self.event else "anchor"


@dataclass(frozen=True, slots=True)
class Effective:
    """The event from which an approved filing counts."""

    anchor: Fact[Anchor]
    citation: Citation

    @property
    def event(self) -> Anchor | None:
        """The event it counts from."""
        return self.anchor.value
