"""What is told stays apart from what is not known; odd but possible facts are no faults."""

from dataclasses import replace
from typing import Any

import pytest

from portal.catalogue.repository import Catalogue
from portal.domain.claims import ReferralClaim
from portal.domain.fact_rules import FactFault, FactFaults
from portal.domain.facts import Declared, Facts, SuppliedDocument
from portal.domain.facts_json import parse_facts
from portal.domain.vocabulary import Mark

BASE: dict[str, Any] = {
    "item": "wenshang.emergency",
    "channel": "phone",
    "filed_at": "2026-03-10T09:00:00+08:00",
    "person": {"name": "孔测试", "id_number": "370830195503070018", "scheme": "employee", "insured_place": "370830"},
}


NO_NUMBER = FactFault("agent.id_number", "not_text")


def parsed(**more: Any) -> Facts:
    return parse_facts(BASE | more, Catalogue.load().document_kinds)


def test_absent_null_and_empty_referral_are_three_things() -> None:
    assert parsed().referral is None
    assert parsed(referral=None).referral is Declared.NONE
    assert parsed(referral={}).slip == ReferralClaim()


def test_absent_null_and_empty_admission_are_three_things() -> None:
    assert parsed().admission is None
    assert parsed(admission=None).admission is Declared.NONE
    stay = parsed(admission={}).stay
    assert stay is not None
    assert stay.emergency is None


def test_discharge_on_the_day_of_admission_is_possible() -> None:
    stay = parsed(admission={"on": "2026-03-01", "discharged_on": "2026-03-01"}).stay
    assert stay is not None
    assert stay.discharged_on == stay.on


def test_null_discharge_is_not_known_and_no_fault() -> None:
    stay = parsed(admission={"on": "2026-03-01", "discharged_on": None}).stay
    assert stay is not None
    assert stay.discharged_on is None


@pytest.mark.parametrize(
    ("filed_at", "day"),
    [
        ("2026-03-10T23:59:59.5+08:00", "2026-03-10"),
        ("2026-03-10T16:00:00Z", "2026-03-11"),
        ("2026-03-10T00:30:00+14:00", "2026-03-09"),
        ("2026-03-10 09:00+08:00", "2026-03-10"),
    ],
)
def test_day_of_filing_is_the_day_in_beijing(filed_at: str, day: str) -> None:
    assert parsed(filed_at=filed_at).filed_on.isoformat() == day


KINDS = "、".join(sorted(Catalogue.load().document_kinds(BASE["item"]) or ()))
NO_SUCH_KIND = ("unknown_document_kind", (("kinds", KINDS),))


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        ([BASE], [FactFault("(facts)", "not_object")]),
        (BASE | {"item": None, "channel": None}, [FactFault("item", "missing"), FactFault("channel", "missing")]),
        (BASE | {"item": "nowhere.nothing", "documents": ["identity"]}, [FactFault("item", "unknown_item")]),
        (BASE | {"documents": ["passport"]}, [FactFault("documents[0]", *NO_SUCH_KIND)]),
        (BASE | {"documents": ["identity", {"kind": "passport"}]}, [FactFault("documents[1].kind", *NO_SUCH_KIND)]),
        (BASE | {"commitments": ["passport"]}, [FactFault("commitments[0]", *NO_SUCH_KIND)]),
        (BASE | {"agent": {"name": 5, "id_number": 6}}, [FactFault("agent.name", "not_text"), NO_NUMBER]),
    ],
)
def test_each_fault_is_told_once_and_whole(data: Any, faults: list[FactFault]) -> None:
    with pytest.raises(FactFaults) as raised:
        parse_facts(data, Catalogue.load().document_kinds)
    assert list(raised.value.faults) == faults


@pytest.mark.parametrize("name", ["孔\ud800", "\udc00测试"])
def test_half_a_character_in_a_name_is_a_fault(name: str) -> None:
    with pytest.raises(FactFaults) as raised:
        parsed(person=BASE["person"] | {"name": name})
    assert [(fault.path, fault.code) for fault in raised.value.faults] == [("person.name", "control_characters")]


@pytest.mark.parametrize(
    "name", ["  孔测试　", "孔\u202e测试", "孔\u200b测试", "\ufeff孔测试", "孔测试\u2028", "孔\x00测试", "孔测试\x7f"]
)
def test_blanks_around_a_name_and_signs_nobody_sees_are_dropped(name: str) -> None:
    assert parsed(person=BASE["person"] | {"name": name}).person.name == "孔测试"


SLIP, UNSOUND, UNREAD = (
    SuppliedDocument("referral_slip", mark=mark) for mark in (Mark.SOUND, Mark.OTHER, Mark.ILLEGIBLE)
)


@pytest.mark.parametrize(
    ("documents", "supplied", "found_of", "is_void"),
    [
        ((), (), None, False),
        ((SLIP,), (SLIP,), None, False),
        ((UNREAD, UNSOUND), (), Mark.ILLEGIBLE, True),
        ((UNSOUND, SLIP), (SLIP,), Mark.OTHER, False),  # another one of the kind counts
    ],
)
def test_papers_of_a_kind_are_void_where_a_clerk_found_that_none_counts(
    documents: tuple[SuppliedDocument, ...],
    supplied: tuple[SuppliedDocument, ...],
    found_of: Mark | None,
    is_void: bool,
) -> None:
    facts = replace(parsed(), documents=(SuppliedDocument("identity", mark=Mark.EXPIRED), *documents))
    assert facts.supplied("referral_slip") == supplied
    assert facts.found_of("referral_slip") is found_of
    assert facts.is_void("referral_slip") is is_void
    assert facts.is_referred is bool(supplied)
