"""What counts as an answer where one is needed."""

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from wtforms import BooleanField

from portal.web.forms.fields import LongText, PlainText, WholeNumber
from portal.web.forms.rules import Needed


class EverythingNeeded(FlaskForm):
    """A form that needs everything."""

    text = PlainText("话", [Needed("请写")])
    lines = LongText("几行话", [Needed("请写")])
    count = WholeNumber("几个", [Needed("请填")], most=9)
    agrees = BooleanField("同意", [Needed("请勾选")])


@pytest.mark.parametrize(
    ("sent", "missing"),
    [
        ({}, {"text", "lines", "count", "agrees"}),
        ({"text": " ", "lines": " \n\n", "count": " "}, {"text", "lines", "count", "agrees"}),
        ({"text": "\u200b", "lines": "\u200b\n\u2060", "count": " "}, {"text", "lines", "count", "agrees"}),
        ({"text": "0", "lines": "0", "count": "0", "agrees": "y"}, set()),
    ],
    ids=["nothing", "blanks", "signs nobody sees", "zero"],
)
def test_zero_is_an_answer_and_nothing_is_none(app: Flask, sent: dict[str, str], missing: set[str]) -> None:
    with app.test_request_context(method="POST", data={"beside": "y", **sent}):
        form = EverythingNeeded()
        form.validate()
        assert set(form.errors) - {"csrf_token"} == missing
