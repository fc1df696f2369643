"""A diagnosis in words: looked up in the list its hospital loads, where its code stands too, or written freely."""

from datetime import datetime, timedelta
from typing import NamedTuple

from flask import current_app

from portal.services import diagnoses
from portal.web.guards import current_context
from portal.web.language import gettext as _
from portal.web.questions.looked_up import LookedUp, Lookup

EXTENSION = "portal_diagnoses"
REMEMBERED = timedelta(seconds=30)
"""For which it is not asked again whether a hospital loaded a list."""


class DiagnosisOffer(NamedTuple):
    """One entry of the hospital's list."""

    name: str
    note: str


def own_list() -> int | None:
    """The hospital of whoever asks, where it has a list."""
    hospital_id = current_context().actor.hospital_id
    if hospital_id is None:
        return None
    kept: dict[int, tuple[bool, datetime]] = current_app.extensions.setdefault(EXTENSION, {})
    now: datetime = current_app.extensions["portal_clock"]()
    has_list, until = kept.get(hospital_id, (False, now))
    if until <= now:
        has_list = diagnoses.count(hospital_id) > 0
        kept[hospital_id] = has_list, now + REMEMBERED
    return hospital_id if has_list else None


def forget_remembered() -> None:
    """A list was loaded."""
    current_app.extensions.pop(EXTENSION, None)


def look_up(words: str) -> Lookup:
    """What fits the words; nothing where the hospital has no list, or where they name one entry."""
    hospital_id = own_list()
    if hospital_id is None or not words or diagnoses.named(hospital_id, words):
        return Lookup()
    offers = [DiagnosisOffer(f"{each.code} {each.name}", "") for each in diagnoses.search(hospital_id, words)]
    return Lookup(words, offers, "" if offers else _("诊断编码表里没有找到。照您写的填也可以"))


class ListedDiagnosis(LookedUp):
    """A diagnosis of the hospital's list, or any other."""

    lookup_route = "hospital_diagnoses.look"

    @property
    def has_list(self) -> bool:
        """Whether the hospital loaded one."""
        return own_list() is not None

    @property
    def is_on_list(self) -> bool:
        """Whether it names one entry."""
        hospital_id = own_list() if self.data else None
        return hospital_id is not None and diagnoses.named(hospital_id, self.data) is not None

    def look_up(self, words: str) -> Lookup:
        """What the list has for the words."""
        return look_up(words)
