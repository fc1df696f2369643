"""How long something lasts, in the unit the guide counts in."""

from portal.domain.item import Item
from portal.web.language import gettext as _


def length(years: int | None, months: int | None, days: int | None = None) -> str:
    """6 个月; empty where no length is stated."""
    if years:
        return str(_("%(count)s 年", count=years))
    if months:
        return str(_("%(count)s 个月", count=months))
    return str(_("%(days)s 天", days=days)) if days else ""


def lock_sentence(item: Item) -> str:
    """For how long nobody changes or ends what was approved; nothing where the county's file does not say so."""
    if not item.lock_months:
        return ""
    return str(_("办好以后，从生效那天起 %(length)s内不能变更、取消。", length=length(None, item.lock_months)))
