"""镇平职工异地长期居住人员备案: one row a sentence of guides/zhenping-long-term-resident.txt (S2)."""

from typing import Any

import pytest

from tests.rules.cases import ABSENT, changed, check, row
from tests.rules.conftest import Decide
from tests.rules.people import DAUGHTER, ZHENPING

ROWS = [
    row("S2 材料齐全", {}, outcome="approve", owed=[], effects=[], alternatives=[]),
    row("S2 L7 职工：居民医保的不是", {"person.scheme": "resident"}, outcome="refuse"),
    row("S2 L7/20 异地长期居住人员", {"person.kind": "long_term_resident"}, outcome="approve"),
    row("S2 L7 常驻工作的不是", {"person.kind": "posted_worker"}, outcome="refuse", alternatives=["posted_worker"]),
    row(
        "S2 L7 安置退休的不是",
        {"person.kind": "relocated_retiree"},
        outcome="refuse",
        alternatives=["relocated_retiree"],
    ),
    row("S2 L7 急诊的不是", {"person.kind": "emergency"}, outcome="refuse", alternatives=["emergency"]),
    row("S2 L9 法定1个工作日，承诺1个工作日", {}, due_on="2026-03-11"),
    row("S2 L9 国庆前一天收到", {"filed_at": "2026-09-30T10:00:00+08:00"}, due_on="2026-10-08"),
    row("S2 L102/114/124 三个环节都是当天，总共还是1个工作日", {"channel": "kiosk"}, due_on="2026-03-11"),
    row("S2 L104 2个工作日受理是投资项目的话，不用", {"channel": "online"}, due_on="2026-03-11"),
    row("S2 L13 窗口办理", {"channel": "window"}, outcome="approve"),
    row("S2 L13 网上办理", {"channel": "online"}, outcome="approve"),
    row("S2 L26 支持自助终端办理", {"channel": "kiosk"}, outcome="approve"),
    row("S2 L13/26 没有电话办理", {"channel": "phone"}, outcome="refuse", basis="第13行"),
    row("S2 L13/26 自助终端另有一行", {"channel": "phone"}, outcome="refuse", basis="第26行"),
    row("S2 L13 没有传真办理", {"channel": "fax"}, outcome="refuse"),
    row("S2 L13 没有医院端办理", {"channel": "hospital"}, outcome="refuse"),
    row("S2 L14 通办范围全县", {"person.insured_place": "411325"}, outcome="refuse", basis="第14行"),
    row("S2 L8 南阳市本级参保不归镇平", {"person.insured_place": "411300"}, outcome="refuse"),
    row("S2 L20 异地：在南阳市区看病不是异地", {"treatment_place": "411302"}, outcome="refuse", basis="第20行"),
    row("S2 L20 异地：在镇平看病不是异地", {"treatment_place": "411324"}, outcome="refuse"),
    row("S2 L20 异地：郑州是异地", {"treatment_place": "410100"}, outcome="approve"),
    row("S2 L20 异地：只说河南省，要问", {"treatment_place": "410000"}, outcome="ask"),
    row("S2 L20 异地：地方没有说，要问", {"treatment_place": ABSENT}, outcome="ask"),
    row("S2 L46 申请条件抄了依据：住多久不是条件", {"stay_days": 1}, outcome="approve"),
    row("S2 L46 申请条件抄了依据：参保状态没有说不问", {"person.insured": ABSENT}, outcome="approve"),
    row("S2 停保的不能备案", {"person.insured": False}, outcome="refuse"),
    row("S2 L83 医保电子凭证或身份证件或社保卡", {"documents": ["filing_form"]}, outcome="correct", owed=["identity"]),
    row("S2 L86 河南省异地就医登记备案表", {"documents": ["identity"]}, outcome="correct", owed=["filing_form"]),
    row("S2 L83 材料齐全：都缺就一次说全", {"documents": []}, outcome="correct", owed=["identity", "filing_form"]),
    row("S2 L83 没有材料这一栏等于都缺", {"documents": ABSENT}, outcome="correct", owed=["identity", "filing_form"]),
    row(
        "S2 L82 没有列居住证明（C-26）",
        {"documents": ["identity", "filing_form", "residence_proof"]},
        outcome="approve",
    ),
    row(
        "S2 L82 没有承诺这一条",
        {"documents": ["filing_form"], "commitments": ["identity"]},
        outcome="correct",
        owed=["identity"],
        severity="warn",
    ),
    row("S2 L135 本人领取；代办没有写", {"agent": DAUGHTER}, outcome="approve", owed=[], code="agent_not_stated"),
    row("S2 没有写生效日", {}, begins_on=None),
    row("S2 没有写有效期", {}, ends_on=None),
    row("S2 没有写申请期限", {}, deadline_on=None),
]


@pytest.mark.parametrize(("changes", "expected"), ROWS)
def test_sentence(decide: Decide, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    check(decide(changed(ZHENPING, changes)), expected)
