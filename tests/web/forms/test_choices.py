"""A choice's value and word are text, whatever stands in them: a hospital's name comes from whoever listed it."""

import wtforms
from flask import Flask
from wtforms.fields.choices import SelectChoice

from portal.web.forms.choices import SelectField
from portal.web.language import in_language

HOSTILE = SelectChoice('"><b>', "<b>某医院</b>")


class OneChoice(wtforms.Form):
    """A form with a list to choose from."""

    hospital = SelectField(choices=[SelectChoice("", "请选择"), HOSTILE])


def list_in(app: Flask, code: str, data: str = "") -> str:
    """The list as a page of that language has it."""
    with app.app_context(), in_language(code):
        return str(OneChoice(data={"hospital": data}).hospital())


def test_a_choice_is_escaped_chosen_or_not(app: Flask) -> None:
    option = ">&lt;b&gt;某医院&lt;/b&gt;</option>"
    for data, chosen in (("", ""), (HOSTILE.value, " selected")):
        drawn = list_in(app, "zh", data)
        assert "<b>" not in drawn
        assert f'<option value="&#34;&gt;&lt;b&gt;"{chosen}{option}' in drawn


def test_chinese_among_the_choices_is_marked_in_another_language(app: Flask) -> None:
    assert '<option lang="zh-CN" value="" selected>请选择</option>' in list_in(app, "en")
    assert "lang=" not in list_in(app, "zh")
