"""A field is judged when somebody leaves it, in the words its form would use."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.page import Page

LEFT = {"HX-Request": "true", "HX-Trigger-Name": "agent-field"}


def left(client: FlaskClient, kind: str, typed: str, **headers: str) -> TestResponse:
    """What is answered about the field of that name on the registration page."""
    token = Page.open(client, "/register").form(button="注册").values["csrf_token"]
    form = {"csrf_token": token, "agent-field": typed, kind: "another field"}
    return client.post(f"/fields/{kind}/check", data=form, headers=headers)


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("id_number", "11010519491231002X", ""),
        ("id_number", "110105 19491231 002x", ""),
        ("id_number", "", ""),
        ("id_number", "110105194912310021", "身份证号最后一位不对，请对照证件再看一遍"),
        ("id_number", "1101051949123100", "身份证号是 18 位，您填了 16 位或有别的符号，请对照证件再看一遍"),
        ("id_number", "<b>\u202e", "身份证号是 18 位，您填了 1 位或有别的符号，请对照证件再看一遍"),
        ("phone", "138 0000 0000", ""),
        ("phone", "", ""),
        ("phone", "12345", "电话号码不对：手机 11 位；座机要带区号，如 0537-7212345"),
    ],
)
def test_it_says_what_the_form_would_say(client: FlaskClient, kind: str, typed: str, sentence: str) -> None:
    answer = left(client, kind, typed, **LEFT)
    assert answer.text.strip().removeprefix('<span class="error-mark">请改正：</span>') == sentence
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


def test_a_kind_nobody_knows_is_no_page(client: FlaskClient) -> None:
    assert left(client, "diagnosis", "x", **LEFT).status_code == 404


def test_without_htmx_nothing_is_checked(client: FlaskClient) -> None:
    assert left(client, "phone", "12345").text.strip() == ""
