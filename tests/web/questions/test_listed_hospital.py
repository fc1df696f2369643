"""A hospital is looked up in the operator's list on every channel that asks for one, with scripts and without."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.actor import Actor, Context
from portal.domain.claims import Claims
from portal.domain.questions import Section
from portal.domain.vocabulary import Channel, Role
from portal.services import networked
from portal.services.networked import Listed
from portal.services.rulebook import rulebook
from portal.web.questions import listed_hospital
from portal.web.questions.forms import QuestionForm
from portal.web.questions.stay import STAY
from tests.page import Page
from tests.people import NOW, hospital_staff, person, staff
from tests.web.living import LivingPortal, signed_in

LIST = [
    Listed("上海市第一人民医院", "上海市", is_networked=True),
    Listed("上海市第二人民医院", "上海市", is_networked=False),
]
SAYS = "2026年9月1日（周二）的名单：能异地联网结算"


@pytest.fixture
def unlisted(living: LivingPortal) -> Iterator[Flask]:
    """The portal, where nobody loaded a list; what it remembers of lists goes with the test."""
    living.renew()
    living.app.extensions.pop(listed_hospital.EXTENSION, None)
    yield living.app
    living.app.extensions.pop(listed_hospital.EXTENSION, None)


@pytest.fixture
def app(unlisted: Flask) -> Flask:
    """The same with a list."""
    with unlisted.app_context():
        networked.load(Context(Actor(None, Role.SUPERVISOR, operator="root"), NOW), LIST, date(2026, 9, 1))
        staff("clerk")
        hospital_staff("tcm")
    return unlisted


@pytest.mark.parametrize("channel", [Channel.ONLINE, Channel.PHONE, Channel.WINDOW, Channel.FAX])
@pytest.mark.parametrize(
    ("typed", "answer", "is_networked"),
    [
        (["上海市第一人民医院"], "no", True),
        (["一院", "一院", "上海市第二人民医院（上海市）"], "", False),
        (["别的", "一院", "上海市第二人民医院（上海市）"], "yes", True),
        (["没有的医院"], "yes", True),
        (["没有的医院"], "", None),
    ],
)
def test_the_list_answers_for_its_hospitals_and_nobody_elses(
    app: Flask, channel: Channel, typed: list[str], answer: str, is_networked: bool | None
) -> None:
    sent = {"hospital": typed, STAY["admission.networked"].name: answer}
    with app.app_context():
        item = rulebook.item("wenshang.emergency")
        with app.test_request_context(method="POST", data=sent):
            answers = QuestionForm.of(item, channel, (Section.STAY,), Claims()).answers()
    assert answers["admission.networked"] is is_networked
    assert answers["hospital"] == (typed[2] if len(typed) == 3 and typed[0] == typed[1] else typed[0])


def test_a_hospital_is_found_by_the_button_and_chosen(app: Flask) -> None:
    page = Page.open(signed_in(app, "clerk"), "/clerk/intake/phone/emergency")
    form = page.form("/emergency").fill({"hospital": "人民", "name": person(1).name})
    found = form.submit("在名单里找")
    assert [SAYS in found.text, "上海市第二人民医院（上海市）" in found.text, found.errors] == [True, True, []]
    assert found.form("/emergency").values["name"] == person(1).name


def test_what_is_typed_is_looked_up_and_said_with_the_day_of_the_list(app: Flask) -> None:
    browser = app.test_client()
    assert "上海市第二人民医院" in browser.get("/fields/hospitals/hospital?hospital=人民").text
    assert SAYS in browser.get("/fields/hospitals/hospital?hospital=上海市第一人民医院").text
    assert "照您写的填也可以" in browser.get("/fields/hospitals/hospital?hospital=某院").text


def test_a_hospital_looks_up_where_it_sends_somebody(app: Flask) -> None:
    form = Page.open(signed_in(app, "tcm"), "/hospital/issue").form("/issue").fill({"destination": "第一"})
    found = form.submit("在名单里找")
    assert (SAYS in found.text, found.errors) == (True, [])


@pytest.mark.parametrize(("who", "url"), [("clerk", "/clerk/intake/phone/emergency"), ("tcm", "/hospital/issue")])
def test_enter_at_a_desk_sends_and_looks_nothing_up(app: Flask, who: str, url: str) -> None:
    buttons = [
        button.attrib.keys() & {"name", "formaction"}
        for button in Page.open(signed_in(app, who), url).form(url[url.rindex("/") :]).element.iter("button")
    ]
    assert (buttons[0], {"name"} in buttons) == (set(), True)


def test_the_wizard_takes_the_answer_of_the_list(app: Flask) -> None:
    start = "/start?county=wenshang&situation=emergency&scheme=employee"
    page = Page.open(app.test_client(), start)
    assert page.title == "住的医院能异地联网结算吗？"
    found = page.form(button="在名单里找").fill({"in_hospital": "第一人民"}).submit()
    assert "networked=yes" in found.links["上海市第一人民医院（上海市）"]


def test_without_a_list_the_question_stands_as_it_always_did(unlisted: Flask) -> None:
    with unlisted.app_context():
        staff("clerk")
    client: FlaskClient = signed_in(unlisted, "clerk")
    page = Page.open(client, "/clerk/intake/phone/emergency")
    assert "在名单里找" not in page.text
    assert "在名单里找" not in Page.open(client, "/start?county=wenshang&situation=emergency&scheme=employee").text
