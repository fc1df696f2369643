"""Days and instants as people read them: 2026年10月9日（周五）, in Beijing time."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date

from portal.domain.actor import BEIJING
from portal.domain.validity import months_and_days
from portal.web.language import gettext as _
from portal.web.language import language


def day(on: date | None) -> str:
    """2026年10月9日（周五）, Fri 9 October 2026; the sentence to translate is Babel's pattern; empty for none."""
    return _written(on, _("y年M月d日（EEE）"), language()) if on else ""


def day_of_this_year(on: date) -> str:
    """10月9日（周五）, Fri 9 Oct."""
    return _written(on, _("M月d日（EEE）"), language())


@lru_cache(maxsize=2000)  # a page of rows shows few days
def _written(on: date, pattern: str, code: str) -> str:
    return str(format_date(on, pattern, code))


def moment(at: datetime | None) -> str:
    """2026年10月9日（周五）10:42, Beijing time; empty for none."""
    if at is None:
        return ""
    local = at.astimezone(BEIJING)
    return f"{day(local.date())} {local:%H:%M}"


def day_of(at: datetime | None) -> str:
    """The Beijing day of an instant; empty for none."""
    return day(at.astimezone(BEIJING).date()) if at else ""


def time_left(today: date, ends_on: date) -> str:
    """还有 11 个月 20 天，到 2027年9月14日; or that it is over."""
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
