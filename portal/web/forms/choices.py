"""The library's choice fields, with a sentence that says what to do when an answer is none of those offered."""

from typing import Any

import wtforms
from markupsafe import Markup
from wtforms.fields import SelectChoice
from wtforms.widgets import Select, html_params

from portal.web.language import lazy_gettext as _
from portal.web.templates import drawn

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


class _ListOfOptions(Select):
    """The library's list, drawn by a template: in another language what stays Chinese in it is marked."""

    def __call__(self, field: Any, **kwargs: Any) -> Markup:
        """Its options are a value and a label; of the library's general attributes for each none is used here."""
        known = {name: getattr(field.flags, name) for name in self.validation_attrs if name in dir(field.flags)}
        attributes = html_params(**{"id": field.id, **known, "name": field.name, **kwargs})
        groups = field.iter_groups() if field.has_groups() else [(None, field.iter_choices())]
        return drawn("components/select.html", attributes=attributes, groups=groups)


class SelectField(wtforms.SelectField):
    """One answer of many."""

    widget = _ListOfOptions()

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
