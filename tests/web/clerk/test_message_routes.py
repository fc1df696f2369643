"""The list from which the desk rings people: masked, with why nothing was sent, and away once the call is noted."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.actor import SYSTEM, Context
from portal.domain.tasks import Task
from portal.models import db
from portal.services import outbox
from portal.services.messages import Messenger
from tests.access.seeds import Sent
from tests.page import Page
from tests.people import NOW, person
from tests.statements import statements_of
from tests.web.clerk.cases import filed


def announced() -> None:
    """What the worker does without a channel."""
    ctx = Context(SYSTEM, NOW + timedelta(minutes=3))
    while (claimed := outbox.claim(ctx)) is not None:
        if claimed.kind is Task.ANNOUNCE:
            Messenger(None, "https://portal.example").announce(ctx, claimed)
    db.session.remove()


def test_the_list_says_who_what_and_why_and_ends_with_the_call(clerk: FlaskClient, in_app: Flask) -> None:
    filing = filed(1)
    assert "没有要电话告知或寄信的" in Page.open(clerk, "/clerk/messages").text
    announced()
    page = Page.open(clerk, "/clerk/messages")
    assert "没有设置短信通道，不发短信。" in page.text
    assert (person(1).phone in page.text, "联系电话 138" in page.text) == (False, True)
    letter = clerk.get(next(url for word, url in page.links.items() if word.startswith("打印通知书")))
    assert (letter.mimetype, letter.data[:5]) == ("application/pdf", b"%PDF-")
    form = Page.open(clerk, f"/clerk/filings/{filing.number}/told").form(f"/clerk/filings/{filing.number}/told")
    form.fill({"text": "打过了，知道了"}).submit()
    assert "没有要电话告知或寄信的" in Page.open(clerk, "/clerk/messages").text
    assert "没有发短信，工作人员已另行告知" in Page.open(clerk, f"/clerk/filings/{filing.number}").text


def test_a_letter_is_printed_and_noted_as_posted(clerk: FlaskClient, in_app: Flask) -> None:
    filing = filed(1)
    announced()
    page = Page.open(clerk, f"/clerk/filings/{filing.number}/letter")
    assert "上海市某路1号" in page.text
    sheet = clerk.get(next(url for word, url in page.links.items() if word.startswith("打印带地址的信")))
    assert (sheet.mimetype, sheet.data[:5]) == ("application/pdf", b"%PDF-")
    later = page.form("/letter").fill({"posted_on-day": "15"}).submit(status=422)
    assert later.errors == ["请填今天或以前的日子"]
    screen = later.form("/letter").fill({"posted_on-day": "14"}).submit()
    assert "没有发短信，已经寄信" in screen.text
    assert "2026年9月14日（周一） 寄出" in screen.text
    assert "没有要电话告知或寄信的" in Page.open(clerk, "/clerk/messages").text
    assert filing.number in screen.text.replace(" ", "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_runs_the_same_few_statements(clerk: FlaskClient, in_app: Flask, count: int) -> None:
    for serial in range(count):
        filed(serial + 1)
    announced()
    assert statements_of(clerk, "/clerk/messages") == 2


def test_the_screen_says_before_and_after_an_act_who_hears_of_it(clerk: FlaskClient, in_app: Flask) -> None:
    filing = filed(1)
    address = f"/clerk/filings/{filing.number}"
    for page in (address, f"{address}/refuse", f"{address}/request-correction", f"{address}/approve"):
        assert "没有设置短信通道，不发短信。" in Page.open(clerk, page).text
    assert "等着发出" not in Page.open(clerk, address).text
    in_app.extensions["portal_messages"] = Sent([])
    try:
        for page in (address, f"{address}/refuse", f"{address}/request-correction", f"{address}/approve"):
            assert "每次有变化都发短信到联系电话 138" in Page.open(clerk, page).text
        assert "等着发出" in Page.open(clerk, address).text
    finally:
        in_app.extensions["portal_messages"] = None
