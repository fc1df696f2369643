"""The questions of a kiosk, one a page: which there are for this filing, which comes next, and what still lacks."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from flask import abort, url_for

from portal.domain.claims import Answers, Claims, answer_at, says_nothing
from portal.domain.item import Item
from portal.domain.policy import Permission
from portal.domain.questions import QUESTIONS, Section, unanswered
from portal.domain.vocabulary import Channel, FilingStatus
from portal.services.cases import Case, open_case
from portal.web.guards import current_actor, current_context
from portal.web.questions.choices import only_choice
from portal.web.questions.forms import AskedQuestion, asked_of
from portal.web.respond import see_other

WHOM = "whom"
"""The page that asks for whom, before the agent's own questions."""
SECTIONS = (Section.PERSON, Section.AGENT, Section.STAY, Section.SLIP, Section.REFERRAL, Section.CONTACT)
NO_AGENT: Answers = {question.path: None for question in QUESTIONS if question.section is Section.AGENT}


@dataclass(frozen=True)
class Walk:
    """What is on the screen, as pages one after the other."""

    case: Case

    @property
    def item(self) -> Item:
        """What it asks."""
        return self.case.item

    @property
    def claims(self) -> Claims:
        """What was typed so far."""
        return self.case.filing.claims

    @cached_property
    def every(self) -> dict[str, AskedQuestion | None]:
        """All pages by name; that of whom has no question. Where the guide forbids agents, nobody is asked."""
        found: dict[str, AskedQuestion | None] = {}
        for each in asked_of(self.item, Channel.KIOSK, SECTIONS):
            if each.question.section is Section.AGENT:
                if self.item.agents.allowed.value is False:
                    continue
                found.setdefault(WHOM, None)
            if not only_choice(self.item, each.path):
                found[each.name] = each
        return found

    @property
    def has_agent(self) -> bool:
        """Whether somebody else files."""
        return not says_nothing(self.claims.agent)

    def _is_put(self, each: AskedQuestion | None, for_another: bool) -> bool:
        if each is None:
            return True
        if each.question.section is Section.AGENT and not for_another:
            return False
        moot = each.question.moot_without
        return not (moot and answer_at(self.claims, moot) is False)

    def names(self, for_another: bool) -> list[str]:
        """The pages that are put, in order."""
        return [name for name, each in self.every.items() if self._is_put(each, for_another)]

    def page_of(self, name: str) -> "QuestionPage":
        """One page among those that are put; 404 for one that is none."""
        each = self.every.get(name)
        is_of_agent = each is not None and each.question.section is Section.AGENT
        names = self.names(self.has_agent or is_of_agent)
        if name not in names:
            abort(404)
        return QuestionPage(name, each, tuple(names))

    def lacking(self) -> str | None:
        """The first page that has to be answered and is not."""
        sections = [each for each in SECTIONS if self.has_agent or each is not Section.AGENT]
        missing = {each.path for each in unanswered(self.item, Channel.KIOSK, sections, self.claims)}
        return next((name for name, each in self.every.items() if each is not None and each.path in missing), None)


class QuestionPage(NamedTuple):
    """A question among the others."""

    name: str
    question: AskedQuestion | None
    names: tuple[str, ...]

    @property
    def number(self) -> int:
        """Which it is of all, from one."""
        return self.names.index(self.name) + 1

    @property
    def before(self) -> str:
        """The address of the page before; of the first, where everything is chosen."""
        return url_for("kiosk_asking.ask", name=self.names[self.number - 2]) if self.number > 1 else ""

    @property
    def after(self) -> str:
        """The address of the page after; after the last one everything is looked over."""
        more = self.names[self.number :]
        return url_for("kiosk_asking.ask", name=more[0]) if more else url_for("kiosk_asking.check")


def given(item: Item) -> Answers:
    """What nobody is asked, for there is one answer."""
    put = asked_of(item, Channel.KIOSK, SECTIONS)
    return {each.path: choice for each in put if (choice := only_choice(item, each.path))}


def walk_of_screen() -> Walk:
    """What somebody is typing here; the first page where nobody is, and the receipt once it was sent in."""
    number = current_actor().at_hand
    if number is None:
        abort(see_other(url_for("kiosk.home", over=1)))
    case = open_case(current_context(Channel.KIOSK), number, Permission.FILING_EDIT)
    if case.filing.status is not FilingStatus.DRAFT:
        abort(see_other(url_for("kiosk.receipt")))
    return Walk(case)
