"""抚顺异地转诊人员备案: one row a sentence of guides/fushun-referral.txt (S0)."""

from typing import Any

import pytest

from tests.rules.cases import ABSENT, changed, check, row
from tests.rules.conftest import Decide
from tests.rules.people import DAUGHTER, FUSHUN_REFERRAL

# The item's own title and its conditions contradict each other (C-01), so no case of it is ever plainly approved.
ROWS = [
    row("S0 L5/24/33 题目是转诊，范围是未持卡结算，条件是抢救门急诊", {}, outcome="ask", owed=[], alternatives=[]),
    row("S0 L9 事项版本16", {}, item_version="16", item="fushun.referral"),
    row("S0 L7/16/18 即办，又写20个工作日：印出的数字算数", {}, due_on="2026-04-08"),
    row("S0 L18 承诺20个工作日，没有分窗口和网上", {"channel": "online"}, due_on="2026-04-08"),
    row("S0 L18 周日收到，从周一数起", {"filed_at": "2026-03-08T10:00:00+08:00"}, due_on="2026-04-03"),
    row("S0 L18 跨春节，补班算工作日", {"filed_at": "2026-02-10T10:00:00+08:00"}, due_on="2026-03-16"),
    row("S0 L18 跨2026年国庆", {"filed_at": "2026-09-24T10:00:00+08:00"}, due_on="2026-10-29"),
    row("S0 L18 跨2025年国庆", {"filed_at": "2025-09-25T10:00:00+08:00"}, due_on="2025-10-29"),
    row("S0 L15 办理形式：网上", {"channel": "online"}, outcome="ask"),
    row("S0 L15 办理形式：窗口", {"channel": "window"}, outcome="ask"),
    row("S0 L15 没有电话办理", {"channel": "phone"}, outcome="refuse"),
    row("S0 L15 没有传真办理", {"channel": "fax"}, outcome="refuse"),
    row("S0 L15 没有自助机办理", {"channel": "kiosk"}, outcome="refuse"),
    row("S0 L15 没有医院端办理", {"channel": "hospital"}, outcome="refuse"),
    row("S0 L24 我市参保人员：大连的不是", {"person.insured_place": "210200"}, outcome="refuse"),
    row("S0 L24 我市参保人员：新宾县的是", {"person.insured_place": "210422"}, outcome="ask"),
    row("S0 L24 我市参保人员：职工居民都是", {"person.scheme": "resident"}, outcome="ask"),
    row("S0 L24 在待遇期内", {"person.insured": False}, outcome="refuse"),
    row("S0 L24 异地就医：在抚顺县看病不是异地", {"treatment_place": "210421"}, outcome="refuse"),
    row("S0 L40 社保卡或有效身份证件 必要", {"documents": []}, outcome="ask", owed=["identity"], severity="correct"),
    row("S0 L26 不容缺受理", {"documents": []}, owed=["identity"]),
    row(
        "S0 L28 不实行告知承诺",
        {"documents": [], "commitments": ["identity"]},
        owed=["identity"],
        severity="warn",
    ),
    row("S0 L40 只要这一样，登记表没有列", {}, owed=[]),
    row("S0 L65 转诊材料只在引用的文件里", {}, owed=[], outcome="ask", basis="医保办发〔2019〕33号"),
    row(
        "S0 L65 有转诊单也没有列出医院名单",
        {
            "documents": ["identity", "referral_slip"],
            "referral": {"institution": "演示医院", "issued_on": "2026-03-09"},
        },
        outcome="ask",
        owed=[],
    ),
    row("S0 L62 可为其他参保人员代办，没有写几人", {"agent": DAUGHTER}, outcome="ask", owed=[]),
    row("S0 没有写申请期限", {}, deadline_on=None, effects=[]),
    row("S0 没有写有效期", {}, ends_on=None, begins_on=None),
]


@pytest.mark.parametrize(("changes", "expected"), ROWS)
def test_sentence(decide: Decide, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    check(decide(changed(FUSHUN_REFERRAL, changes)), expected)


def test_missing_slip_is_one_question_more(decide: Decide) -> None:
    """What only the quoted legal basis asks for is asked about, never owed (docs/product.md)."""

    def questions(changes: dict[str, Any]) -> int:
        findings = decide(changed(FUSHUN_REFERRAL, changes))["findings"]
        return sum(finding["severity"] == "ask" for finding in findings)

    slip = {
        "documents": ["identity", "referral_slip"],
        "referral": {"institution": "演示医院", "issued_on": "2026-03-09"},
    }
    assert questions({}) == questions(slip) + 1


def test_insured_status_left_out_asks_nothing_more(decide: Decide) -> None:
    """待遇期内 is the agency's to look up; an item asks about it only where its guide names it a standard of review."""
    known = decide(FUSHUN_REFERRAL)
    assert decide(changed(FUSHUN_REFERRAL, {"person.insured": ABSENT}))["findings"] == known["findings"]
