"""What a notice opens is asked again with its reason: filled for the filer, blank for whoever holds a link."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask

from portal.catalogue.repository import Catalogue
from portal.domain.claims import Answers, Claims, laid_over
from portal.domain.event_detail import EventDetail
from portal.domain.findings import Finding
from portal.domain.vocabulary import Channel, Severity
from portal.services.cases import Case
from portal.web.questions.opened import OpenedForm, asked_anew, blank_opened_form, opened_form
from portal.wording.findings import finding_text

ITEMS = {item.id: item for item in Catalogue.load().items()}
PLACE = Finding("treatment_place_unknown", Severity.ASK, "指南第1行", {}, "treatment_place")
NAMED = ("contact.phone", "treatment_place", "contact.address", "referral.issued_on")
DAY = date(2026, 9, 1)
CLAIMED: Answers = {"contact.phone": "13800000001", "contact.address": "某路1号", "referral.issued_on": DAY}
COMPARE = "请对照证件或单据核对，填错的请改正"


@pytest.fixture(autouse=True)
def in_request(app: Flask) -> Iterator[None]:
    """Words are lazy: they are said to somebody."""
    with app.test_request_context():
        yield


def case(
    questions: tuple[str, ...] = NAMED,
    kinds: tuple[str, ...] = (),
    channel: Channel = Channel.ONLINE,
    findings: tuple[Finding, ...] = (),
) -> Case:
    """A referral that waits for these answers."""
    stands: dict[str, Any] = {
        "item": ITEMS["wenshang.referral"],
        "filing": SimpleNamespace(channel=channel, claims=laid_over(Claims(), CLAIMED), version=7),
        "requested": EventDetail(kinds=kinds, questions=questions),
        "determination": SimpleNamespace(findings=findings),
    }
    return cast(Case, SimpleNamespace(**stands))


def test_questions_stand_by_section_in_the_order_they_were_named() -> None:
    assert [each.path for each in asked_anew(case())] == [
        "contact.phone",
        "contact.address",
        "treatment_place",
        "referral.issued_on",
    ]
    assert asked_anew(case(questions=())) == ()


@pytest.mark.parametrize(
    ("path", "kinds", "channel", "must"),
    [
        ("contact.phone", (), Channel.ONLINE, True),  # needed there
        ("contact.phone", (), Channel.PHONE, False),  # answered, and nobody needs it by telephone
        ("contact.address", (), Channel.ONLINE, False),
        ("treatment_place", (), Channel.ONLINE, True),
        ("begins_on", (), Channel.ONLINE, True),  # nobody answered it, and the notice is about it
        ("referral.issued_on", ("referral_slip",), Channel.WINDOW, False),
        ("referral.institution", ("referral_slip",), Channel.WINDOW, False),  # it stands on the slip that is to come
        ("referral.institution", (), Channel.WINDOW, True),
        ("referral.institution", ("referral_slip",), Channel.ONLINE, True),
    ],
)
def test_what_may_not_be_left_empty(path: str, kinds: tuple[str, ...], channel: Channel, must: bool) -> None:
    [each] = asked_anew(case((path,), kinds, channel))
    assert each.must is must
    page = OpenedForm.asking(ITEMS["wenshang.referral"], [each], Claims())
    assert bool(page[each.name].flags.required) is must


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("contact.phone", "请填写联系电话"),
        ("begins_on", "请填写：从哪天开始"),  # nobody needs it on a first form, which has no sentence for it
    ],
)
def test_what_is_left_empty_is_named(path: str, sentence: str) -> None:
    form = opened_form(case((path,)))
    [(_each, field)] = form.everything()
    field.data = None
    assert not form.validate()
    assert field.errors == [sentence]


def test_the_filer_finds_what_was_said_with_why_it_is_asked() -> None:
    form = opened_form(case(findings=(PLACE,)))
    assert form.version.data == 7
    assert form.given() == {**dict.fromkeys(NAMED), **CLAIMED}
    assert {each.path: each.wording.hint for each, _field in form.everything()} == {
        "contact.phone": COMPARE,
        "treatment_place": finding_text(PLACE),
        "contact.address": COMPARE,
        "referral.issued_on": COMPARE,
    }
    assert form.answers() == form.given()


def test_without_a_finding_what_lacks_is_said_to_lack() -> None:
    [(each, _field)] = opened_form(case(("treatment_place",))).everything()
    assert each.wording.hint == "没有填，请补上"
    [(each, _field)] = opened_form(case(("referral.issued_on",), ("referral_slip",))).everything()
    assert each.wording.hint == "请照新的材料填写"


def test_a_link_shows_nothing_and_asks_all_that_was_said_again() -> None:
    form = blank_opened_form(case())
    assert form.given() == dict.fromkeys(NAMED)
    assert {each.path: each.must for each in form.asked_questions} == dict.fromkeys(NAMED, True)
    form = blank_opened_form(case(("begins_on",), (), Channel.PHONE))
    assert [each.must for each in form.asked_questions] == [True]
    carried = blank_opened_form(case(("referral.institution",), ("referral_slip",), Channel.WINDOW))
    assert [each.must for each in carried.asked_questions] == [False]
