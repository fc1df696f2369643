"""个人承诺书 after the approval that rests on it: whether it was kept, and by when somebody looks."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.item import Item


class PledgeState(StrEnum):
    """What became of what was signed in place of a paper, once the filing it stood for was approved."""

    OPEN = "open"  # nobody has looked yet
    KEPT = "kept"
    BROKEN = "broken"


def check_day(item: Item, kinds: Iterable[str], approved_on: date) -> date | None:
    """The first day by which the guide has one of these promises looked into; none where it names none."""
    materials = (item.material(kind) for kind in kinds)
    days = [each.commitment_days.value for each in materials if each is not None]
    return min((approved_on + timedelta(days=each) for each in days if each is not None), default=None)
