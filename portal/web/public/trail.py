"""The answers so far to "which filing do I need", in the order of the questions, and the question that is open."""

from collections.abc import Mapping
from typing import NamedTuple

from flask import url_for

from portal.web.addresses import narrowed_url
from portal.web.public.questions import questions_for
from portal.web.public.wizard_question import WizardQuestion


class Trail(NamedTuple):
    """What was answered so far, question by question, and the one that is open; None when all are answered."""

    answered: tuple[tuple[WizardQuestion, str], ...]
    question: WizardQuestion | None

    @property
    def answers(self) -> dict[str, str]:
        """The answers by their names."""
        return {question.name: answer for question, answer in self.answered}

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """Question, answer, and the address where it is asked again."""
        return [(q.text, q.answer_text(answer), self.before(place)) for place, (q, answer) in enumerate(self.answered)]

    @property
    def back(self) -> str:
        """The question before this one; the front page before the first."""
        return self.before(len(self.answered) - 1) if self.answered else url_for("public.home")

    def before(self, place: int) -> str:
        """The address that asks the question at that place."""
        return address({question.name: answer for question, answer in self.answered[:place]})


def address(answers: Mapping[str, str]) -> str:
    """The wizard's page with these answers given."""
    return narrowed_url("start.start", answers)


def trail_of(given: Mapping[str, str]) -> Trail:
    """Take the answers in the order of the questions; the first that is missing or not offered is asked."""
    answers: dict[str, str] = {}
    trail: list[tuple[WizardQuestion, str]] = []
    while True:
        question = next((each for each in questions_for(answers) if each.name not in answers), None)
        if question is None or not question.takes(given.get(question.name, "")):
            return Trail(tuple(trail), question)
        answers[question.name] = given[question.name]
        trail.append((question, answers[question.name]))
