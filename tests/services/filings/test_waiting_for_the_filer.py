"""While the filer is asked for something the agency's time stands still; on both engines."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.claims import Answers
from portal.domain.determination import Determination
from portal.domain.mending import Informant
from portal.domain.vocabulary import Channel, FilingStatus
from portal.models.filing import FilingChanges
from portal.services import amendments, filing_columns, mending, queues, review
from portal.services.cases import Case
from tests.people import NOW, acting, staff
from tests.services.filings.test_from_draft_to_end import submitted

FILED, WEEK, DAY = NOW.date(), timedelta(days=7), timedelta(days=1)
DAUGHTER = Informant("吴测试", "女儿", Channel.PHONE, "今天")


def phone(last: int) -> Answers:
    return {"contact.phone": f"1380000007{last}"}


@pytest.mark.parametrize(("is_limit_stated", "due_on"), [(True, FILED + WEEK), (False, None)])
def test_what_comes_back_is_not_overdue_at_once(
    services: Flask, monkeypatch: pytest.MonkeyPatch, is_limit_stated: bool, due_on: date | None
) -> None:
    usual = filing_columns.of

    def without_limit(determination: Determination, ctx: Context) -> FilingChanges:
        return {**usual(determination, ctx), "due_on": None, "queue_due_on": ctx.today}

    if not is_limit_stated:
        monkeypatch.setattr(filing_columns, "of", without_limit)
    user, filing = submitted()
    clerk = staff("clerk")
    review.request_correction(acting(clerk), filing.number, filing.version, [], questions=["contact.phone"])
    ctx = acting(user, later=WEEK)
    back = amendments.send_correction(ctx, Case(ctx, filing), filing.version, phone(7))
    assert (back.status, back.due_on, back.queue_due_on) == (FilingStatus.SUBMITTED, due_on, FILED + WEEK)
    assert not queues.is_overdue(back, FILED + WEEK)
    desk = acting(clerk, Channel.PHONE, later=WEEK + DAY)
    mended = mending.mend(desk, Case(desk, back), back.version, phone(8), DAUGHTER)
    assert (mended.due_on, mended.queue_due_on) == (due_on, FILED + WEEK)  # the desk's own time counts
    assert queues.is_overdue(mended, desk.today) is is_limit_stated
    assert queues.counts(desk)["overdue"] == is_limit_stated
