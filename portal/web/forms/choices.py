"""The library's choice fields, with a sentence that says what to do when an answer is none of those offered."""

from typing import Any

import wtforms
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms.fields import SelectChoice
from wtforms.widgets import Select

_OPTION = Markup('<option value="%s">%s</option>')
_SELECTED = Markup('<option value="%s" selected>%s</option>')
_PICK_ONE = _("请从列出的答案里选一项")


class RadioField(wtforms.RadioField):
    """One answer of a few, as rows for a thumb."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, invalid_choice_message=_PICK_ONE, **kwargs)


class _PlainOptions(Select):
    """Options that are a value and a label: without the library's general attributes they take a third of the time,
    which shows where all the places of the country are listed."""

    @staticmethod
    def render_option(choice: SelectChoice) -> Markup:
        """The library calls this for each choice."""
        return (_SELECTED if choice.selected else _OPTION) % (choice.value, choice.label or choice.value)


class SelectField(wtforms.SelectField):
    """One answer of many."""

    widget = _PlainOptions()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, invalid_choice_message=_PICK_ONE, **kwargs)
