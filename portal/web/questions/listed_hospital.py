"""A hospital by its name: looked up in the dated list an operator loads, or typed; without a list it is plain text."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from flask import current_app

from portal.services import networked
from portal.services.networked import Listed
from portal.web.dates import day
from portal.web.language import gettext as _
from portal.web.questions.looked_up import LookedUp, Lookup

EXTENSION = "portal_networked_list"
REMEMBERED = timedelta(seconds=30)
"""For which it is not asked again whether a list was loaded."""


@dataclass(slots=True)
class Remembered:
    """Of which day the list is, and until when that is not asked again."""

    as_of: date | None
    until: datetime


def list_day() -> date | None:
    """Of which day the list is; None where none is loaded."""
    kept: Remembered | None = current_app.extensions.get(EXTENSION)
    now: datetime = current_app.extensions["portal_clock"]()
    if kept is None or kept.until <= now:
        kept = Remembered(networked.as_of(), now + REMEMBERED)
        current_app.extensions[EXTENSION] = kept
    return kept.as_of


def note_of(listed: Listed, as_of: date) -> str:
    """What the list says of it, and of which day it is."""
    if listed.is_networked:
        return _("%(day)s的名单：能异地联网结算", day=day(as_of))
    return _("%(day)s的名单：不能异地联网结算", day=day(as_of))


class HospitalOffer(NamedTuple):
    """One hospital that may be meant."""

    name: str
    note: str
    is_networked: bool

    @classmethod
    def of(cls, listed: Listed, as_of: date) -> "HospitalOffer":
        """As the list has it."""
        return cls(listed.full_name, note_of(listed, as_of), listed.is_networked)


def look_up(words: str) -> Lookup:
    """What fits the words, or what the list says of the one hospital they name; nothing where there is no list."""
    as_of = list_day()
    if as_of is None or not words:
        return Lookup()
    if listed := networked.named(words):
        return Lookup(words, (), note_of(listed, as_of))
    offers = tuple(HospitalOffer.of(each, as_of) for each in networked.search(words))
    return Lookup(words, offers, "" if offers else _("名单里没有找到。照您写的填也可以"))


def offers_for(words: str) -> tuple[HospitalOffer, ...]:
    """The one hospital of that name, or those that fit the words."""
    as_of = list_day()
    if as_of is None or not words:
        return ()
    listed = networked.named(words)
    return tuple(HospitalOffer.of(each, as_of) for each in ([listed] if listed else networked.search(words)))


class ListedHospital(LookedUp):
    """A hospital of the list, or any other."""

    lookup_route = "fields.hospitals"

    @property
    def listed(self) -> Listed | None:
        """The hospital of the list that is named, where there is a list."""
        return networked.named(self.data) if self.data and list_day() else None

    @property
    def has_list(self) -> bool:
        """Whether an operator loaded one."""
        return list_day() is not None

    @property
    def is_on_list(self) -> bool:
        """Whether it names one hospital of it."""
        return self.listed is not None

    def look_up(self, words: str) -> Lookup:
        """What the list has for the words."""
        return look_up(words)
