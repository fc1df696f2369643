"""What the county locks is known before anybody files, says until when, and offers neither a change nor an end."""

import pytest
from flask import Flask

from portal.models import db
from portal.services.rulebook import rulebook
from portal.web.presenters.summary import summary_of
from tests.certificates import in_force
from tests.page import Page
from tests.people import acting, citizen, person
from tests.web.living import signed_in

WHO = person(1)
SENTENCE = "办好以后，从生效那天起 6 个月内不能变更、取消。"


def test_a_locked_filing_says_until_when(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        filer = acting(citizen(WHO))
        filing = in_force(filer, WHO)
        filing.begins_on = filer.today
        db.session.commit()
        here = f"/me/filings/{filing.number}"
    she = signed_in(app, WHO.phone)
    end = Page.open(she, f"{here}/cancel").form("/cancel")
    assert "取消备案" in Page.open(she, here).text
    monkeypatch.setattr("portal.domain.item.Item.lock_months", 6)
    page = Page.open(she, here)
    assert "县里规定，2027年3月13日（周六）以前（含当天）不能变更、取消。" in page.text
    assert "取消备案" not in page.links
    assert "不能变更、取消" in end.submit(status=409).text


def test_that_it_will_be_locked_is_read_before_anybody_files(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.test_request_context():
        item = rulebook.item("wenshang.long-term")
        county = rulebook.filed_county("wenshang")
        anyone = app.test_client()
        assert SENTENCE not in Page.open(anyone, "/apply/wenshang/long-term").text
        monkeypatch.setattr("portal.domain.item.Item.lock_months", 6)
        assert SENTENCE in Page.open(anyone, "/apply/wenshang/long-term").text
        lasting = next(row for row in summary_of(county, item).rows if row.title == "管多久")
        assert lasting.lines[-1] == SENTENCE
