"""A choice's value and word are text, whatever stands in them: a hospital's name comes from whoever listed it."""

import wtforms
from wtforms.fields.choices import SelectChoice

from portal.web.forms.choices import SelectField

HOSTILE = SelectChoice('"><b>', "<b>某医院</b>")


class OneChoice(wtforms.Form):
    """A form with a list to choose from."""

    hospital = SelectField(choices=[SelectChoice("", "请选择"), HOSTILE])


def test_a_choice_is_escaped_chosen_or_not() -> None:
    option = ">&lt;b&gt;某医院&lt;/b&gt;</option>"
    for data, chosen in (("", ""), (HOSTILE.value, " selected")):
        drawn = str(OneChoice(data={"hospital": data}).hospital())
        assert "<b>" not in drawn
        assert f'<option value="&quot;&gt;&lt;b&gt;"{chosen}{option}' in drawn
