"""How long before a day people are reminded of it: no guide states that, so the operator does, or nobody is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReminderDays:
    """So many days before a promise is looked into, and before a filing's last day; none where nobody set them."""

    of_pledge: int | None = None
    of_end: int | None = None
