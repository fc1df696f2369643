"""受理: whether an application may be accepted as it stands, by what its guide says of papers that come later."""

from portal.domain.determination import Determination
from portal.domain.item import Item
from portal.domain.vocabulary import Outcome


def is_acceptable(item: Item, determination: Determination) -> bool:
    """Whether it may be accepted at all: not what the rules refuse, nor what lacks a paper where none may come later
    (不容缺受理)."""
    lacks_none = not determination.owed or item.later_papers.value is not False
    return determination.outcome is not Outcome.REFUSE and lacks_none


def takes_reason(item: Item, determination: Determination) -> bool:
    """Whether papers are owed and the guide does not say that they may come later (容缺受理)."""
    return bool(determination.owed) and item.later_papers.value is not True
