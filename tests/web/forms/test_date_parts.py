"""A day is typed in three boxes, or whole in the first."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from portal.web.forms.date_parts import DateParts


class OneDay(Form):
    """Asks for a day."""

    on = DateParts("哪天")


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [("2026", "9", "13"), ("20260913", "", ""), ("2026-9-13", "", ""), ("２０２６年９月１３日", "", "")],
)
def test_a_day_written_whole_where_the_year_is_asked_for_is_that_day(year: str, month: str, day: str) -> None:
    typed = MultiDict({"on-year": year, "on-month": month, "on-day": day})
    form = OneDay(typed)
    assert form.on.data == date(2026, 9, 13)
    assert [part.value for part in form.on.parts][1:] in (["9", "13"], ["09", "13"])


def test_a_whole_day_beside_another_month_is_no_day() -> None:
    typed = MultiDict({"on-year": "20260913", "on-month": "8", "on-day": ""})
    form = OneDay(typed)
    assert form.on.data is None
