"""汶上转外就医备案: one row a sentence of guides/wenshang-three-items.txt (S4), second item."""

from typing import Any

import pytest

from tests.rules.cases import ABSENT, changed, check, row
from tests.rules.conftest import Decide
from tests.rules.people import WENSHANG_REFERRAL

SLIP = ["referral_slip"]
LISTED = ("汶上县人民医院", "汶上县中医院", "汶上县第二人民医院", "汶上县妇幼保健计划生育服务中心", "汶上县康复医院")
UNLISTED = {"referral.institution": "汶上县演示医院"}


def filed(day: str) -> dict[str, str]:
    return {"filed_at": f"{day}T10:00:00+08:00"}


ROWS = [
    row("S4 条件都符合，材料齐全（T26）", {}, outcome="approve", owed=[], effects=[], alternatives=[]),
    row("S4 L76 参保职工，L88 参保群众：居民要问", {"person.scheme": "resident"}, outcome="ask"),
    row("S4 L76 到统筹地区外：在济宁不是", {"treatment_place": "370811"}, outcome="refuse"),
    row("S4 L76 到统筹地区外：只说山东省，要问", {"treatment_place": "370000"}, outcome="ask"),
    row("S4 L76 住院就医：不住院的不是", {"admission": {"inpatient": False}}, outcome="refuse"),
    row("S4 L76 还没有住院，可以先备案", {"admission": None}, outcome="approve"),
    row(
        "S4 L76 入院日在申请之后，可以先备案", {"admission": {"on": "2026-02-01", "inpatient": True}}, outcome="approve"
    ),
    row("S4 L76 转诊不问是不是急诊", {"admission": {"on": "2026-01-11", "inpatient": True}}, outcome="approve"),
    row("S4 L82 服务大厅办理", {"channel": "window"}, outcome="approve"),
    row("S4 L86 网上办理", {"channel": "online"}, outcome="approve"),
    row("S4 L88 医院端办理", {"channel": "hospital"}, outcome="approve"),
    row("S4 L94 医院可通过电话报送：流程里才写", {"channel": "phone"}, outcome="approve", severity="warn"),
    row("S4 L78-88 没有传真办理", {"channel": "fax"}, outcome="refuse"),
    row("S4 L78-88 没有自助机办理", {"channel": "kiosk"}, outcome="refuse"),
    *(
        row(f"S4 L88 具备转诊条件的医院：{hospital}", {"referral.institution": hospital}, outcome="approve")
        for hospital in LISTED
    ),
    row("S4 L88 不在五家里，医院端（T27）", UNLISTED, outcome="refuse"),
    row("S4 L88 不在五家里，窗口也不行", {**UNLISTED, "channel": "window"}, outcome="refuse"),
    row("S4 L88 不在五家里，网上也不行", {**UNLISTED, "channel": "online"}, outcome="refuse"),
    row("S4 L88 不在五家里，电话也不行", {**UNLISTED, "channel": "phone"}, outcome="refuse"),
    row("S4 L88 一年内有效：从开单日起一年", {}, begins_on="2026-01-10", ends_on="2027-01-10"),
    row(
        "S4 L88 一年内有效：最后一天申请",
        {"referral.issued_on": "2025-03-10", **filed("2026-03-10")},
        outcome="approve",
        ends_on="2026-03-10",
    ),
    row(
        "S4 L88 过了一年要重新开单",
        {"referral.issued_on": "2025-03-10", **filed("2026-03-11")},
        outcome="correct",
        owed=SLIP,
        ends_on=None,
    ),
    row(
        "S4 L88 闰年2月29日开单，到下一年2月28日",
        {"referral.issued_on": "2024-02-29", **filed("2025-02-28")},
        outcome="approve",
        ends_on="2025-02-28",
    ),
    row(
        "S4 L88 闰年2月29日开单，3月1日就过期",
        {"referral.issued_on": "2024-02-29", **filed("2025-03-01")},
        outcome="correct",
        owed=SLIP,
    ),
    row("S4 L88 开单日在申请之后", {"referral.issued_on": "2026-01-13"}, outcome="correct", owed=SLIP, ends_on=None),
    row("S4 L88 开单当天申请", {"referral.issued_on": "2026-01-12"}, outcome="approve", ends_on="2027-01-12"),
    row("S4 L100 转诊转院单", {"documents": [], "referral": ABSENT}, outcome="correct", owed=SLIP),
    row("S4 L100 填了转诊，没有单子", {"documents": []}, outcome="correct", owed=SLIP),
    row("S4 L100 有单子，没有说哪家医院、哪天开的", {"referral": ABSENT}, outcome="ask", owed=[], ends_on=None),
    row("S4 L100 有单子，没有说哪家医院", {"referral.institution": ABSENT}, outcome="ask", owed=[]),
    row("S4 L100 有单子，没有说哪天开的", {"referral.issued_on": ABSENT}, outcome="ask", owed=[], ends_on=None),
    row("S4 L100 写明没有转诊，单子却有", {"referral": None}, outcome="ask", owed=[]),
    row("S4 L88 不在五家里，单子也没有", {**UNLISTED, "documents": []}, outcome="refuse", owed=SLIP),
    row(
        "S4 L100 转诊单不能承诺",
        {"documents": [], "commitments": ["referral_slip"]},
        outcome="correct",
        owed=SLIP,
        severity="warn",
    ),
    row(
        "S4 L100 没有要求盖章：没有盖也收",
        {"documents": [{"kind": "referral_slip", "sealed": False}]},
        outcome="approve",
    ),
    row("S4 L100 没有列身份证和登记表", {}, owed=[]),
    row("S4 L104 即时办结：当天", {}, due_on="2026-01-12"),
    row("S4 L104 即时办结：周日收到，下周一", filed("2026-01-11"), due_on="2026-01-12"),
    row(
        "S4 L104 即时办结：元旦补班的周日就是当天",
        {"referral.issued_on": "2026-01-02", **filed("2026-01-04")},
        due_on="2026-01-04",
    ),
    row("S4 没有写申请期限", {}, deadline_on=None),
    row(
        "S4 长期居住的有另一项",
        {"person.kind": "long_term_resident"},
        outcome="refuse",
        alternatives=["wenshang.long-term"],
    ),
    row("S4 停保的不能备案：依据是第76行", {"person.insured": False}, outcome="refuse", basis="第76行"),
    row("S4 L92 我县：别的县参保的", {"person.insured_place": "370829"}, outcome="refuse", basis="第92行"),
    row("S4 L76 统筹地区外：依据", {"treatment_place": "370811"}, outcome="refuse", basis="第76行"),
    row(
        "S4 L88 一年内有效：住院的日子在到期以后，要说",
        {"referral.issued_on": "2025-02-01", "admission": {"on": "2026-02-15", "inpatient": True}},
        outcome="approve",
        ends_on="2026-02-01",
        code="over_before_treatment",
        basis="第88行",
    ),
    row(
        "S4 L88 一年内有效：想开始的日子在到期以后，要说",
        {"referral.issued_on": "2025-02-01", "begins_on": "2026-02-02"},
        outcome="approve",
        code="over_before_treatment",
    ),
    row(
        "S4 L88 一年内有效：到期那天住院还算",
        {"referral.issued_on": "2025-02-01", "admission": {"on": "2026-02-01", "inpatient": True}},
        outcome="approve",
        no_code="over_before_treatment",
    ),
    row(
        "S4 L88 已经过期的单子只说过期",
        {"referral.issued_on": "2025-01-01", "begins_on": "2026-02-02"},
        outcome="correct",
        no_code="over_before_treatment",
    ),
    row(
        "S4 L88 指南没有写从哪天算，先按开单那天算；想从别的日子开始，要说",
        {"begins_on": "2026-02-01"},
        outcome="approve",
        begins_on="2026-01-10",
        code="start_applied",
    ),
    row("S4 L88 正好想从开单那天开始", {"begins_on": "2026-01-10"}, no_code="start_applied"),
    row(
        "S4 L88 单子开在入院以后，要说",
        {"admission": {"on": "2026-01-09", "inpatient": True}},
        outcome="approve",
        code="begins_after_admission",
    ),
    row(
        "S4 L139 急诊住院没有转诊单：有急诊一项",
        {
            "documents": [],
            "referral": ABSENT,
            "admission": {"on": "2026-01-11", "emergency": True, "inpatient": True},
        },
        outcome="correct",
        owed=SLIP,
        alternatives=["wenshang.emergency"],
        code="emergency_has_its_own_item",
        basis="第139行",
    ),
    *(
        row(
            f"S4 L139 急诊住院，单子不能用：{what}",
            {"admission": {"on": "2026-01-11", "emergency": True, "inpatient": True}, **slip},
            outcome=outcome,
            alternatives=["wenshang.emergency"],
            code="emergency_has_its_own_item",
            basis="第139行",
        )
        for what, slip, outcome in (
            ("过期了", {"referral.issued_on": "2025-01-10"}, "correct"),
            ("过期了，还没有交", {"referral.issued_on": "2025-01-10", "documents": []}, "correct"),
            ("不在五家里", UNLISTED, "refuse"),
        )
    ),
    *(
        row(
            f"S4 L139 急诊一项也不办的，不叫人改办急诊：{what}",
            {
                "documents": [],
                "referral": ABSENT,
                "admission": {"on": "2026-01-11", "emergency": True, "inpatient": True, **stay},
                **person,
            },
            outcome=outcome,
            alternatives=[],
            no_code="emergency_has_its_own_item",
        )
        for what, stay, person, outcome in (
            ("医院没有联网", {"networked": False}, {}, "correct"),
            ("居民医保", {}, {"person.scheme": "resident"}, "ask"),
        )
    ),
    row(
        "S4 L139 急诊没有住院的，急诊一项也不办",
        {"documents": [], "referral": ABSENT, "admission": {"emergency": True, "inpatient": False}},
        outcome="refuse",
        alternatives=[],
    ),
    row(
        "S4 L100 急诊住院，有转诊单，照办转诊",
        {"admission": {"on": "2026-01-11", "emergency": True, "inpatient": True}},
        outcome="approve",
        alternatives=[],
    ),
]


@pytest.mark.parametrize(("changes", "expected"), ROWS)
def test_sentence(decide: Decide, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    check(decide(changed(WENSHANG_REFERRAL, changes)), expected)
