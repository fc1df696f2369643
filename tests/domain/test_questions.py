"""What an item asks, and of whom."""

from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest

from portal.catalogue.repository import Catalogue
from portal.domain.checks_of_person import Retired
from portal.domain.claims import Answer, Claims, laid_over
from portal.domain.eligibility import CHECKS
from portal.domain.item import CheckReading, Condition, Item
from portal.domain.periods import Anchor, Deadline, Unit
from portal.domain.questions import (
    EVERYBODY,
    QUESTIONS,
    Section,
    answers_of_item,
    asked_by_rules,
    nobody_is_asked,
    question_at,
    questions_of,
    unanswered,
)
from portal.domain.vocabulary import Channel, FilingType

ITEMS = {item.id: item for item in Catalogue.load().items()}
EMERGENCY, LONG_TERM = ITEMS["wenshang.emergency"], ITEMS["wenshang.long-term"]
REFERRAL = ITEMS["wenshang.referral"]
RETIREE, WORKER, RESIDENT = (
    FilingType.RELOCATED_RETIREE,
    FilingType.POSTED_WORKER,
    FilingType.LONG_TERM_RESIDENT,
)


def paths(item: Item, channel: Channel, section: Section) -> list[str]:
    """The key paths asked there, in their order."""
    return [question.path for question in questions_of(item, channel) if question.section is section]


def test_every_claim_is_a_question_and_every_question_a_claim() -> None:
    empty = Claims()
    kept = {
        f"{each.name}.{inner.name}" if is_dataclass(part) else each.name
        for each in fields(Claims)
        for part in [getattr(empty, each.name)]
        for inner in (fields(part) if is_dataclass(part) else [each])
    }
    described = [question.path for question in QUESTIONS]
    assert len(described) == len(set(described))
    assert set(described) == kept


def test_sections_stand_together() -> None:
    order = list(dict.fromkeys(question.section for question in QUESTIONS))
    assert sorted(QUESTIONS, key=lambda question: order.index(question.section)) == [
        question for section in order for question in QUESTIONS if question.section is section
    ]
    assert set(order) == set(Section)


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_declares_what_it_asks(name: str) -> None:
    assert set(CHECKS[name].asks) <= {question.path for question in QUESTIONS}


@pytest.mark.parametrize("anchor", Anchor)
def test_every_anchor_declares_what_it_asks(anchor: Anchor) -> None:
    assert anchor.asks is None or anchor.asks in {question.path for question in QUESTIONS}


def test_an_item_asks_what_its_rules_need() -> None:
    assert paths(EMERGENCY, Channel.ONLINE, Section.STAY) == [
        "treatment_place",
        "hospital",
        "admission.on",
        "admission.emergency",
        "admission.inpatient",
        "admission.networked",
        "admission.discharged_on",
    ]
    assert paths(LONG_TERM, Channel.WINDOW, Section.STAY) == ["treatment_place", "begins_on", "stay_months"]


def test_a_new_condition_brings_its_question_to_every_channel() -> None:
    retired = Condition("retired", (CheckReading(Retired(), LONG_TERM.citation),))
    asking = replace(LONG_TERM, conditions=(*LONG_TERM.conditions, retired))
    for channel in EVERYBODY:
        assert "person.retired" not in paths(LONG_TERM, channel, Section.PERSON)
        assert "person.retired" in paths(asking, channel, Section.PERSON)


def test_a_period_brings_the_question_it_is_counted_from() -> None:
    deadline = Deadline(Anchor.ADMISSION, 10, Unit.DAYS, LONG_TERM.citation)
    asking = replace(LONG_TERM, deadline=deadline)
    assert "admission.on" in asked_by_rules(asking)
    assert paths(asking, Channel.ONLINE, Section.STAY) == [
        "treatment_place",
        "begins_on",
        "stay_months",
        "admission.on",
    ]


def test_only_who_rang_is_asked_about_the_call() -> None:
    assert not paths(EMERGENCY, Channel.WINDOW, Section.CALLER)
    assert len(paths(EMERGENCY, Channel.PHONE, Section.CALLER)) == 4


