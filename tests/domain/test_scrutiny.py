"""What nobody looked at is named; only a reason passes over it, and never what the item itself insists on."""

from dataclasses import replace
from typing import Any

import pytest

from portal.catalogue.repository import Catalogue
from portal.domain import scrutiny
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
