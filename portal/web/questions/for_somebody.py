"""What is asked of whoever files for the person before them: a clerk on a page, an institution through its system."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.domain.questions import Section
from portal.web.questions.forms import QuestionForm

PAGE = (
    Section.CALLER,
    Section.PERSON,
    Section.STAY,
    Section.SLIP,
    Section.REFERRAL,
    Section.CONTACT,
    Section.AGENT,
)
"""The sections in the order in which they stand, and are still to be asked."""


class ForSomebody(QuestionForm):
    """The questions about an agent count once something was said of one."""

    @property
    def has_agent(self) -> bool:
        """Whether anything was said of an agent."""
        return any(field.data for _question, field in self.section(Section.AGENT))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Where nobody files for somebody else, nothing need be said of an agent."""
        if not self.has_agent:
            for _question, field in self.section(Section.AGENT):
                field.validators = ()
        return super().validate(extra_validators)
