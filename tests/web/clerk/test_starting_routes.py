"""补定起算日: the button is there where no day was fixed, and nowhere else."""

from datetime import date

from flask.testing import FlaskClient

from portal.models.transaction import transaction
from tests.approving import approve
from tests.page import Page
from tests.people import acting, staff
from tests.web.clerk.cases import filed
from tests.web.clerk.test_approving_routes import now


def test_a_day_is_fixed_afterwards_and_a_wrong_one_is_said(clerk: FlaskClient) -> None:
    filing = approve(acting(staff("other")), filed(1))
    address = f"/clerk/filings/{filing.number}"
    assert "补定起算日" not in Page.open(clerk, address).links
    gone = Page.open(clerk, f"{address}/start", status=422)
    assert "这件备案从哪天算已经定了" in gone.text
    with transaction():
        now(filing).begins_on = None
    page = Page.open(clerk, address).follow("补定起算日")
    assert "先填的是申请人要的那天" in page.text
    assert "可以不填" not in page.text
    form = page.form("/start")
    empty = {f"begins_on-{part}": "" for part in ("year", "month", "day")}
    again = form.fill(empty).submit("定下起算日", status=422)
    assert again.errors == ["请填从哪天算"]
    far = again.form("/start").fill({"begins_on": date(2024, 9, 20)}).submit("定下起算日", status=422)
    assert "确实是那天，请在这里写明为什么" in far.errors[0]
    screen = far.form("/start").fill({"begins_on": date(2026, 9, 20)}).submit("定下起算日")
    assert "新的回执和备案表已经发出" in screen.text
    assert now(filing).begins_on == date(2026, 9, 20)
    assert "补定起算日" not in screen.links
    late = form.submit("定下起算日", status=409)
    assert late.title
