"""Every check and every question has its field, row, sentence and wizard page, in every language there is; one that is
new and half done is told what it lacks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask

from portal.domain.check import Check, Verdict
from portal.domain.eligibility import CHECKS
from portal.domain.facts import Facts
from portal.domain.periods import Anchor
from portal.domain.place import InsuringPlace
from portal.domain.questions import EVERYBODY, QUESTIONS, AnswerKind, Question, Section, question_at
from portal.domain.vocabulary import Channel, Severity
from tests.web.questions import walk


@pytest.fixture(autouse=True)
def in_request(app: Flask) -> Iterator[None]:
    """Words are lazy: they are said to somebody."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.path)
def test_question_is_known_everywhere(question: Question) -> None:
    lacking = list(walk.of_question(question))
    assert not lacking, "\n".join(lacking)


@pytest.mark.parametrize("name", CHECKS)
def test_check_is_known_everywhere(name: str) -> None:
    lacking = list(walk.of_check(name, CHECKS[name]))
    assert not lacking, "\n".join(lacking)


@pytest.mark.parametrize("anchor", Anchor)
def test_anchor_is_known_everywhere(anchor: Anchor) -> None:
    lacking = list(walk.of_anchor(anchor))
    assert not lacking, "\n".join(lacking)


def test_there_are_catalogues_to_look_into() -> None:
    assert "en" in walk.CATALOGUES


@dataclass(frozen=True)
class Pregnant(Check):
    """A check somebody added in the domain, and nowhere else."""

    asks = ("person.pregnant",)

    def verdicts(self, facts: Facts, place: InsuringPlace) -> Iterator[Verdict]:
        """Says something nobody has a sentence for."""
        yield Verdict("not_pregnant", Severity.REFUSE, "person.pregnant")


class Silent(Check):
    """A check that says nothing of what it asks."""

    def verdicts(self, facts: Facts, place: InsuringPlace) -> Iterator[Verdict]:
        """Has nothing against anybody."""
        return iter(())


def test_new_check_is_told_each_piece_it_lacks() -> None:
    assert list(walk.of_check("pregnant", Pregnant)) == [
        "portal/domain/questions.py does not ask person.pregnant",
        "portal/wording/conditions.py has no sentence for pregnant",
        "portal/wording/findings.py has no sentence for not_pregnant",
        "portal/web/public/wizard_pages.py has neither a page for pregnant nor why not, or both",
    ]
    assert list(walk.of_check("silent", Silent)) == ["Silent does not declare what it asks"]


def test_answer_the_rules_never_hear_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass(frozen=True)
    class ByTelephone(Check):
        """A check of something that is kept, and not told to the rules."""

        asks = ("contact.address",)

        def verdicts(self, facts: Facts, place: InsuringPlace) -> Iterator[Verdict]:
            """Has nothing against anybody."""
            return iter(())

    monkeypatch.setitem(walk.SAMPLES, AnswerKind.TEXT, "上海")
    assert list(walk.of_check("retired", ByTelephone)) == [
        "portal/domain/fact_law.py does not tell the rules contact.address",
        "portal/domain/fact_law.py lets '\\u202e' through as contact.address",
        "portal/domain/facts_json.py does not read contact.address",
    ]


def test_channel_without_a_page_is_told() -> None:
    by_interface = replace(question_at("contact.phone"), asked_in=EVERYBODY | {Channel.API})
    assert list(walk.of_question(by_interface)) == ["no page of api draws contact"]


def test_new_question_is_told_each_piece_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    new = Question("person.pregnant", AnswerKind.FLAG, Section.PERSON)
    assert list(walk.of_question(new)) == [
        "portal/domain/claims.py keeps no person.pregnant",
        "portal/wording/answers.py has no row for person.pregnant",
        "portal/web/questions has no wording for person.pregnant",
    ]
    assert list(walk.of_question(Question("person.month", AnswerKind.CHOICE, Section.SIGNATURE)))[1] == (
        "portal/web/questions/choices.py offers nothing for person.month"
    )
    monkeypatch.setitem(walk.answers.ROWS, "person.pregnant", "没有翻译的话")  # type: ignore[misc]
    assert "“没有翻译的话” has no en" in list(walk.of_question(new))
