"""What nobody looked at is named; only a reason passes over it, and never what the item itself insists on."""

from dataclasses import replace
from typing import Any

import pytest

from portal.catalogue.repository import Catalogue
from portal.domain import scrutiny
from portal.domain.facts import SuppliedDocument
from portal.domain.facts_json import parse_facts
from portal.domain.scrutiny import Scrutiny, Unchecked
from portal.domain.vocabulary import Subject

ALL_SEEN = Scrutiny(unseen=(), insured=True, person_verified=True, owner_verified=True)
ITEMS = {item.id: item for item in Catalogue.load().items()}
WENSHANG, LIUJIANG = "wenshang.long-term", "liujiang.emergency"


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ({}, []),
        ({"unseen": (("identity", "a"),)}, ["document:identity:a"]),
        ({"unseen": (("slip", "a"), ("identity", "b"), ("slip", "c"))}, ["document:slip:a:c", "document:identity:b"]),
        ({"insured": None}, ["insured"]),
        ({"insured": False}, []),
        ({"person_verified": False}, ["person"]),
        ({"owner_verified": False}, ["owner"]),
        ({"owner_verified": None}, []),
    ],
)
def test_each_thing_nobody_looked_at_is_named_once(change: dict[str, Any], left: list[str]) -> None:
    found = scrutiny.unchecked(replace(ALL_SEEN, **change), ITEMS[WENSHANG])
    assert [each.key for each in found] == left


@pytest.mark.parametrize(
    ("item_id", "left", "reason", "faults"),
    [
        (WENSHANG, [], "", []),
        (WENSHANG, [Subject.INSURED, Subject.PERSON], "", ["left_unchecked"]),
        (WENSHANG, [Subject.INSURED, Subject.PERSON], "昨天查过", []),
        (LIUJIANG, [Subject.INSURED], "昨天查过", ["query_is_compulsory"]),  # S3:26 系统查询
        (LIUJIANG, [Subject.INSURED, Subject.PERSON], "", ["query_is_compulsory", "left_unchecked"]),
        (LIUJIANG, [Subject.PERSON], "是老熟人", []),
    ],
)
def test_a_reason_passes_over_all_but_what_the_item_insists_on(
    item_id: str, left: list[Subject], reason: str, faults: list[str]
) -> None:
    insists = scrutiny.insists_on_query(ITEMS[item_id])
    things = [Unchecked(each, is_compulsory=insists and each is Subject.INSURED) for each in left]
    assert [fault.code for fault in scrutiny.faults_of_passing_over(things, reason)] == faults


def test_each_is_said_beside_its_field_and_counted() -> None:
    things = [Unchecked(Subject.INSURED, is_compulsory=True), Unchecked(Subject.PERSON), Unchecked(Subject.OWNER)]
    compulsory, left = scrutiny.faults_of_passing_over(things, "")
    assert (compulsory.field, compulsory.values) == ("checked", {})
    assert (left.field, left.values) == ("unchecked_reason", {"count": 2})


def test_only_a_guide_that_asks_for_the_query_insists_on_it() -> None:
    assert [item_id for item_id, item in ITEMS.items() if scrutiny.insists_on_query(item)] == [LIUJIANG]
    [insured] = scrutiny.unchecked(replace(ALL_SEEN, insured=None), ITEMS[LIUJIANG])
    assert insured == Unchecked(Subject.INSURED, is_compulsory=True)
    [insured] = scrutiny.unchecked(replace(ALL_SEEN, insured=None), ITEMS[WENSHANG])
    assert not insured.is_compulsory


@pytest.mark.parametrize(
    ("left", "sealed", "insured"),
    [
        ([], [None, False, None], None),
        ([Unchecked(Subject.DOCUMENT, "slip", ("a",))], [True, False, None], None),  # what was denied is not there
        ([Unchecked(Subject.INSURED)], [None, False, None], True),
        ([Unchecked(Subject.PERSON), Unchecked(Subject.OWNER)], [None, False, None], None),
    ],
)
def test_what_is_looked_at_is_foreseen_as_in_order_and_nothing_else(
    left: list[Unchecked], sealed: list[bool | None], insured: bool | None
) -> None:
    who = {"name": "孔测试", "id_number": "370830195503070018", "scheme": "employee", "insured_place": "370830"}
    given = {"item": WENSHANG, "channel": "online", "filed_at": "2026-09-12T10:00:00+08:00", "person": who}
    facts = parse_facts(given, Catalogue.load().document_kinds)
    papers = (SuppliedDocument("slip"), SuppliedDocument("slip", sealed=False), SuppliedDocument("identity"))
    foreseen = scrutiny.as_if_in_order(replace(facts, documents=papers), left)
    assert [each.sealed for each in foreseen.documents] == sealed
    assert foreseen.person.insured is insured
    assert replace(foreseen, documents=(), person=facts.person) == facts
