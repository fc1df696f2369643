"""Where the rows of the hospital's lists come from, a page at a time."""

from collections.abc import Callable, Mapping

from portal.domain.actor import Context
from portal.models.listed import ListedFiling
from portal.services import referral_lists, slip_signing

PAGE = 50
FIRST_RETURNED = 10
"""So many of what came back stand above every list; the rest is a list of its own."""
Lister = Callable[[Context, int | None, int], list[ListedFiling]]
LISTS: Mapping[str, Lister] = {
    "review": referral_lists.in_review,
    "returned": referral_lists.returned,
    "waiting": referral_lists.waiting,
    "signing": slip_signing.open_ones,
    "in-force": referral_lists.in_force,
    "ending": referral_lists.ending,
    "ended": referral_lists.ended,
}
