"""汶上异地急诊转住院联网备案: one row a sentence of guides/wenshang-three-items.txt (S4), third item."""

from typing import Any

import pytest

from tests.rules.cases import ABSENT, changed, check, row
from tests.rules.conftest import Decide
from tests.rules.people import DAUGHTER, WENSHANG_EMERGENCY

RECORD = ["emergency_record"]
REFERRED = {"institution": "汶上县中医院", "issued_on": "2026-03-08"}

ROWS = [
    row("S4 条件都符合，材料齐全（T31）", {}, outcome="approve", owed=[], effects=[], alternatives=[]),
    row("S4 L139 参保职工：居民医保的不是", {"person.scheme": "resident"}, outcome="refuse"),
    row("S4 L139 联网医院：没有联网的不是", {"admission.networked": False}, outcome="refuse"),
    row("S4 L139 联网医院：没有说，要问", {"admission.networked": ABSENT}, outcome="ask"),
    row(
        "不是急诊已经不办，不再叫人去问医院联不联网",
        {"admission.networked": ABSENT, "admission.emergency": False},
        outcome="refuse",
        no_code="networked_unknown",
    ),
    row(
        "在统筹区里看病已经不办，不再叫人去问医院联不联网",
        {"admission.networked": ABSENT, "treatment_place": "370811"},
        outcome="refuse",
        no_code="networked_unknown",
    ),
    row(
        "S4 L139 因急诊：不是急诊的有转外一项",
        {"admission.emergency": False},
        outcome="refuse",
        alternatives=["wenshang.referral"],
    ),
    row("S4 L139 因急诊：没有说，要问", {"admission.emergency": ABSENT}, outcome="ask"),
    row("S4 L139 转住院：没有住院的不是", {"admission.inpatient": False}, outcome="refuse"),
    row("S4 L139 转住院：没有说，要问", {"admission.inpatient": ABSENT}, outcome="ask"),
    row("S4 L139 还没有住院", {"admission": None}, outcome="refuse"),
    row("S4 L139 住院的事没有说", {"admission": ABSENT}, outcome="ask"),
    row(
        "S4 L139 没有说住院，只有转诊单",
        {"admission": ABSENT, "referral": REFERRED},
        outcome="ask",
        alternatives=["wenshang.referral"],
    ),
    row(
        "S4 L139 没有说住院，只交来转诊单",
        {"admission": ABSENT, "documents": ["referral_slip"]},
        outcome="ask",
        alternatives=["wenshang.referral"],
    ),
    row(
        "S4 L139 没有住院，有转诊单",
        {"admission": None, "referral": REFERRED},
        outcome="refuse",
        alternatives=["wenshang.referral"],
    ),
    row("S4 L139 哪天入院没有说，要问", {"admission.on": ABSENT}, outcome="ask"),
    row("S4 L139 没有住院，也没有转诊", {"admission": None}, outcome="refuse", alternatives=[]),
    row("S4 L159 参保地医保经办机构：依据", {"person.insured_place": "370829"}, outcome="refuse", basis="第159行"),
    row("S4 L139 参保职工：停保的，依据", {"person.insured": False}, outcome="refuse", basis="第139行"),
    row("S4 L139 异地联网医院：统筹区里的，依据", {"treatment_place": "370811"}, outcome="refuse", basis="第139行"),
    row("S4 L139 入院日在申请之后", {"admission.on": "2026-03-11"}, outcome="refuse"),
    row("S4 L139 异地：在济宁市区不是异地", {"treatment_place": "370811"}, outcome="refuse"),
    row("S4 L139 异地：地方没有说，要问", {"treatment_place": ABSENT}, outcome="ask"),
    row("S4 L145 服务大厅办理", {"channel": "window"}, outcome="approve"),
    row("S4 L149 网上办理", {"channel": "online"}, outcome="approve"),
    row("S4 L153 电话办理", {"channel": "phone"}, outcome="approve"),
    row("S4 L159 传真：流程里才写，号码没有写", {"channel": "fax"}, outcome="approve", severity="warn"),
    row("S4 L141-153 没有医院端办理", {"channel": "hospital"}, outcome="refuse"),
    row("S4 L141-153 没有自助机办理", {"channel": "kiosk"}, outcome="refuse"),
    row("S4 L165 急诊诊断材料", {"documents": []}, outcome="correct", owed=RECORD),
    row(
        "S4 L165 没有要求盖章",
        {"documents": [{"kind": "emergency_record", "sealed": False}]},
        outcome="approve",
        owed=[],
    ),
    row(
        "S4 L165 没有承诺这一条",
        {"documents": [], "commitments": RECORD},
        outcome="correct",
        owed=RECORD,
        severity="warn",
    ),
    row("S4 L169 即时办结：当天", {}, due_on="2026-03-10"),
    row("S4 L169 即时办结：周日收到，下周一", {"filed_at": "2026-03-15T10:00:00+08:00"}, due_on="2026-03-16"),
    row(
        "S4 没有写申请期限：两个月后也不算晚",
        {"admission.on": "2026-01-09"},
        outcome="approve",
        deadline_on=None,
        effects=[],
    ),
    row(
        "S4 没有写出院以后还能不能办",
        {"admission.on": "2026-03-05", "admission.discharged_on": "2026-03-09"},
        outcome="approve",
        severity="info",
    ),
    row("S4 没有写住多久", {"stay_days": 200}, outcome="approve"),
    row("S4 没有写代办材料", {"agent": DAUGHTER}, outcome="approve", owed=[], code="agent_not_stated"),
    row("S4 没有写生效日、有效期", {}, begins_on=None, ends_on=None),
    row("S4 停保的不能备案", {"person.insured": False}, outcome="refuse"),
    row("S4 汶上县的参保人：别的县不是", {"person.insured_place": "370829"}, outcome="refuse"),
]


@pytest.mark.parametrize(("changes", "expected"), ROWS)
def test_sentence(decide: Decide, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    check(decide(changed(WENSHANG_EMERGENCY, changes)), expected)
