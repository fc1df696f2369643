"""One page of "which filing do I need": a single question with coded answers, or a day."""

from typing import NamedTuple

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form
from wtforms.fields import SelectChoice

from portal.web.addresses import day_in
from portal.web.dates import day
from portal.web.forms.choices import RadioField, SelectField
from portal.web.forms.date_parts import DateParts
from portal.web.forms.rules import Needed
from portal.web.language import gettext as _


class WizardQuestion(NamedTuple):
    """One page: its name in the address, what is asked, and the answers: a few, or places; a day without either."""

    name: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    places: tuple[SelectChoice, ...] = ()

    def form(self, typed: MultiDict[str, str] | None) -> Form:
        """The question as a form of one field; `typed` is None before anything was sent."""
        field: Field
        if self.choices:
            choices = [SelectChoice(*choice) for choice in self.choices]
            field = RadioField(self.text, [Needed(_("请选一项"))], choices=choices, validate_choice=False)
        elif self.places:
            field = SelectField(self.text, [Needed(_("请选一项"))], choices=list(self.places))
        else:
            field = DateParts(self.text, [Needed(_("请填写日期"))])
        form: Form = type("QuestionForm", (Form,), {self.name: field})(typed)
        return form

    def takes(self, answer: str) -> bool:
        """Whether that answer is one of those offered, or a day."""
        if self.choices or self.places:
            return bool(answer) and answer in self._labels()
        return day_in(answer) is not None

    def answer_text(self, answer: str) -> str:
        """The answer as it was offered."""
        return self._labels()[answer] if self.choices or self.places else day(day_in(answer))

    def _labels(self) -> dict[str, str]:
        return dict(self.choices) | {str(place.value): str(place.label) for place in self.places}
