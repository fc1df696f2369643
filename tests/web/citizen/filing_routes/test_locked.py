"""What the county locks says until when, and offers neither a change nor an end."""

import pytest
from flask import Flask

from portal.models import db
from tests.certificates import in_force
from tests.page import Page
from tests.people import acting, citizen, person
from tests.web.living import signed_in

WHO = person(1)


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
