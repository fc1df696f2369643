"""Answers given before there is a form: carried in an address under the names of their fields, and read again there.

Only what is chosen from a list, said with yes or no, or a day: nothing of who somebody is can be carried.
"""

from collections.abc import Iterator, Mapping

from portal.domain.claims import Answer, Answers
from portal.domain.item import Item
from portal.domain.questions import AnswerKind, questions_of
from portal.domain.vocabulary import Channel
from portal.web.addresses import day_in
from portal.web.questions.choices import CHOICES
from portal.web.questions.controls import FLAGS, typed_as
from portal.web.questions.forms import AskedQuestion
from portal.web.questions.table import looks_ahead

CARRIED = (AnswerKind.DAY, AnswerKind.FLAG, AnswerKind.CHOICE, AnswerKind.PLACE, AnswerKind.HOSPITAL)


def to_address(item: Item, answers: Answers) -> dict[str, str]:
    """Those of the answers that the item's form asks for online, as the parameters of an address."""
    given = {each: answers.get(each.path) for each in _questions(item)}
    return {
        each.name: str(typed_as(each.question.kind, answer)) for each, answer in given.items() if answer is not None
    }


def from_address(item: Item, given: Mapping[str, str]) -> Answers:
    """The answers an address carries; what the form does not ask or does not offer is left out."""
    read = {each.path: _answer(item, each, given.get(each.name, "")) for each in _questions(item)}
    return {path: answer for path, answer in read.items() if answer is not None}


def _questions(item: Item) -> Iterator[AskedQuestion]:
    ahead = looks_ahead(item)
    for question in questions_of(item, Channel.ONLINE):
        if question.kind in CARRIED:
            yield AskedQuestion(question, Channel.ONLINE, ahead)


def _answer(item: Item, each: AskedQuestion, text: str) -> Answer:
    if each.path in CHOICES:
        return next((choice.value for choice in CHOICES[each.path](item) if text and choice.value == text), None)
    return FLAGS.get(text) if each.question.kind is AnswerKind.FLAG else day_in(text)
