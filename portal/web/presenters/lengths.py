"""How long something lasts, in the unit the guide counts in."""

from portal.web.language import gettext as _


def length(years: int | None, months: int | None, days: int | None = None) -> str:
    """6 个月; empty where no length is stated."""
    if years:
        return str(_("%(count)s 年", count=years))
    if months:
        return str(_("%(count)s 个月", count=months))
    return str(_("%(days)s 天", days=days)) if days else ""
