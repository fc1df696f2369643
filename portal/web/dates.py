"""Days and instants as people read them: 2026年10月9日（周五）, in Beijing time."""

from datetime import date, datetime

from flask_babel import gettext as _

from portal.domain.actor import BEIJING
from portal.domain.validity import months_and_days


def weekday(on: date) -> str:
    """周五."""
    days = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return str(days[on.weekday()])


def day(on: date | None) -> str:
    """2026年10月9日（周五）; empty for none."""
    if on is None:
        return ""
    parts = {"year": on.year, "month": on.month, "day": on.day, "weekday": weekday(on)}
    return str(_("%(year)s年%(month)s月%(day)s日（%(weekday)s）", **parts))


def moment(at: datetime | None) -> str:
    """2026年10月9日（周五）10:42, Beijing time; empty for none."""
    if at is None:
        return ""
    local = at.astimezone(BEIJING)
    return f"{day(local.date())} {local:%H:%M}"


def day_of(at: datetime | None) -> str:
    """The Beijing day of an instant; empty for none."""
    return day(at.astimezone(BEIJING).date()) if at else ""


def time_left(today: date, ends_on: date | None) -> str:
    """还有 11 个月 20 天，到 2027年9月14日; what is said where there is no last day, or it is over."""
    if ends_on is None:
        return str(_("一直有效，到变更或取消为止"))
    if ends_on < today:
        return str(_("%(day)s已经到期", day=day(ends_on)))
    months, days = months_and_days(today, ends_on)
    if months == 0 and days == 0:
        return str(_("今天是最后一天（%(day)s）", day=day(ends_on)))
    if months == 0:
        return str(_("还有 %(days)s 天，到 %(day)s", days=days, day=day(ends_on)))
    if days == 0:
        return str(_("还有 %(months)s 个月，到 %(day)s", months=months, day=day(ends_on)))
    return str(_("还有 %(months)s 个月 %(days)s 天，到 %(day)s", months=months, days=days, day=day(ends_on)))
