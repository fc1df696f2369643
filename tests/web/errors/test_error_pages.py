"""Every failure in plain words: what happened, what to do, and nothing of how the portal is built."""

import logging
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

import portal
from portal.domain.errors import Invalid, NotAllowed, TooMany
from portal.domain.vocabulary import FilingStatus
from portal.extensions import login_manager
from portal.web.explanations import EXPLANATIONS
from portal.web.presenters.sentences import refused
from portal.wording.refusals import SENTENCES
from tests.page import Page, lint_fragment
from tests.page_lint import text_of


@pytest.mark.parametrize("status", sorted(EXPLANATIONS))
def test_every_status_has_a_page_that_says_what_to_do(client: FlaskClient, status: int) -> None:
    page = Page.open(client, f"/style-guide/fail/{status}", status=status)
    assert page.title == str(EXPLANATIONS[status].title)
    assert str(EXPLANATIONS[status].advice) in page.text
    assert page.links["回到首页"] == "/"


@pytest.mark.parametrize(("status", "shown"), [(418, 400), (406, 400), (501, 500)])
def test_rare_status_is_told_as_its_nearest_kind(client: FlaskClient, status: int, shown: int) -> None:
    assert Page.open(client, f"/style-guide/fail/{status}", status=shown).title == str(EXPLANATIONS[shown].title)


def test_crash_shows_nothing_of_itself(client: FlaskClient) -> None:
    page = Page.open(client, "/style-guide/fail/crash", status=500)
    assert page.title == "系统出错了"
    assert "secret detail" not in page.markup
    assert "Traceback" not in page.markup


def test_database_that_is_away_is_a_503_page_also_for_someone_signed_in(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_token: str) -> None:
        raise OperationalError("SELECT secret", {}, Exception("connection refused"))

    monkeypatch.setattr(login_manager, "_user_callback", away)  # it is every portal's of this process
    with client.session_transaction() as session:
        session["_user_id"] = "a token"
    answer = client.get("/style-guide/done")
    page = Page(answer, status=503)
    assert page.title == "系统暂时不能办理"
    assert answer.headers["Retry-After"] == "60"
    assert "secret" not in page.markup


def test_wrong_method_is_told_with_the_right_ones(client: FlaskClient) -> None:
    answer = client.get("/preferences")
    assert Page(answer, status=405).title == "这一页不能这样打开"
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_foreign_thing_looks_like_a_missing_one(client: FlaskClient) -> None:
    foreign, missing = client.get("/style-guide/fail/missing"), client.get("/style-guide/fail/404")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.text.replace("/fail/missing", "/fail/404") == missing.text


def test_refusals_of_use_cases_have_their_status_and_sentence(client: FlaskClient) -> None:
    forbidden = Page.open(client, "/style-guide/fail/forbidden", status=403)
    assert "请交给同事" in forbidden.text
    assert "这一件刚刚有了变化" in Page.open(client, "/style-guide/fail/stale", status=409).text
    assert "刘经办已在 10:42 办结这一件。" in Page.open(client, "/style-guide/fail/problem", status=409).text


def test_part_of_a_page_gets_the_sentence_alone(client: FlaskClient) -> None:
    answer = client.get("/style-guide/fail/problem", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "刘经办已在 10:42 办结这一件。" in text_of(lint_fragment(answer))
    assert "<html" not in answer.text


@pytest.mark.parametrize("token", [None, "", "wrong", "中文", "a" * 5000])
def test_stale_form_is_refused_calmly_and_changes_nothing(client: FlaskClient, token: str | None) -> None:
    data = {"text": "您好"} | ({} if token is None else {"csrf_token": token})
    page = Page(client.post("/style-guide/part", data=data), status=400)
    assert page.title == "页面打开得太久了"
    assert "以前保存的内容都还在" in page.text


def test_every_code_that_is_raised_has_a_sentence() -> None:
    raised = re.compile(r'\b(?:DomainError|NotAllowed|Stale|Invalid|TooMany)\(\s*"([a-z_]+)"')
    sources = Path(portal.__file__).parent.rglob("*.py")
    codes = {code for source in sources for code in raised.findall(source.read_text())}
    assert "accept_first" in codes
    assert sorted(codes - set(SENTENCES)) == []


def test_sentence_of_a_refusal_speaks_the_values(app: Flask) -> None:
    with app.test_request_context():
        state = NotAllowed("not_in_this_state", status=FilingStatus.APPROVED)
        assert refused(state) == "这一件现在是“已备案”，不能这样办。请刷新页面看最新情况"
        assert "15 分钟" in refused(TooMany("too_many_tries", minutes=15))
        assert "8 位" in refused(Invalid("password_too_short", "password", least=8))
        assert "十八位" in refused(Invalid("id_number_shape", "id_number"))


def test_a_crash_can_be_quoted_by_its_number(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        answer = client.get("/style-guide/fail/crash")
    assert f"500-{answer.headers['X-Request-Id']}" in answer.text
    (crash,) = [each for each in caplog.records if each.getMessage() == "request failed"]
    assert crash.__dict__["fields"] == {"request": answer.headers["X-Request-Id"]}
