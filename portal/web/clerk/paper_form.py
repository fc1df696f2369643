"""When a case came in, where that is not now: on paper while nothing could be entered, or by a fax that waited."""

import re
from datetime import datetime

from wtforms import Field
from wtforms.validators import StopValidation

from portal.domain.actor import BEIJING
from portal.domain.spelling import words_of
from portal.services.intake import OnPaper
from portal.web.dates import moment
from portal.web.forms.date_parts import DateParts
from portal.web.forms.fields import PlainText
from portal.web.forms.portal_form import PortalForm
from portal.web.forms.rules import AtMost, Visible
from portal.web.language import gettext
from portal.web.language import lazy_gettext as _

_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:：时.]?([0-5][0-9])分?")


class NeededWithTheRest:
    """Nothing need be said of it where nothing is; where one is given, all are."""

    field_flags: dict[str, bool] = {"conditional": True}  # noqa: RUF012 (WTForms reads it from the instance)

    def __init__(self, sentence: str, shape: re.Pattern[str] | None = None) -> None:
        self.sentence, self.shape = sentence, shape

    def __call__(self, form: "PaperForm", field: Field) -> None:
        """Say what to write; a day that is no day says so itself."""
        if not form.is_used or field.process_errors:
            return
        typed = words_of(field.data) if isinstance(field.data, str) else field.data
        if not typed or (self.shape and not self.shape.fullmatch(str(typed))):
            raise StopValidation(str(self.sentence))


class PaperForm(PortalForm):
    """Left empty by who enters a case as it comes; a day without a reason, or the reverse, is half an answer."""

    came_in_on = DateParts(_("收到的日子"), [NeededWithTheRest(_("请填收到的日子"))])
    came_in_time = PlainText(
        _("几点几分，例如 14:30"), [NeededWithTheRest(_("请填收到的时间，例如 14:30"), _TIME), AtMost(10)]
    )
    outage_reason = PlainText(
        _("当时为什么没有录"),
        [NeededWithTheRest(_("请写明当时为什么没有录，例如停电、断网")), AtMost(200), Visible()],
    )

    @property
    def heading(self) -> str:
        """Over the three fields, which lie folded under it."""
        return gettext("断网断电时收在纸上的")

    @property
    def is_used(self) -> bool:
        """Whether anything was said of it."""
        return bool(self.came_in_on.raw_data or words_of(self.came_in_time.data or "") or self.outage_reason.data)

    def on_paper(self) -> OnPaper | None:
        """What was said, once it is whole."""
        at = self._typed() if self.is_used else None
        return OnPaper(at, self.outage_reason.data or "") if at else None

    def _typed(self) -> datetime | None:
        time = _TIME.fullmatch((self.came_in_time.data or "").strip())
        if self.came_in_on.data is None or time is None:
            return None
        day, (hour, minute) = self.came_in_on.data, map(int, time.groups())
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BEIJING)


class FaxTimeForm(PaperForm):
    """When the fax was received stands in it; who enters it changes that only where they know better, and say why."""

    received: datetime

    outage_reason = PlainText(
        _("时间不对、改了的，写明为什么"),
        [NeededWithTheRest(_("请写明为什么不从传真收到的时间算，例如传真机的钟不准")), AtMost(200), Visible()],
    )

    @classmethod
    def of(cls, came_at: datetime) -> "FaxTimeForm":
        """That of a fax which came then."""
        at = came_at.astimezone(BEIJING)
        form = cls(data={"came_in_on": came_at.astimezone(BEIJING).date(), "came_in_time": f"{at:%H:%M}"})
        form.received = at.replace(second=0, microsecond=0)
        return form

    @property
    def heading(self) -> str:
        """The time is read before anything is unfolded."""
        return gettext("传真 %(at)s 收到，迟没迟从这时算", at=moment(self.received))

    @property
    def is_used(self) -> bool:
        """Whether it is another time than the fax's own; none at all is that one."""
        return super().is_used and (bool(self.outage_reason.data) or self._typed() != self.received)
