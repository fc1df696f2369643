"""A supervisor reads a month's figures and takes them away: no cell is a formula, and it is written down."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from portal.domain.portal_events import PortalEventKind
from portal.models import PortalEvent, db
from portal.services import review
from tests.certificates import in_force, sent_in
from tests.page import Page
from tests.people import acting, citizen, person, staff
from tests.web.living import signed_in


@pytest.fixture
def number(app: Flask) -> str:
    """One approved, and one that was sent back."""
    with app.app_context():
        filing = in_force(acting(citizen(person(1))), person(1))
        other = sent_in(acting(citizen(person(2))), person(2))
        review.request_correction(acting(staff("asker")), other.number, other.version, ["residence_proof"], "")
        return filing.number


def test_the_page_draws_and_says_the_same_numbers(app: Flask, boss: FlaskClient, number: str) -> None:
    page = Page.open(boss, "/admin/figures/?month=2026-09")
    assert page.title == "2026年9月的数字"
    assert [each for each in ("9月14日（周一）起", "异地居住证明", "长期异地就医备案") if each not in page.text] == []
    assert page.markup.count('<svg class="chart"') == 3
    assert "这个月没有办件" in Page.open(boss, "/admin/figures/?month=2026-08").text
    assert "下个月" in Page.open(boss, "/admin/figures/?month=2026-08").text
    assert "下个月" not in page.text, "nothing has come in of what is to come"
    assert Page.open(boss, "/admin/figures/?month=x").title == "2026年9月的数字"


def test_the_ledger_has_a_line_a_filing_nobodys_name_and_no_formula(app: Flask, boss: FlaskClient, number: str) -> None:
    page = Page.open(boss, "/admin/figures/?month=2026-09")
    taken = page.form("/ledger").send("台账 XLSX")
    sheet = load_workbook(io.BytesIO(taken.data)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet["A2"].value == number
    assert person(1).name not in "".join(str(cell.value) for cell in cells)
    as_text = page.form("/ledger").send("台账 CSV").data.decode("utf-8-sig")
    assert [line.split(",")[0] for line in as_text.splitlines()][:2] == ["编号", number]
    report = load_workbook(io.BytesIO(page.form("/report").send("月报 XLSX").data))
    assert report.sheetnames == ["每星期各渠道收到多少", "办结和期限比", "一次性告知要补什么", "各事项"]
    with app.app_context():
        kept = db.session.query(PortalEvent).filter_by(kind=PortalEventKind.LEDGER_TAKEN).order_by(PortalEvent.id)
        assert [event.detail.after for event in kept] == ["2026-09 ledger", "2026-09 ledger", "2026-09 report"]


def test_an_odd_month_is_a_missing_page_and_a_clerk_has_none(app: Flask, boss: FlaskClient) -> None:
    page = Page.open(boss, "/admin/figures/")
    form = page.form("/report")
    form.values["month"] = "2026-13"
    assert form.send("月报 XLSX").status_code == 404
    assert signed_in(app, "clerk").get("/admin/figures/").status_code == 403
