"""Forms made from questions: what an item asks is what is drawn, and what is typed is what is answered."""

from datetime import date

import pytest
from flask import Flask

from portal.catalogue.repository import Catalogue
from portal.domain.claims import NOT_LISTED, Answer, Answers, Claims, laid_over
from portal.domain.item import Item
from portal.domain.questions import EVERYBODY, AnswerKind, Question, Section, questions_of
from portal.domain.vocabulary import Channel, FilingType, Scheme
from portal.web.questions.choices import CHOICES
from portal.web.questions.forms import AskedQuestion, QuestionForm

ITEMS = {item.id: item for item in Catalogue.load().items()}
CASES = [(item, channel) for item in ITEMS for channel in sorted(EVERYBODY)]
ANSWERS: dict[AnswerKind, tuple[str, Answer]] = {
    AnswerKind.TEXT: (" 女儿 ", "女儿"),
    AnswerKind.HOSPITAL_BY_NAME: (" 某医院 ", "某医院"),
    AnswerKind.DIAGNOSIS: (" 冠心病 ", "冠心病"),
    AnswerKind.LONG_TEXT: ("胸闷\n三个月\n ", "胸闷\n三个月"),
    AnswerKind.NAME: ("韦测试", "韦测试"),
    AnswerKind.FLAG: ("no", False),
    AnswerKind.AGREEMENT: ("y", True),
    AnswerKind.NUMBER: ("０", 0),
    AnswerKind.ID_NUMBER: ("11010519491231002x", "11010519491231002X"),
    AnswerKind.TELEPHONE: ("138 0000 0001", "13800000001"),
}
OF_AN_AGENT = "11010519491231010X", "11010519491231010X"
"""Nobody is one's own agent."""


def typed(question: Question, name: str, item: Item) -> tuple[dict[str, str], Answer]:
    """What a browser sends for it, and what that means."""
    if question.kind is AnswerKind.DAY:
        return {f"{name}-year": "2026", f"{name}-month": "9", f"{name}-day": "1"}, date(2026, 9, 1)
    if question.path in CHOICES:
        last = CHOICES[question.path](item)[-1].value
        return {name: str(last)}, last
    text, answer = OF_AN_AGENT if question.path == "agent.id_number" else ANSWERS[question.kind]
    return {name: text}, answer


def of(item: Item, channel: Channel, claims: Claims) -> QuestionForm:
    """Everything that channel asks."""
    return QuestionForm.of(item, channel, tuple(Section), claims)


@pytest.mark.parametrize(("item_id", "channel"), CASES)
def test_what_is_typed_is_what_is_answered(app: Flask, item_id: str, channel: Channel) -> None:
    item, sent, meant = ITEMS[item_id], dict[str, str](), dict[str, Answer]()
    with app.test_request_context():
        for question in questions_of(item, channel):
            data, meant[question.path] = typed(question, AskedQuestion(question, channel).name, item)
            sent |= data
    with app.test_request_context(method="POST", data=sent):
        form = of(item, channel, Claims())
        form.validate()
        assert {name: faults for name, faults in form.errors.items() if name != "csrf_token"} == {}
        answers = form.answers()
    assert {path: answers[path] for path in meant} == meant
    assert isinstance(answers["person.scheme"], Scheme)
    assert isinstance(answers["person.kind"], FilingType)
    assert shown_again(app, item, channel, answers) == {**answers, **meant}


def shown_again(app: Flask, item: Item, channel: Channel, answers: Answers) -> Answers:
    """What the page says when it is opened again and sent as it stands."""
    with app.test_request_context():
        return of(item, channel, laid_over(Claims(), answers)).answers()


@pytest.mark.parametrize(("item_id", "channel"), CASES)
def test_an_empty_page_answers_nothing_and_says_what_is_needed(app: Flask, item_id: str, channel: Channel) -> None:
    item = ITEMS[item_id]
    with app.test_request_context(method="POST", data={"nothing": "sent"}):
        form = of(item, channel, Claims())
        form.validate()
        needed = {each.name for each in form.asked_questions if each.question.is_needed(channel)}
        assert set(form.errors) - {"csrf_token"} == needed
        given = {path: answer for path, answer in form.answers().items() if answer is not None}
        assert set(given) <= {"person.kind"}


def test_what_was_never_offered_is_no_answer(app: Flask) -> None:
    item = ITEMS["wenshang.referral"]
    with app.test_request_context(method="POST", data={"scheme": "king", "institution": "x", "treatment_place": "1"}):
        form = of(item, Channel.WINDOW, Claims())
        answers = form.answers()
        assert {answers[path] for path in ("person.scheme", "referral.institution", "treatment_place")} == {None}
        assert not form.validate()
        assert form["institution"].errors == ["请从列出的答案里选一项"]


def test_hospital_that_is_not_listed_is_a_code_and_an_earlier_name_is_kept(app: Flask) -> None:
    item = ITEMS["wenshang.referral"]
    with app.test_request_context():
        for kept in (NOT_LISTED, "从前的医院"):
            form = of(item, Channel.ONLINE, laid_over(Claims(), {"referral.institution": kept}))
            assert form.answers()["referral.institution"] == kept
            assert kept in [choice.value for choice in form["institution"].choices]


def test_class_is_made_once_a_set_of_questions(app: Flask) -> None:
    with app.test_request_context():
        first, second = (of(ITEMS["wenshang.referral"], Channel.ONLINE, Claims()) for _time in range(2))
    assert type(first) is type(second)


@pytest.mark.parametrize("gone", ["450221", "450206"])
def test_place_whose_code_was_given_up_is_read_as_the_one_that_took_its_place(app: Flask, gone: str) -> None:
    item = ITEMS["liujiang.emergency"]
    with app.test_request_context(method="POST", data={"insured_place": gone, "treatment_place": "320800"}):
        assert of(item, Channel.WINDOW, Claims()).answers()["person.insured_place"] == "450206"
    with app.test_request_context():
        form = of(item, Channel.WINDOW, laid_over(Claims(), {"person.insured_place": gone}))
        assert (form["insured_place"].data, form.answers()["person.insured_place"]) == ("450206", "450206")
        assert gone == "450206" or gone not in [choice.value for choice in form["insured_place"].choices]
