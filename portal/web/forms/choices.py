"""The library's choice fields, with a sentence that says what to do when an answer is none of those offered."""

from typing import Any

import wtforms
from flask_babel import lazy_gettext as _

_PICK_ONE = _("请从列出的答案里选一项")


class RadioField(wtforms.RadioField):
    """One answer of a few, as rows for a thumb."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, invalid_choice_message=_PICK_ONE, **kwargs)


class SelectField(wtforms.SelectField):
    """One answer of many."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, invalid_choice_message=_PICK_ONE, **kwargs)
