"""抚顺异地安置退休人员备案: one row a sentence of guides/fushun-settled-retiree.txt (S1)."""

from typing import Any

import pytest

from tests.rules.cases import ABSENT, changed, check, row
from tests.rules.conftest import Decide
from tests.rules.people import DAUGHTER, FUSHUN_RETIREE

ALL_PAPERS = ["identity", "filing_form", "settlement_proof"]
TWO_PAPERS = ["identity", "filing_form"]
DAUGHTER_ALONE = {key: value for key, value in DAUGHTER.items() if key != "persons_this_year"}

ROWS = [
    row("S1 条件都符合，材料齐全", {}, outcome="approve", owed=[], effects=[], alternatives=[]),
    row("S1 L9 事项版本13", {}, item_version="13"),
    row("S1 L15 窗口办理", {"channel": "window"}, outcome="approve"),
    row("S1 L15 网上办理", {"channel": "online"}, outcome="approve"),
    row("S1 L15 没有电话办理", {"channel": "phone"}, outcome="refuse", basis="第15行"),
    row("S1 L61 参保地经办机构：别处参保的", {"person.insured_place": "210200"}, outcome="refuse", basis="第61行"),
    row("S1 L34 职工医保参保人员：停保的", {"person.insured": False}, outcome="refuse", basis="第34行"),
    row("S1 L34 异地定居：住在抚顺的", {"treatment_place": "210411"}, outcome="refuse", basis="第34行"),
    row(
        "S1 L83 当日生效：想从下个月开始，要说",
        {"begins_on": "2026-04-01"},
        outcome="approve",
        begins_on="2026-03-10",
        code="start_is_the_decision",
        basis="第83行",
    ),
    row("S1 L15 没有传真办理", {"channel": "fax"}, outcome="refuse"),
    row("S1 L15 没有自助机办理", {"channel": "kiosk"}, outcome="refuse"),
    row("S1 L15 没有医院端办理", {"channel": "hospital"}, outcome="refuse"),
    row("S1 L17/18 窗口1个工作日", {}, due_on="2026-03-11"),
    row("S1 L17/18 网上法定2个工作日，承诺1个工作日", {"channel": "online"}, due_on="2026-03-11"),
    row("S1 L18 春节前补班日收到", {"filed_at": "2026-02-14T10:00:00+08:00"}, due_on="2026-02-24"),
    row("S1 L24 退休后", {"person.retired": False}, outcome="refuse"),
    row("S1 L24 是否退休没有说", {"person.retired": ABSENT}, outcome="ask"),
    row(
        "S1 L24 户籍迁入当地（T11）",
        {"household_moved": False},
        outcome="refuse",
        alternatives=["long_term_resident"],
    ),
    row("S1 L24 户籍是否迁入没有说", {"household_moved": ABSENT}, outcome="ask"),
    row("S1 L24 职工医保参保人员", {"person.scheme": "resident"}, outcome="refuse"),
    row("S1 L24 异地定居：住在抚顺不是异地", {"treatment_place": "210411"}, outcome="refuse"),
    row("S1 L24 到哪个省都可以，地方没有说就问", {"treatment_place": ABSENT}, outcome="ask"),
    row("S1 L24 本省代码包括抚顺，要问", {"treatment_place": "210000"}, outcome="ask"),
    row(
        "S1 L5 类型：常驻工作的不是", {"person.kind": "posted_worker"}, outcome="refuse", alternatives=["posted_worker"]
    ),
    row(
        "S1 L5 类型：长期居住的不是",
        {"person.kind": "long_term_resident"},
        outcome="refuse",
        alternatives=["long_term_resident"],
    ),
    row("S1 L5 类型：转诊的有另一项", {"person.kind": "referral"}, outcome="refuse", alternatives=["fushun.referral"]),
    row("S1 L5 类型没有说，不要紧", {"person.kind": ABSENT}, outcome="approve"),
    row("S1 L30 权限划分 抚顺市、县：抚顺县参保", {"person.insured_place": "210421"}, outcome="approve"),
    row("S1 L30 权限划分：沈阳参保不归抚顺", {"person.insured_place": "210100"}, outcome="refuse"),
    row("S1 L41 有效身份证件或社保卡", {"documents": ["filing_form", "settlement_proof"]}, owed=["identity"]),
    row("S1 L42 登记备案表", {"documents": ["identity", "settlement_proof"]}, owed=["filing_form"], outcome="correct"),
    row("S1 L43 安置认定材料", {"documents": TWO_PAPERS}, owed=["settlement_proof"], outcome="correct"),
    row(
        "S1 L43 或个人承诺书（T13）",
        {"documents": TWO_PAPERS, "commitments": ["settlement_proof"]},
        owed=[],
        outcome="approve",
    ),
    row(
        "S1 L41 身份证件也印成可承诺",
        {"documents": ["filing_form", "settlement_proof"], "commitments": ["identity"]},
        outcome="ask",
    ),
    row(
        "S1 L42 登记表也印成可承诺",
        {"documents": ["identity", "settlement_proof"], "commitments": ["filing_form"]},
        outcome="ask",
    ),
    row(
        "S1 L38 没有要的材料，承诺了也不算数", {"commitments": ["residence_proof"]}, outcome="approve", severity="warn"
    ),
    row("S1 L19 材料不全无法办理：一次列全", {"documents": []}, outcome="correct", owed=ALL_PAPERS),
    row(
        "S1 L27 不容缺：居住证明顶不了安置材料",
        {"documents": [*TWO_PAPERS, "residence_proof"]},
        owed=["settlement_proof"],
    ),
    row("S1 L65 可为其他参保人员代办，没有列代办材料", {"agent": DAUGHTER}, outcome="approve", owed=[]),
    row("S1 L65 代办第三人", {"agent": {**DAUGHTER, "persons_this_year": 2}}, outcome="approve", no_code="agent_cap"),
    row(
        "S1 L65 原则上最多三人：第四人（T16）",
        {"agent": {**DAUGHTER, "persons_this_year": 3}},
        outcome="ask",
        code="agent_cap",
    ),
    row("S1 L65 原则上最多三人：第五人", {"agent": {**DAUGHTER, "persons_this_year": 4}}, outcome="ask"),
    row("S1 L65 代办过几人没有说，要问", {"agent": DAUGHTER_ALONE}, outcome="ask"),
    row("S1 L83 异地安置当日生效（T14）", {}, begins_on="2026-03-10"),
    row(
        "S1 L83 当日按北京时间", {"filed_at": "2026-03-09T17:00:00+00:00"}, begins_on="2026-03-10", due_on="2026-03-11"
    ),
    row("S1 没有写有效期", {}, ends_on=None),
    row("S1 没有写申请期限", {}, deadline_on=None),
    row("S1 没有写最短住多久", {"stay_days": 1}, outcome="approve"),
    row("S1 参保状态没有说，不问", {"person.insured": ABSENT}, outcome="approve"),
]


@pytest.mark.parametrize(("changes", "expected"), ROWS)
def test_sentence(decide: Decide, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    check(decide(changed(FUSHUN_RETIREE, changes)), expected)
