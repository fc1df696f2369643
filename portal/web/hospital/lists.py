"""Where the rows of the hospital's lists come from, a page at a time."""

from collections.abc import Callable, Mapping, Sequence

from portal.domain.actor import Context
from portal.domain.slip_signing import SlipSigner
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
    "in-force": referral_lists.in_force,
    "ending": referral_lists.ending,
    "ended": referral_lists.ended,
}
_BEING_SIGNED = "signing"
NAMES = (*LISTS, _BEING_SIGNED)


def page_of(
    name: str, ctx: Context, after_id: int | None, most: int
) -> tuple[Sequence[ListedFiling], Mapping[int, SlipSigner]]:
    """Rows of the list of that name; and of what is being signed, whose turn it is, by the id of the filing."""
    if name != _BEING_SIGNED:
        return LISTS[name](ctx, after_id, most), {}
    found = slip_signing.open_ones(ctx, after_id, most)
    return [filing for filing, _signer in found], {filing.id: signer for filing, signer in found}
