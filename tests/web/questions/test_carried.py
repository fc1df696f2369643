"""What was answered before there is a form travels in an address, and nothing that says who somebody is."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from portal.catalogue.repository import Catalogue
from portal.domain.claims import NOT_LISTED, Answers
from portal.domain.questions import QUESTIONS, AnswerKind
from portal.domain.vocabulary import FilingType, Scheme
from portal.web.questions.carried import CARRIED, from_address, to_address

ITEMS = {item.id: item for item in Catalogue.load().items()}
LONG_TERM, EMERGENCY, REFERRAL = (ITEMS[f"wenshang.{name}"] for name in ("long-term", "emergency", "referral"))
DAY = date(2026, 9, 13)


@pytest.fixture(autouse=True)
def in_request(app: Flask) -> Iterator[None]:
    """Choices are said to somebody."""
    with app.test_request_context():
        yield


ANSWERED: Answers = {
    "person.scheme": Scheme.EMPLOYEE,
    "person.kind": FilingType.LONG_TERM_RESIDENT,
    "person.insured_place": "370830",
    "treatment_place": "310000",
    "begins_on": DAY,
}


def test_what_is_chosen_said_with_yes_or_no_or_a_day_comes_back_as_it_was() -> None:
    address = to_address(LONG_TERM, ANSWERED)
    assert address == {
        "scheme": "employee",
        "kind": "long_term_resident",
        "insured_place": "370830",
        "treatment_place": "310000",
        "begins_on": "2026-09-13",
    }
    assert from_address(LONG_TERM, address) == ANSWERED
    admitted: Answers = {"admission.on": DAY, "admission.emergency": True, "admission.networked": False}
    assert to_address(EMERGENCY, admitted) == {"admitted_on": "2026-09-13", "emergency": "yes", "networked": "no"}
    assert from_address(EMERGENCY, to_address(EMERGENCY, admitted)) == admitted
    referred: Answers = {"referral.institution": "汶上县中医院", "referral.issued_on": DAY}
    assert from_address(REFERRAL, to_address(REFERRAL, referred)) == referred
    assert from_address(REFERRAL, {"institution": NOT_LISTED}) == {"referral.institution": NOT_LISTED}


def test_nothing_of_who_somebody_is_travels() -> None:
    private = {question.path: "孔测试" for question in QUESTIONS if question.kind not in CARRIED}
    assert len(private) > 20
    assert {"person.name", "person.id_number", "contact.phone", "stay_months"} <= set(private)
    for item in ITEMS.values():
        assert to_address(item, private) == {}
    named = {"name": "孔测试", "id_number": "370830195503070018", "phone": "13800000001", "stay_months": "12"}
    assert from_address(LONG_TERM, named) == {}
    assert {AnswerKind.NAME, AnswerKind.ID_NUMBER, AnswerKind.TELEPHONE, AnswerKind.TEXT}.isdisjoint(CARRIED)


@pytest.mark.parametrize(
    "given",
    [
        {"scheme": "best"},
        {"scheme": ""},
        {"treatment_place": "999999"},
        {"begins_on": "2026-13-01"},
        {"begins_on": "20260913"},
        {"begins_on": "soon"},
        {"emergency": "yes"},  # this item does not ask it
        {"colour": "red"},
    ],
)
def test_what_the_form_does_not_offer_is_left_out(given: dict[str, str]) -> None:
    assert from_address(LONG_TERM, given) == {}


def test_what_is_neither_yes_nor_no_is_left_out() -> None:
    assert from_address(EMERGENCY, {"emergency": "perhaps", "networked": "no"}) == {"admission.networked": False}
