"""A unit's spreadsheet: a row is what one of its staff would say online, less who files for them and a signature."""

from portal.domain.questions import Section
from portal.domain.vocabulary import Channel
from portal.web.importing.kinds import RowKind, WithoutToken
from portal.web.questions.forms import QuestionForm


class StaffRowForm(QuestionForm):
    """One of the staff, filled by no browser."""

    Meta = WithoutToken


KIND = RowKind(Channel.ONLINE, (Section.PERSON, Section.STAY, Section.REFERRAL, Section.CONTACT), StaffRowForm)