def test_a_channel_that_asks_nothing_yet_answers_nobody() -> None:
    by_interface = tuple(replace(terms, channel=Channel.API) for terms in LONG_TERM.channels[:1])
    assert nobody_is_asked(replace(LONG_TERM, channels=by_interface), "begins_on")
    assert not nobody_is_asked(LONG_TERM, "begins_on")
    assert nobody_is_asked(LONG_TERM, "person.shoe_size")


@pytest.mark.parametrize(
    ("kinds", "is_asked"), [((RETIREE,), False), ((RETIREE, WORKER), True), ((RETIREE, WORKER, RESIDENT), True)]
)
def test_of_which_kind_somebody_is_matters_where_the_item_has_several(
    kinds: tuple[FilingType, ...], is_asked: bool
) -> None:
    item = replace(LONG_TERM, kinds=kinds)
    assert ("person.kind" in paths(item, Channel.ONLINE, Section.PERSON)) is is_asked
    assert answers_of_item(item, [Section.STAY, Section.PERSON]) == ({} if is_asked else {"person.kind": RETIREE})
    assert answers_of_item(item, [Section.STAY]) == {}


@pytest.mark.parametrize(
    ("item", "channel", "is_asked"),
    [
        (LONG_TERM, Channel.ONLINE, True),
        (REFERRAL, Channel.ONLINE, True),
        (REFERRAL, Channel.HOSPITAL, False),  # its slip has a day of its own
        (EMERGENCY, Channel.ONLINE, False),  # it begins with the admission
    ],
)
def test_from_when_it_is_to_count_is_asked_where_nothing_else_says_it(
    item: Item, channel: Channel, is_asked: bool
) -> None:
    assert ("begins_on" in paths(item, channel, Section.STAY)) is is_asked


@pytest.mark.parametrize(("item", "is_asked"), [(REFERRAL, True), (EMERGENCY, True), (LONG_TERM, False)])
def test_a_hospital_is_asked_for_where_somebody_may_have_to_ring_it(item: Item, is_asked: bool) -> None:
    assert ("hospital" in paths(item, Channel.ONLINE, Section.STAY)) is is_asked


@pytest.mark.parametrize(
    ("path", "channel", "is_needed"),
    [
        ("contact.phone", Channel.ONLINE, True),
        ("contact.phone", Channel.PHONE, False),
        ("referral.institution", Channel.KIOSK, True),
        ("referral.institution", Channel.WINDOW, False),
        ("contact.address", Channel.ONLINE, False),
    ],
)
def test_without_what_nobody_goes_on(path: str, channel: Channel, is_needed: bool) -> None:
    assert question_at(path).is_needed(channel) is is_needed


STAY = {
    "treatment_place": "310000",
    "hospital": "某医院",
    "admission.on": date(2026, 9, 1),
    "admission.emergency": False,
    "admission.inpatient": True,
}


@pytest.mark.parametrize(
    ("answers", "channel", "left"),
    [
        ({}, Channel.ONLINE, ["treatment_place", "admission.on", "admission.emergency", "admission.inpatient"]),
        (STAY, Channel.ONLINE, []),  # "no" is an answer
        (STAY | {"admission.on": None}, Channel.ONLINE, ["admission.on"]),
        (STAY | {"admission.on": None, "admission.inpatient": False}, Channel.ONLINE, []),  # who stays nowhere, no day
        (
            STAY | {"admission.on": None, "admission.inpatient": None},
            Channel.ONLINE,
            ["admission.on", "admission.inpatient"],
        ),
        (STAY | {"admission.inpatient": None}, Channel.HOSPITAL, []),  # it is not asked that
    ],
)
def test_what_is_still_to_be_answered(answers: dict[str, Answer], channel: Channel, left: list[str]) -> None:
    claims = laid_over(Claims(), answers)
    assert [each.path for each in unanswered(EMERGENCY, channel, [Section.STAY], claims)] == left
    assert unanswered(EMERGENCY, channel, [], claims) == ()
