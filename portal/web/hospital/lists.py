"""Where the rows of the hospital's lists come from, a page at a time."""

from collections.abc import Callable, Mapping

from portal.domain.actor import Context
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing
from portal.services import referrals, slip_signing

PAGE = 50
FIRST_RETURNED = 10
"""So many of what came back stand above every list; the rest is a list of its own."""
Lister = Callable[[Context, int | None, int], list[Filing]]


def _in_review(ctx: Context, after_id: int | None, most: int) -> list[Filing]:
    return referrals.list_of(ctx, (FilingStatus.SUBMITTED, FilingStatus.ACCEPTED), after_id, most)


LISTS: Mapping[str, Lister] = {
    "review": _in_review,
    "returned": referrals.returned,
    "waiting": referrals.waiting,
    "signing": slip_signing.open_ones,
    "in-force": referrals.in_force,
    "ending": referrals.ending,
    "ended": referrals.ended,
}
