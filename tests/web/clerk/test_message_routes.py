"""The list from which the desk rings people: masked, with why nothing was sent, and away once the call is noted."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.actor import SYSTEM, Context
from portal.domain.vocabulary import Task
from portal.models import db
from portal.services import outbox
from portal.services.messages import Messenger
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
    assert "没有要电话告知的" in Page.open(clerk, "/clerk/messages").text
    announced()
    page = Page.open(clerk, "/clerk/messages")
    assert "没有设置短信通道，不发短信。" in page.text
    assert (person(1).phone in page.text, "联系电话 138" in page.text) == (False, True)
    form = Page.open(clerk, f"/clerk/filings/{filing.number}/told").form(f"/clerk/filings/{filing.number}/told")
    form.fill({"text": "打过了，知道了"}).submit()
    assert "没有要电话告知的" in Page.open(clerk, "/clerk/messages").text
    assert "没有发短信，已打电话告知" in Page.open(clerk, f"/clerk/filings/{filing.number}").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_runs_the_same_few_statements(clerk: FlaskClient, in_app: Flask, count: int) -> None:
    for serial in range(count):
        filed(serial + 1)
    announced()
    assert statements_of(clerk, "/clerk/messages") == 3
