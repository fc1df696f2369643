"""柳江异地急诊人员备案: one row a sentence of guides/liujiang-emergency.txt (S3)."""

from typing import Any

import pytest

from tests.rules.cases import ABSENT, changed, check, row
from tests.rules.conftest import Decide
from tests.rules.people import DAUGHTER, LIUJIANG

RECORD = {"kind": "emergency_record", "sealed": True}
AGENT_PAPERS = ["agent_identity", "authorisation_letter"]
LATE = {"filed_at": "2026-03-18T10:00:00+08:00"}
REFERRED = {"institution": "柳州市工人医院", "issued_on": "2026-03-11"}
FUND_SHARE = "fund_share_reduction"

ROWS = [
    row("S3 条件都符合，材料齐全", {}, outcome="approve", owed=[], effects=[], alternatives=[]),
    row("S3 L7 事项版本9", {}, item_version="9"),
    row("S3 L16 窗口办理", {"channel": "window"}, outcome="approve"),
    row("S3 L16 网上办理", {"channel": "online"}, outcome="approve"),
    row("S3 L77 不支持自助终端", {"channel": "kiosk"}, outcome="refuse"),
    row("S3 L16 没有电话办理", {"channel": "phone"}, outcome="refuse"),
    row("S3 L16 没有传真办理", {"channel": "fax"}, outcome="refuse"),
    row("S3 L16 没有医院端办理", {"channel": "hospital"}, outcome="refuse"),
    row("S3 L24 柳江区参保人：柳州市区参保的不是", {"person.insured_place": "450203"}, outcome="refuse"),
    row("S3 L43 正常参保人员：停保的不是", {"person.insured": False}, outcome="refuse"),
    row("S3 L43 正常参保人员：没有查过要查", {"person.insured": ABSENT}, outcome="ask"),
    row("S3 L43 没有分职工居民", {"person.scheme": "resident"}, outcome="approve"),
    row("S3 L30 异地：在柳州市区不是异地", {"treatment_place": "450202"}, outcome="refuse"),
    row("S3 L30 异地：南宁是异地", {"treatment_place": "450100"}, outcome="approve"),
    row("S3 L30 异地：只说广西，要问", {"treatment_place": "450000"}, outcome="ask"),
    row("S3 L30 异地：地方没有说，要问", {"treatment_place": ABSENT}, outcome="ask"),
    row("S3 L30 不超过3个月：89天（T03）", {"stay_days": 89}, outcome="approve"),
    row("S3 L30 不超过3个月：正好3个月", {"stay_days": ABSENT, "stay_months": 3}, outcome="approve"),
    row("S3 L30 超过3个月：4个月", {"stay_days": ABSENT, "stay_months": 4}, outcome="refuse"),
    row("S3 L30 超过3个月：100天", {"stay_days": 100}, outcome="refuse"),
    row(
        "S3 L30 住满6个月的是长期居住",
        {"stay_days": ABSENT, "stay_months": 6},
        outcome="refuse",
        alternatives=["long_term_resident"],
    ),
    row("S3 L30 住多久没有说，要问", {"stay_days": ABSENT}, outcome="ask"),
    row("S3 L30 因急诊", {"admission.emergency": False}, outcome="refuse", alternatives=["referral"]),
    row("S3 L30 是不是急诊没有说", {"admission.emergency": ABSENT}, outcome="ask"),
    row("S3 L30 住院：门诊的不是", {"admission.inpatient": False}, outcome="refuse"),
    row("S3 L30 是不是住院没有说", {"admission.inpatient": ABSENT}, outcome="ask"),
    row("S3 L30 还没有住院", {"admission": None}, outcome="refuse", deadline_on=None),
    row("S3 L30 住院的事没有说", {"admission": ABSENT}, outcome="ask", deadline_on=None),
    row("S3 L30 入院日在申请之后：还没有住院", {"admission.on": "2026-03-13"}, outcome="refuse"),
    row("S3 L30 没有要求联网医院", {"admission.networked": False}, outcome="approve"),
    row("S3 L120 已住院的也可以补办（T02）", {"admission.discharged_on": "2026-03-11"}, outcome="approve"),
    row("S3 L98 入院后5个工作日，第一天不算", {}, deadline_on="2026-03-17", due_on="2026-03-13"),
    row("S3 L42-44 0加1加0个工作日", {"channel": "window"}, due_on="2026-03-13"),
    row("S3 L98 第5个工作日申请不晚", {"filed_at": "2026-03-17T23:59:00+08:00"}, outcome="approve", effects=[]),
    row("S3 L98 第6个工作日申请晚了，仍可备案", LATE, outcome="approve", code="filed_late", deadline_on="2026-03-17"),
    row("S3 L98 逾期，自治区外（T05）：20，也可能是15", LATE, readings=[[20, 15]], outcome="approve"),
    row("S3 L98 逾期，自治区内（T04）：15", {**LATE, "treatment_place": "450100"}, readings=[[15]], outcome="approve"),
    row("S3 L98 逾期，地方没有说：两个数都列", {**LATE, "treatment_place": ABSENT}, readings=[[20, 15]], outcome="ask"),
    row(
        "S3 L98 入院当天申请不晚",
        {"filed_at": "2026-03-10T20:00:00+08:00"},
        outcome="approve",
        effects=[],
        deadline_on="2026-03-17",
    ),
    row("S3 L98 哪天入院没有说，要问", {"admission.on": ABSENT}, outcome="ask", deadline_on=None, effects=[]),
    row("S3 L98 最后一天夜里，北京时间算", {"filed_at": "2026-03-17T15:59:59+00:00"}, effects=[]),
    row("S3 L98 过了北京时间零点就晚了", {"filed_at": "2026-03-17T16:00:00+00:00"}, readings=[[20, 15]]),
    row("S3 L98 晚了又缺材料", {**LATE, "documents": []}, outcome="correct", readings=[[20, 15]], code="filed_late"),
    row("S3 L98 自治区内：防城港也是", {**LATE, "treatment_place": "450600"}, readings=[[15]]),
    row("S3 L98 自治区外：广州", {**LATE, "treatment_place": "440100"}, readings=[[20, 15]]),
    row("S3 L30 入院的事一样也没有说", {"admission": {}}, outcome="ask", deadline_on=None),
    row(
        "S3 L50 医保电子凭证或身份证件或社保卡",
        {"documents": [RECORD, "filing_form"]},
        outcome="correct",
        owed=["identity"],
    ),
    row("S3 L50 委托他人：代办人身份证和授权委托书", {"agent": DAUGHTER}, outcome="correct", owed=AGENT_PAPERS),
    row(
        "S3 L50 委托他人：两样都带了",
        {"agent": DAUGHTER, "documents": ["identity", RECORD, "filing_form", *AGENT_PAPERS]},
        outcome="approve",
        owed=[],
    ),
    row("S3 L50 没有委托，不要代办材料", {}, owed=[]),
    row("S3 L75 不代办帮办，不等于不能请家人代办", {"agent": DAUGHTER}, outcome="correct"),
    row(
        "S3 L75 代办人数没有上限",
        {"agent": {**DAUGHTER, "persons_this_year": 9}},
        outcome="correct",
        no_code="agent_cap",
    ),
    row(
        "S3 L51 急诊住院材料", {"documents": ["identity", "filing_form"]}, outcome="correct", owed=["emergency_record"]
    ),
    row(
        "S3 L51 加盖医疗机构公章：没有盖",
        {"documents": ["identity", {"kind": "emergency_record", "sealed": False}, "filing_form"]},
        outcome="correct",
        owed=["emergency_record"],
    ),
    row(
        "S3 L51 加盖医疗机构公章：没有说盖没盖",
        {"documents": ["identity", "emergency_record", "filing_form"]},
        outcome="ask",
    ),
    row(
        "S3 L51 三样任选一样：一份没盖，一份盖了",
        {"documents": ["identity", {"kind": "emergency_record", "sealed": False}, RECORD, "filing_form"]},
        outcome="approve",
        owed=[],
    ),
    row("S3 L53 异地就医备案登记表", {"documents": ["identity", RECORD]}, outcome="correct", owed=["filing_form"]),
    row(
        "S3 L22/51 不容缺不减免：承诺不顶用",
        {"documents": ["identity", "filing_form"], "commitments": ["emergency_record"]},
        outcome="correct",
        owed=["emergency_record"],
        severity="warn",
    ),
    row(
        "S3 L42 不予受理并一次性告知：一次列全",
        {"documents": [], "agent": DAUGHTER},
        outcome="correct",
        owed=["identity", *AGENT_PAPERS, "emergency_record", "filing_form"],
    ),
    row("S3 没有写有效期", {}, begins_on=None, ends_on=None),
    row(
        "S3 L124/126 罗女士：没有说住没住院，有转诊，先问清，也告诉她转诊",
        {"admission": ABSENT, "stay_days": 20, "referral": REFERRED, "documents": ["identity", "filing_form"]},
        outcome="ask",
        alternatives=["referral"],
        owed=["emergency_record"],
        code="admission_unknown_but_referred",
    ),
    row(
        "S3 L124/126 罗女士：说了没有住院，转诊手术不是急诊（T01）",
        {"admission": None, "stay_days": 20, "referral": REFERRED, "documents": ["identity", "filing_form"]},
        outcome="refuse",
        alternatives=["referral"],
        owed=["emergency_record"],
        code="referral_is_no_emergency",
    ),
    row(
        "S3 L124/126 罗女士：住院了，但不是急诊",
        {"admission.emergency": False, "referral": REFERRED},
        outcome="refuse",
        alternatives=["referral"],
    ),
    row(
        "S3 L30 有转诊，是不是急诊没有说：要问，也告诉转诊",
        {"admission.emergency": ABSENT, "referral": REFERRED},
        outcome="ask",
        alternatives=["referral"],
    ),
    row("S3 L30 急诊住院，同时有转诊单：急诊照办", {"referral": REFERRED}, outcome="approve", alternatives=[]),
    row(
        "S3 L98 不能办的，不说晚了，也不说报销降低",
        {**LATE, "admission.emergency": False},
        outcome="refuse",
        effects=[],
        no_code="filed_late",
    ),
    row(
        "S3 L98 停保的，不说晚了",
        {**LATE, "person.insured": False},
        outcome="refuse",
        effects=[],
        no_code="filed_late",
    ),
    row(
        "S3 L98 开始日期填在入院以后，要说",
        {"begins_on": "2026-03-11"},
        outcome="approve",
        code="begins_after_admission",
    ),
    row("S3 L98 开始日期在入院以前", {"begins_on": "2026-03-01"}, no_code="begins_after_admission"),
    row("S3 L24 柳江区参保人：依据是第24行", {"person.insured_place": "450203"}, outcome="refuse", basis="第24行"),
    row("S3 L43 正常参保人员：依据是第43行", {"person.insured": False}, outcome="refuse", basis="第43行"),
    row("S3 L30 异地：依据是第30行", {"treatment_place": "450202"}, outcome="refuse", basis="第30行"),
    row(
        "S3 L124 罗女士：还没有住院",
        {"admission": None, "documents": ["identity", "filing_form"]},
        outcome="refuse",
        owed=["emergency_record"],
    ),
]


@pytest.mark.parametrize(("changes", "expected"), ROWS)
def test_sentence(decide: Decide, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    check(decide(changed(LIUJIANG, changes)), expected)


def test_lateness_is_told_in_words_and_with_its_source(decide: Decide) -> None:
    """The guide's sentence in plain words, what is unclear left to the agency, the numbers beside (docs/product.md)."""
    (effect,) = decide(changed(LIUJIANG, LATE))["effects"]
    assert effect["kind"] == FUND_SHARE
    assert "桂人社发〔2017〕6号" in effect["basis"]
    assert "经办机构" in effect["text"]
