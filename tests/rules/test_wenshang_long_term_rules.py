"""汶上长期异地就医备案: one row a sentence of guides/wenshang-three-items.txt (S4), first item."""

from typing import Any

import pytest

from tests.rules.cases import ABSENT, changed, check, row
from tests.rules.conftest import Decide
from tests.rules.people import DAUGHTER, WENSHANG_LONG_TERM

ROWS = [
    row("S4 条件都符合，材料齐全", {}, outcome="approve", owed=[], effects=[], alternatives=[]),
    row("S4 L13 异地安置人员", {"person.kind": "relocated_retiree"}, outcome="approve"),
    row("S4 L13 异地长期居住人员", {"person.kind": "long_term_resident"}, outcome="approve"),
    row("S4 L14 常驻异地工作人员", {"person.kind": "posted_worker"}, outcome="approve"),
    row("S4 L13 转诊的有另一项", {"person.kind": "referral"}, outcome="refuse", alternatives=["wenshang.referral"]),
    row("S4 L13 急诊的有另一项", {"person.kind": "emergency"}, outcome="refuse", alternatives=["wenshang.emergency"]),
    row(
        "S4 L13 其他临时外出的没有这一项",
        {"person.kind": "other_temporary"},
        outcome="refuse",
        alternatives=["other_temporary"],
    ),
    row("S4 L13 没有分职工居民", {"person.scheme": "resident"}, outcome="approve"),
    row("S4 L13 原则上不低于6个月：正好6个月", {"stay_months": 6}, outcome="approve"),
    row("S4 L13 原则上不低于6个月：5个月要问", {"stay_months": 5}, outcome="ask"),
    row("S4 L13 原则上不低于6个月：没有说要问", {"stay_months": ABSENT}, outcome="ask"),
    row("S4 L13 原则上不低于6个月：200天", {"stay_months": ABSENT, "stay_days": 200}, outcome="approve"),
    row("S4 L13 原则上不低于6个月：150天要问", {"stay_months": ABSENT, "stay_days": 150}, outcome="ask"),
    row("S4 L20 服务大厅办理", {"channel": "window"}, outcome="approve"),
    row("S4 L24 网上办理", {"channel": "online"}, outcome="approve"),
    row("S4 L18-24 没有电话办理", {"channel": "phone"}, outcome="refuse"),
    row("S4 L18-24 没有传真办理", {"channel": "fax"}, outcome="refuse"),
    row("S4 L18-24 没有医院端办理", {"channel": "hospital"}, outcome="refuse"),
    row("S4 L18-24 没有自助机办理", {"channel": "kiosk"}, outcome="refuse"),
    row(
        "S4 L28 参保人或单位申报，代办材料没有写",
        {"agent": DAUGHTER},
        outcome="approve",
        owed=[],
        code="agent_not_stated",
    ),
    row("S4 L29 材料不全一次性告知", {"documents": []}, outcome="correct", owed=["residence_proof"]),
    row("S4 L34 居住证、办理回执单或其他证明，一样就够（T22）", {"documents": ["residence_proof"]}, outcome="approve"),
    row(
        "S4 L35 可书面承诺（T23）",
        {"documents": [], "commitments": ["residence_proof"]},
        outcome="approve",
        owed=[],
    ),
    row("S4 L34 没有列身份证和登记表", {"documents": ["residence_proof"]}, owed=[]),
    row("S4 L39 即时办结：当天", {}, due_on="2026-03-10"),
    row("S4 L39 即时办结：周六收到，下周一", {"filed_at": "2026-03-14T10:00:00+08:00"}, due_on="2026-03-16"),
    row("S4 L39 即时办结：补班的周六就是当天", {"filed_at": "2026-02-28T10:00:00+08:00"}, due_on="2026-02-28"),
    row("S4 L39 即时办结：除夕收到，节后第一天", {"filed_at": "2026-02-16T10:00:00+08:00"}, due_on="2026-02-24"),
    row("S4 L39 即时办结：国庆收到，节后第一天", {"filed_at": "2026-10-01T10:00:00+08:00"}, due_on="2026-10-08"),
    row("S4 L39 即时办结：国庆后补班的周六", {"filed_at": "2026-10-10T10:00:00+08:00"}, due_on="2026-10-10"),
    row("S4 汶上县的参保人：别的县不是", {"person.insured_place": "370829"}, outcome="refuse"),
    row("S4 异地：在济宁市区看病不是异地", {"treatment_place": "370811"}, outcome="refuse"),
    row("S4 异地：在汶上看病不是异地", {"treatment_place": "370830"}, outcome="refuse"),
    row("S4 异地：济南是异地", {"treatment_place": "370100"}, outcome="approve"),
    row("S4 异地：只说山东省，要问", {"treatment_place": "370000"}, outcome="ask"),
    row("S4 异地：地方没有说，要问", {"treatment_place": ABSENT}, outcome="ask"),
    row("S4 停保的不能备案", {"person.insured": False}, outcome="refuse"),
    row("S4 参保状态没有说，不问", {"person.insured": ABSENT}, outcome="approve"),
    row("S4 没有写生效日、有效期、期限", {}, begins_on=None, ends_on=None, deadline_on=None),
]


@pytest.mark.parametrize(("changes", "expected"), ROWS)
def test_sentence(decide: Decide, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    check(decide(changed(WENSHANG_LONG_TERM, changes)), expected)
