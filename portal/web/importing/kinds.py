"""What differs from sender to sender of a spreadsheet: the questions its columns answer, and the form of a row."""

from collections.abc import Sequence
from typing import NamedTuple

from portal.domain.item import Item
from portal.domain.questions import Section
from portal.domain.vocabulary import Channel
from portal.web.forms.portal_form import PortalForm
from portal.web.questions.forms import AskedQuestion, QuestionForm, asked_of


class WithoutToken(PortalForm.Meta):
    """Of a form that nobody's page sent."""

    csrf = False


class RowKind(NamedTuple):
    """Rows of one kind of sender, read by the form they fill elsewhere."""

    channel: Channel
    sections: Sequence[Section]
    form: type[QuestionForm]

    def questions(self, item: Item) -> tuple[AskedQuestion, ...]:
        """What a row answers, in the order of the form."""
        return asked_of(item, self.channel, self.sections)
