"""What an item asks, and of whom."""

from dataclasses import fields, is_dataclass, replace

import pytest

from portal.catalogue.repository import Catalogue
from portal.domain.checks_of_person import Retired
from portal.domain.claims import Claims
from portal.domain.eligibility import CHECKS
from portal.domain.item import CheckReading, Condition, Item
from portal.domain.periods import Anchor, Deadline, Unit
from portal.domain.questions import EVERYBODY, QUESTIONS, Section, asked_by_rules, nobody_is_asked, questions_of
from portal.domain.vocabulary import Channel

ITEMS = {item.id: item for item in Catalogue.load().items()}
EMERGENCY, LONG_TERM = ITEMS["wenshang.emergency"], ITEMS["wenshang.long-term"]


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
