"""Whether a hospital is networked, looked up in the operator's list on the page that asks it."""

from typing import NamedTuple

from flask import request

from portal.domain.spelling import words_of
from portal.web.public.trail import Trail, address
from portal.web.questions.listed_hospital import HospitalOffer, list_day, offers_for
from portal.web.questions.looked_up import MOST_LETTERS

NAMED = "in_hospital"


class HospitalLookup(NamedTuple):
    """What was typed, and each hospital found with where its answer leads."""

    words: str
    found: tuple[tuple[HospitalOffer, str], ...]


def hospital_lookup(trail: Trail) -> HospitalLookup | None:
    """None where no list is loaded: then only the question stands there."""
    if list_day() is None:
        return None
    words = words_of(request.args.get(NAMED, "")[:MOST_LETTERS])
    found = ((offer, address(_answered(trail, offer))) for offer in offers_for(words))
    return HospitalLookup(words, tuple(found))


def _answered(trail: Trail, offer: HospitalOffer) -> dict[str, str]:
    return {**trail.answers, "networked": "yes" if offer.is_networked else "no"}
