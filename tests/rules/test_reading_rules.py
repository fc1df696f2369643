"""How every guide is read: one row a clause of docs/product.md, over all items."""

from typing import Any

import pytest

from tests.rules.cases import ABSENT, KEYS, RANKED, changed, check, check_form, id_number
from tests.rules.conftest import Decide
from tests.rules.people import (
    EVERY_ITEM,
    FUSHUN_REFERRAL,
    FUSHUN_RETIREE,
    LIUJIANG,
    WENSHANG_EMERGENCY,
    WENSHANG_LONG_TERM,
    WENSHANG_PERSON,
    WENSHANG_REFERRAL,
)

NAMES = [facts["item"] for facts in EVERY_ITEM]
every_item = pytest.mark.parametrize("facts", EVERY_ITEM, ids=NAMES)


@every_item
def test_all_eleven_keys_are_always_there(decide: Decide, facts: dict[str, Any]) -> None:
    bare = {key: facts[key] for key in ("item", "channel", "filed_at")}
    person = {key: facts["person"][key] for key in ("name", "id_number", "scheme", "insured_place")}
    determination = decide({**bare, "person": person})
    check_form(determination)
    assert set(determination) == KEYS
    assert determination["item"] == facts["item"]
    assert determination["outcome"] == "ask"


@every_item
def test_a_channel_that_is_not_offered_is_refused(decide: Decide, facts: dict[str, Any]) -> None:
    determination = decide(changed(facts, {"channel": "api"}))
    check(determination, {"outcome": "refuse", "severity": "refuse"})


@every_item
def test_someone_insured_elsewhere_is_refused(decide: Decide, facts: dict[str, Any]) -> None:
    check(decide(changed(facts, {"person.insured_place": "310101"})), {"outcome": "refuse"})


@every_item
def test_someone_no_longer_insured_is_refused(decide: Decide, facts: dict[str, Any]) -> None:
    check(decide(changed(facts, {"person.insured": False})), {"outcome": "refuse"})


@every_item
def test_treatment_inside_the_pooling_area_is_refused(decide: Decide, facts: dict[str, Any]) -> None:
    prefecture = facts["person"]["insured_place"][:4] + "00"
    check(decide(changed(facts, {"treatment_place": prefecture})), {"outcome": "refuse"})


@every_item
def test_the_place_of_treatment_left_out_is_asked_for(decide: Decide, facts: dict[str, Any]) -> None:
    check(decide(changed(facts, {"treatment_place": ABSENT})), {"outcome": "ask"})


@every_item
def test_null_is_as_good_as_no_agent(decide: Decide, facts: dict[str, Any]) -> None:
    assert decide(changed(facts, {"agent": None})) == decide(facts)


@every_item
def test_the_same_facts_give_the_same_answer(decide: Decide, facts: dict[str, Any]) -> None:
    assert decide(facts) == decide(dict(reversed(facts.items())))


LIUJIANG_COUNTY, LAIWU = "450221", "371200"  # 柳江县 is 柳江区 since 2016; 莱芜市 went into 济南市 in 2019
PLACES = [
    pytest.param(
        {"person.insured_place": LIUJIANG_COUNTY}, {"outcome": "approve"}, id="F20 参保地写旧代码，就是今天的柳江区"
    ),
    pytest.param({"treatment_place": LIUJIANG_COUNTY}, {"outcome": "refuse"}, id="就医地写旧代码，也在统筹区里"),
    pytest.param({"treatment_place": "330183"}, {"outcome": "approve"}, id="就医地富阳市，今天是杭州富阳区"),
    pytest.param({"treatment_place": "310100"}, {"outcome": "approve"}, id="就医地写上海的市辖区，就是上海市"),
    pytest.param(
        {"treatment_place": LAIWU},
        {"outcome": "ask", "code": "treatment_place_retired"},
        id="就医地的代码没有了，接替的查不出，要问",
    ),
    pytest.param(
        {"person.insured_place": LAIWU},
        {"outcome": "ask", "code": "insured_place_retired", "no_code": "insured_elsewhere"},
        id="参保地的代码没有了，接替的查不出，要问",
    ),
    pytest.param(
        {"person.insured_place": " 4502 06 ", "treatment_place": "３１００００"},
        {"outcome": "approve"},
        id="F20 代码里的空格、全角和网页上一样不算",
    ),
    pytest.param(
        {"person.id_number": "450221 1970-0910 004" + LIUJIANG["person"]["id_number"][-1]},
        {"outcome": "approve"},
        id="F20 身份证号里的空格、横线和网页上一样不算",
    ),
]


