"""How much each of the desk has, as rows to read."""

from collections.abc import Sequence
from typing import NamedTuple

from portal.services.assignments import DeskLoad
from portal.web.language import gettext as _
from portal.web.presenters.actors import name_of


class DeskLoadRow(NamedTuple):
    """One of the desk, or what nobody has taken yet."""

    who: str
    waiting: int
    overdue: int
    style: str


def rows(found: Sequence[DeskLoad]) -> tuple[DeskLoadRow, ...]:
    """A row each."""
    return tuple(
        DeskLoadRow(
            name_of(each.user) if each.user else str(_("还没有人办的")),
            each.waiting,
            each.overdue,
            "overdue" if each.overdue else "",
        )
        for each in found
    )
