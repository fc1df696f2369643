"""One page of "which filing do I need": a single question with coded answers, or a day."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form
from wtforms.fields import SelectChoice

from portal.web.dates import day
from portal.web.forms.choices import RadioField
from portal.web.forms.date_parts import DateParts
from portal.web.forms.rules import Needed


@dataclass(frozen=True, slots=True)
class WizardQuestion:
    """One page: its name in the address, what is asked, and the answers; a day is asked without answers to choose."""

    name: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""

    def form(self, typed: MultiDict[str, str] | None) -> Form:
        """The question as a form of one field; `typed` is None before anything was sent."""
        field: Field
        if self.choices:
            choices = [SelectChoice(*choice) for choice in self.choices]
            field = RadioField(self.text, [Needed(_("请选一项"))], choices=choices, validate_choice=False)
        else:
            field = DateParts(self.text, [Needed(_("请填写日期"))])
        form: Form = type("QuestionForm", (Form,), {self.name: field})(typed)
        return form

    def takes(self, answer: str) -> bool:
        """Whether that answer is one of those offered, or a day."""
        return answer in dict(self.choices) if self.choices else day_of(answer) is not None

    def answer_text(self, answer: str) -> str:
        """The answer as it was offered."""
        return dict(self.choices)[answer] if self.choices else day(day_of(answer))


def day_of(answer: str) -> date | None:
    """A day from an address."""
    try:
        return date.fromisoformat(answer) if len(answer) == 10 else None
    except ValueError:
        return None