@pytest.mark.parametrize(("changes", "expected"), PLACES)
def test_place_or_number_is_read_as_it_stands_today(
    decide: Decide, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    check(decide(changed(LIUJIANG, changes)), expected)


RANKS = [
    pytest.param(
        WENSHANG_EMERGENCY,
        {"person.scheme": "resident", "documents": []},
        {"outcome": "refuse", "owed": ["emergency_record"], "severity": "correct"},
        id="拒绝高于缺材料，缺的照样列出",
    ),
    pytest.param(
        FUSHUN_RETIREE,
        {"household_moved": ABSENT, "documents": []},
        {"outcome": "ask", "owed": ["identity", "filing_form", "settlement_proof"], "severity": "correct"},
        id="要问高于缺材料",
    ),
    pytest.param(
        LIUJIANG,
        {"admission.emergency": False, "person.insured": ABSENT},
        {"outcome": "refuse", "severity": "ask"},
        id="拒绝高于要问",
    ),
    pytest.param(
        LIUJIANG,
        {"person.insured": ABSENT, "documents": []},
        {"outcome": "ask", "owed": ["identity", "emergency_record", "filing_form"]},
        id="要问和缺材料都说",
    ),
]


@pytest.mark.parametrize(("facts", "changes", "expected"), RANKS)
def test_what_weighs_more_wins(
    decide: Decide, facts: dict[str, Any], changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    check(decide(changed(facts, changes)), expected)


BASES = [
    pytest.param(WENSHANG_EMERGENCY, {"person.scheme": "resident"}, "refuse", "139", id="参保职工出自第139行"),
    pytest.param(WENSHANG_EMERGENCY, {"documents": []}, "correct", "165", id="急诊诊断材料出自第165行"),
    pytest.param(WENSHANG_REFERRAL, {"person.scheme": "resident"}, "ask", "76", id="参保职工出自第76行"),
    pytest.param(WENSHANG_REFERRAL, {"documents": []}, "correct", "100", id="转诊转院单出自第100行"),
    pytest.param(WENSHANG_LONG_TERM, {"stay_months": 5}, "ask", "13", id="6个月出自第13行"),
    pytest.param(WENSHANG_LONG_TERM, {"documents": []}, "correct", "34", id="居住证明出自第34行"),
    pytest.param(LIUJIANG, {"admission.emergency": False}, "refuse", "30", id="因急诊住院出自第30行"),
    pytest.param(LIUJIANG, {"documents": []}, "correct", "53", id="登记表出自第53行"),
    pytest.param(FUSHUN_RETIREE, {"person.retired": False}, "refuse", "34", id="退休后异地定居出自第34行"),
    pytest.param(FUSHUN_REFERRAL, {"documents": []}, "correct", "40", id="社保卡或身份证件出自第40行"),
]


@pytest.mark.parametrize(("facts", "changes", "severity", "line"), BASES)
def test_a_finding_names_where_it_is_written(
    decide: Decide, facts: dict[str, Any], changes: dict[str, Any], severity: str, line: str
) -> None:
    findings = decide(changed(facts, changes))["findings"]
    assert any(f"第{line}行" in finding["basis"] for finding in findings if finding["severity"] == severity)


def test_findings_are_one_a_cause(decide: Decide) -> None:
    """Two papers are two causes, each with its own finding; no finding comes twice."""
    findings = decide(changed(FUSHUN_RETIREE, {"documents": ["identity"]}))["findings"]
    weighing = [finding for finding in findings if finding["severity"] in RANKED]
    assert [finding["severity"] for finding in weighing] == ["correct", "correct"]
    assert len({finding["message"] for finding in weighing}) == 2


def test_lower_case_x_is_read_as_capital(decide: Decide) -> None:
    with_x = next(
        number
        for number in (f"3708301958010{serial:04d}" for serial in range(2000, 2999))
        if (12 - sum(int(digit) * (1 << (17 - place)) for place, digit in enumerate(number)) % 11) % 11 == 10
    )
    lower = {"person": {**WENSHANG_PERSON, "id_number": with_x + "x"}}
    assert decide(changed(WENSHANG_LONG_TERM, lower))["outcome"] == "approve"


def test_someone_born_on_the_day_of_filing_may_file(decide: Decide) -> None:
    newborn = {"person.id_number": id_number("37083020260310001")}
    assert decide(changed(WENSHANG_LONG_TERM, newborn))["outcome"] == "approve"


def test_days_are_counted_in_beijing(decide: Decide) -> None:
    """23:30 in London on Friday is Saturday morning in Beijing, a day off: 即时办结 is Monday."""
    late_on_friday = {"filed_at": "2026-03-13T23:30:00+00:00"}
    assert decide(changed(WENSHANG_LONG_TERM, late_on_friday))["due_on"] == "2026-03-16"
