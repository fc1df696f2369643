"""Templates are compiled for one language: what is said stands in them, and what fills a blank is escaped."""

import pytest
from flask import Flask
from jinja2 import TemplateSyntaxError
from markupsafe import Markup

ENGLISH = {"Cookie": "portal_language=en"}
WORD = "登录"


def shown(app: Flask, source: str, cookie: dict[str, str] | None = None, **values: object) -> str:
    """That template in the language of that browser."""
    with app.test_request_context("/", headers=cookie or {}):
        return app.jinja_env.from_string(source).render(**values)


def test_a_browser_reads_its_own_language_and_the_next_one_its_own(app: Flask) -> None:
    page = '{{ _("登录") }}'
    assert [shown(app, page), shown(app, page, ENGLISH), shown(app, page)] == [WORD, "Sign in", WORD]


def test_a_sentence_is_part_of_the_text_around_it_once_compiled(app: Flask) -> None:
    with app.test_request_context("/", headers=ENGLISH):
        compiled = app.jinja_env.compile('<p>{{ _("登录") }}</p>', raw=True)
    assert "<p>Sign in</p>" in compiled


def test_what_fills_a_blank_is_escaped_and_the_sentence_is_not(app: Flask) -> None:
    page = '{{ _("<b>%(who)s</b>", who=who) }}{{ _("100%%") }}'
    assert shown(app, page, who="<i>") == "<b>&lt;i&gt;</b>100%"
    assert shown(app, page, who=Markup("<i>")) == "<b><i></b>100%"


def test_a_sentence_may_be_handed_on_and_has_a_blank_of_any_name(app: Flask) -> None:
    page = '{% macro aloud(it) %}{{ it }}{% endmacro %}{{ aloud(_("登录")) }}{{ _("%(sentence)s", sentence="好") }}'
    assert shown(app, page) == "登录好"


def test_only_a_written_sentence_can_be_translated(app: Flask) -> None:
    with pytest.raises(TemplateSyntaxError):
        shown(app, "{{ _(word) }}", word=WORD)


@pytest.mark.parametrize(("cookie", "drawn"), [({}, "<p>北京</p>"), (ENGLISH, '<p lang="zh-CN">北京</p>')])
def test_a_chinese_page_asks_of_no_word_what_language_it_is(app: Flask, cookie: dict[str, str], drawn: str) -> None:
    page = "<p{{ language_of(place or (1, 2)[0]) }}>{{ place }}</p>"
    assert shown(app, page, cookie, place="北京") == drawn
    with app.test_request_context("/", headers=cookie):
        assert ("language_of" in str(app.jinja_env.compile(page, raw=True))) is bool(cookie)
