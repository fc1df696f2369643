"""What stands where a sealed value does not open: 数据异常 and a number; one row is lost to it, and not its page."""

from collections.abc import Callable
from typing import TypeVar

from flask import g

from portal.models.crypto import SealBroken, SealErased
from portal.web.language import gettext as _

Made = TypeVar("Made")


def damaged(broken: SealBroken) -> str:
    """What is said instead; the office or the operator finds the place by the number. What was erased is no damage."""
    if isinstance(broken, SealErased):
        return str(_("已删除"))
    note_damage(broken)
    return str(_("数据异常 %(number)s", number=broken.reference))


def note_damage(broken: SealBroken) -> None:
    """It is written down once this request is answered (`portal/web/damage_log.py`)."""
    g.setdefault("damage_met", set()).add(broken.reference)


def legible(read: Callable[[], str]) -> str:
    """What `read` says, or that it is damaged."""
    try:
        return read()
    except SealBroken as broken:
        return damaged(broken)


def made_whole(make: Callable[[], Made]) -> tuple[Made, bool]:
    """What `make` makes, and whether nothing in it is damaged."""
    met = g.pop("damage_met", set())
    made = make()
    more = g.get("damage_met", set())
    if met:
        g.damage_met = met | more
    return made, not more
