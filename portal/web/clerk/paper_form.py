"""断网断电时收的: paper that was taken while nothing could be entered, with its own time and why."""

import re
from datetime import datetime

from wtforms import Field
from wtforms.validators import StopValidation

from portal.domain.actor import BEIJING
from portal.domain.spelling import words_of
from portal.services.intake import OnPaper
from portal.web.forms.date_parts import DateParts
from portal.web.forms.fields import PlainText
from portal.web.forms.portal_form import PortalForm
from portal.web.forms.rules import AtMost, Visible
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

    came_in_on = DateParts(_("纸上收到的日子"), [NeededWithTheRest(_("请填纸上收到的日子"))])
    came_in_time = PlainText(
        _("几点几分，例如 14:30"), [NeededWithTheRest(_("请填纸上写的时间，例如 14:30"), _TIME), AtMost(10)]
    )
    outage_reason = PlainText(
        _("当时为什么没有录"),
        [NeededWithTheRest(_("请写明当时为什么没有录，例如停电、断网")), AtMost(200), Visible()],
    )

    @property
    def is_used(self) -> bool:
        """Whether anything was said of it."""
        return bool(self.came_in_on.raw_data or words_of(self.came_in_time.data or "") or self.outage_reason.data)

    def on_paper(self) -> OnPaper | None:
        """What was said, once it is whole."""
        time = _TIME.fullmatch((self.came_in_time.data or "").strip())
        if self.came_in_on.data is None or time is None:
            return None
        day, (hour, minute) = self.came_in_on.data, map(int, time.groups())
        at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=BEIJING)
        return OnPaper(at, self.outage_reason.data or "")
