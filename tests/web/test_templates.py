"""Templates are compiled for one language: what is said stands in them, and what fills a blank is escaped."""

import os
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, TemplateSyntaxError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from portal.app import create_app
from portal.config import Settings
from portal.web.language import in_language
from portal.web.templates import MultilingualFlask

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


MARKS = "<a href='x'>&\"</a>"
EACH_MARK = tuple("<>&'\"")
"""Alone: a value that holds but one of them is not passed over as plain."""
VALUES = ("plain", "就医地", MARKS, *EACH_MARK, Markup(MARKS), Markup("'\""), 7, None, True, ["<"], Path("<"), "")


@pytest.mark.parametrize("value", VALUES)
def test_what_is_said_is_escaped_as_jinja_does(app: Flask, value: object) -> None:
    page = (
        "{% macro said(it) %}[{{ it }}]{% endmacro %}{{ it }}{{ said(it) }}{% set kept %}{{ it }}{% endset %}{{ kept }}"
    )
    whole = str(escape(value))
    assert shown(app, page, it=value) == f"{whole}[{whole}]{whole}"


def test_nothing_typed_ends_the_attribute_it_stands_in(app: Flask) -> None:
    """A name of quotes alone, without any bracket: what it says behind them would be an attribute of the page's."""
    page = """<a title="{{ it }}" lang='{{ it }}'>"""
    for quote, written in (('"', "&#34;"), ("'", "&#39;")):
        shut = f"{written} onclick={written}x"
        assert shown(app, page, it=f"{quote} onclick={quote}x") == f"""<a title="{shut}" lang='{shut}'>"""


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


def test_a_macro_and_a_function_are_called_as_jinja_does(app: Flask) -> None:
    page = (
        "{% macro twice(it, mark='!') %}{{ it }}{{ it }}{{ mark }}"
        "{{ caller() if caller is defined and caller }}{% endmacro %}"
        "{% for it in ('<', 'b') %}{{ twice(it) }}{{ joined('c', it, end=it) }}{{ whose(it) }}{% endfor %}"
        "{% call twice('d', mark='?') %}e{% endcall %}{% block f %}{{ joined('g') }}{% endblock %}"
    )

    @pass_context
    def whose(context: Context, it: str) -> str:
        return f"{context['of']}{it}"

    def joined(*parts: str, end: str = "") -> str:
        return "".join((*parts, end))

    expected = "&lt;&lt;!c&lt;&lt;x&lt;bb!cbbxbdd?eg"
    assert shown(app, page, joined=joined, whose=whose, of="x") == expected


def test_a_part_is_drawn_of_plain_values_and_for_each_folder(tmp_path: Path) -> None:
    app = portal_of_parts(tmp_path, changes=False)
    app.config.update(PORTAL_SETTINGS=Settings(data_dir=tmp_path), PORTAL_LANGUAGE="zh")
    (tmp_path / "part.html").write_text("{{ number }}{{ words|join }}{{ url_for('static', filename=words[0]) }}")
    drawn = []
    for base, number in (("http://a/", 1), ("http://a/", 1), ("http://a/", 2), ("http://a/under", 1)):
        with app.test_request_context(base_url=base):
            page = app.jinja_env.from_string('{{ kept_part("part.html", number=number, words=("a", "b")) }}')
            drawn.append(page.render(number=number))
    assert drawn == ["1ab/static/a", "1ab/static/a", "2ab/static/a", "1ab/under/static/a"]


class Drawn:
    """What a part is drawn of."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.readings = 0

    def read(self) -> str:
        """Its name; counted, for it is read only while it is drawn."""
        self.readings += 1
        return self.name


def portal_of_parts(folder: Path, *, changes: bool) -> MultilingualFlask:
    """Pages over one part; `changes` where somebody works on the templates."""
    (folder / "part.html").write_text('{{ _("登录") }} {{ thing.read() }}')
    app = MultilingualFlask("parts", template_folder=str(folder))
    app.config["TEMPLATES_AUTO_RELOAD"] = changes
    return app


def part_of(app: Flask, thing: Drawn, code: str = "zh") -> str:
    """What a page shows of it in that language."""
    with app.app_context(), in_language(code):
        return app.jinja_env.from_string('<p>{{ kept_part("part.html", thing=thing) }}</p>').render(thing=thing)


def test_a_part_is_drawn_once_for_each_thing_and_language(tmp_path: Path) -> None:
    app, thing = portal_of_parts(tmp_path, changes=False), Drawn("<甲>")
    chinese, english = "<p>登录 &lt;甲&gt;</p>", "<p>Sign in &lt;甲&gt;</p>"
    drawn = [part_of(app, thing), part_of(app, thing), part_of(app, thing, "en"), part_of(app, thing)]
    assert (drawn, thing.readings) == ([chinese, chinese, english, chinese], 2)
    assert part_of(app, Drawn("乙")) == "<p>登录 乙</p>"


def test_a_part_sees_nothing_else_of_its_page(tmp_path: Path) -> None:
    app = portal_of_parts(tmp_path, changes=False)
    (tmp_path / "part.html").write_text("[{{ account }}{{ thing.name }}]")
    with app.app_context():
        page = app.jinja_env.from_string('{{ account }}{{ kept_part("part.html", thing=thing) }}')
        assert page.render(account="张三", thing=Drawn("甲")) == "张三[甲]"


def test_who_works_on_a_template_sees_its_change_at_once(tmp_path: Path) -> None:
    app, thing = portal_of_parts(tmp_path, changes=True), Drawn("甲")
    assert part_of(app, thing) == "<p>登录 甲</p>"
    (tmp_path / "part.html").write_text("{{ thing.read() }}")
    later = (tmp_path / "part.html").stat().st_mtime + 2
    os.utime(tmp_path / "part.html", (later, later))
    assert part_of(app, thing) == "<p>甲</p>"


@pytest.mark.parametrize("demo", [True, False])
def test_the_demo_is_where_one_works_on_templates(tmp_path: Path, demo: bool) -> None:
    app = create_app(Settings(data_dir=tmp_path, demo=demo))
    assert [app.jinja_env.auto_reload, english(app).auto_reload] == [demo, demo]


def english(app: Flask) -> Environment:
    """The templates of its English pages."""
    with app.app_context(), in_language("en"):
        return app.jinja_env
