"""The library's choice fields, with a sentence that says what to do when an answer is none of those offered."""

from html import escape
from typing import Any

import wtforms
from markupsafe import Markup
from wtforms.fields import SelectChoice
from wtforms.widgets import Select

from portal.web.chinese import with_marked_options
from portal.web.language import language
from portal.web.language import lazy_gettext as _
from portal.wording.translation import is_source

_OPTION = '<option value="%s">%s</option>'
_SELECTED = '<option value="%s" selected>%s</option>'
YES_NO = (SelectChoice("yes", _("是")), SelectChoice("no", _("不是")))
_PICK_ONE = _("请从列出的答案里选一项")


class RadioField(wtforms.RadioField):
    """One answer of a few, as rows for a thumb; whether one is needed is for `Needed` to say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, invalid_choice_message=_PICK_ONE, **kwargs)

    def pre_validate(self, form: wtforms.Form) -> None:
        """Nothing chosen is none of the wrong choices."""
        if self.data:
            super().pre_validate(form)


class _PlainOptions(Select):
    """Options that are a value and a label: without the library's general attributes they take a third of the time,
    which shows where all the places of the country are listed."""

    def __call__(self, field: Any, **kwargs: Any) -> Markup:
        """In another language, with what stays Chinese marked."""
        drawn: Markup = super().__call__(field, **kwargs)
        return drawn if is_source(language()) else with_marked_options(drawn)

    @staticmethod
    def render_option(choice: SelectChoice) -> str:
        """The library calls this for each choice, and joins what it gets; as plain text it takes a third again."""
        shown = escape(str(choice.value)), escape(str(choice.label or choice.value))
        return (_SELECTED if choice.selected else _OPTION) % shown


class SelectField(wtforms.SelectField):
    """One answer of many."""

    widget = _PlainOptions()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, invalid_choice_message=_PICK_ONE, **kwargs)

    def pre_validate(self, form: wtforms.Form) -> None:
        """Nothing chosen is none of the wrong choices; the library makes an object of each to find a right one."""
        if self.data and all(each.value != self.data for each in self.choices or ()):
            super().pre_validate(form)


class YesNo(RadioField):
    """Two answers as rows for a thumb; unanswered stays unanswered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=YES_NO, validate_choice=False, **kwargs)
