"""Language and letter size: remembered, without JavaScript, and never a way off the site."""

import re
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.web.respond import local_path
from tests.page import Page


def test_english_is_remembered_and_the_same_page_comes_back(client: FlaskClient) -> None:
    page = Page.open(client, "/style-guide/?as=clerk")
    english = page.form("/preferences").submit("English")
    assert english.url == "/style-guide/?as=clerk"
    assert english.tree.get("lang") == "en"
    assert "Large type" in english.markup
    assert Page.open(client, "/").title == "File before you go elsewhere for treatment"
    assert Page.open(client, "/").form("/preferences").submit("中文").tree.get("lang") == "zh-CN"


def test_large_mode_is_remembered_and_leaves_the_language_alone(client: FlaskClient) -> None:
    Page.open(client, "/").form("/preferences").submit("English")
    large = Page.open(client, "/").form("/preferences").submit("Large type")
    assert (large.tree.get("data-size"), large.tree.get("lang")) == ("large", "en")
    assert Page.open(client, "/").form("/preferences").submit("Standard size").tree.get("data-size") == "normal"


def test_switching_after_a_failed_form_comes_back_to_the_form(client: FlaskClient) -> None:
    failed = Page.open(client, "/style-guide/").form(button="提交").submit("提交", status=422)
    assert failed.form("/preferences").submit("长者版").url == "/style-guide/"


def test_unknown_choices_change_nothing(client: FlaskClient) -> None:
    answer = client.post("/preferences", data={"language": "tlh", "size": "<b>", "next": "/"})
    assert (answer.status_code, answer.headers.get("Set-Cookie")) == (303, None)
    client.set_cookie("portal_language", "../../etc")
    client.set_cookie("portal_size", "\\")
    assert Page.open(client, "/").tree.get("lang") == "zh-CN"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil",
        "",
        "/a\r\nSet-Cookie: x=1",
        "/\tb",
        "http://[",
        "///evil.example",
        " /a",
    ],
)
def test_way_back_never_leaves_the_site(client: FlaskClient, target: str) -> None:
    assert local_path(target, "/me") == "/me"
    assert client.post("/preferences", data={"next": target}).headers["Location"] == "/"


@pytest.mark.parametrize("target", ["/", "/me?page=2", "/guides/wenshang/long-term#papers", "/p/AbC-_"])
def test_way_back_keeps_addresses_of_this_site(target: str) -> None:
    assert local_path(target, "/other") == target


def in_page_language(element: Element) -> str:
    """What is read, without the parts that say they are in another language."""
    own = "" if element.get("lang") == "zh-CN" else element.text or ""
    inner = (in_page_language(each) + (each.tail or "") for each in element if element.get("lang") != "zh-CN")
    return own + "".join(inner)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/start", 200),
        ("/start?county=liujiang&situation=emergency&admitted=2026-11-20", 200),
        ("/guides", 200),
        ("/guides/fushun", 200),
        ("/guides/fushun/settled-retiree", 200),
        ("/guides/liujiang/emergency", 200),
        ("/apply/liujiang/emergency", 200),
        ("/apply/zhenping/long-term-resident", 200),
        ("/login", 200),
        ("/register", 200),
        ("/progress", 200),
        ("/none", 404),
        ("/style-guide/fail/429", 429),
        ("/style-guide/fail/stale", 409),
    ],
)
def test_every_page_is_whole_in_english(client: FlaskClient, address: str, status: int) -> None:
    """Chinese is left as a name in brackets, a guide's words in quotation marks, or marked as Chinese."""
    client.set_cookie("portal_language", "en")
    page = Page.open(client, address, status)
    words = in_page_language(page.tree)
    assert len(words) > 200
    assert re.findall(r"[\u4e00-\u9fff]+", re.sub(r"\([^()]*\)|“[^”]*”", "", words)) == []


def test_words_of_another_language_say_so(app: Flask) -> None:
    marked = "{{ language_of(words) }}"
    with app.test_request_context(headers={"Cookie": "portal_language=en"}):
        mark = app.jinja_env.from_string(marked)
        assert mark.render(words="柳江区拉堡镇柳江大道2号") == ' lang="zh-CN"'
        assert mark.render(words="Proof of residence (居住证明)") == mark.render(words="0772-7261186") == ""
    with app.test_request_context():
        assert app.jinja_env.from_string(marked).render(words="柳江区拉堡镇柳江大道2号") == ""


def test_chinese_among_words_of_another_language_says_so(app: Flask) -> None:
    drawn, chinese = "<p>{{ marked(words) }}</p>", '<span lang="zh-CN">居住证明、户口本</span>'
    with app.test_request_context(headers={"Cookie": "portal_language=en"}):
        page = app.jinja_env.from_string(drawn)
        assert page.render(words="<b> (居住证明、户口本): one") == f"<p>&lt;b&gt; ({chinese}): one</p>"
        assert page.render(words="No") == "<p>No</p>"
    with app.test_request_context():
        assert app.jinja_env.from_string(drawn).render(words="<b>居住证明") == "<p>&lt;b&gt;居住证明</p>"
