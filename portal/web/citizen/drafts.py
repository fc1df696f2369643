"""A draft found again by its number, and who it is for."""

from collections.abc import Collection
from typing import NamedTuple

from flask import abort, url_for
from flask_login import current_user

from portal.domain.claims import NO_ANSWERS, Answers, Claims, says_nothing
from portal.domain.fact_rules import FactFaults
from portal.domain.item import Item
from portal.domain.policy import Permission
from portal.domain.questions import Section, unanswered
from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import Filing, User
from portal.models.accounts import Identity
from portal.services.cases import Case, open_case
from portal.web.guards import current_context
from portal.web.presenters.assessment import DraftAssessment, assessed
from portal.web.respond import see_other

SELF, OTHER = "self", "other"
STEPS = {
    "who": "apply_who.who",
    "where": "apply_where.where",
    "papers": "apply_check.documents",
    "check": "apply_check.check",
}


class Draft(NamedTuple):
    """A filing that is being typed, and its item."""

    case: Case

    @property
    def filing(self) -> Filing:
        """What is kept of it."""
        return self.case.filing

    @property
    def item(self) -> Item:
        """What it asks."""
        return self.case.item

    @property
    def number(self) -> str:
        """Its number, which stays when it is sent in."""
        return self.filing.number

    @property
    def claims(self) -> Claims:
        """What was typed so far."""
        return self.filing.claims

    @property
    def whom(self) -> str | None:
        """For oneself or for somebody else; None while nobody is named."""
        person, agent = self.claims.person, self.claims.agent
        if person.name is None and person.id_number is None:
            return None
        return SELF if says_nothing(agent) else OTHER

    def lacks(self, sections: Collection[Section]) -> bool:
        """Whether a question of these sections that has to be answered is not."""
        return bool(unanswered(self.item, Channel.ONLINE, sections, self.claims))

    def step_url(self, step: str, then: str | None = None) -> str:
        """The address of one step, and of the one to go on to from there."""
        return url_for(STEPS[step], number=self.number, then=then)


def draft_for(number: str) -> Draft:
    """The draft; what was sent in meanwhile opens as the filing it is now, so that going back does nothing twice."""
    case = open_case(current_context(), number, Permission.FILING_EDIT)
    filing = case.filing
    if filing.status is not FilingStatus.DRAFT:
        is_new = filing.status is FilingStatus.SUBMITTED
        abort(see_other(url_for("own_filing.receipt" if is_new else "own_filing.detail", number=filing.number)))
    return Draft(case)


def assess_draft(case: Case, answers: Answers = NO_ANSWERS) -> DraftAssessment | None:
    """Of the draft as it stands, or with what is typed; None while too little is known to judge."""
    try:
        return assessed(case.foreseen(answers))
    except FactFaults:
        return None


def own_identity() -> Identity:
    """Name, ID number and telephone of the account."""
    account: User = current_user.account
    return account.identity
