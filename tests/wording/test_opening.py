"""What a question is called among others, and why a notice opens it: what speaks against it comes first."""

import re

import pytest

from portal.domain.findings import Finding
from portal.domain.opening import OpenedQuestion
from portal.domain.questions import QUESTIONS, question_at
from portal.domain.vocabulary import Severity
from portal.wording.findings import finding_text
from portal.wording.opening import question_name, why_opened

UNKNOWN = Finding("treatment_place_unknown", Severity.ASK, "指南第1行", {}, "treatment_place")


@pytest.mark.parametrize("finding", [UNKNOWN, None])
@pytest.mark.parametrize(
    ("is_answered", "is_carried", "words"),
    [
        (False, False, "没有填，请补上"),
        (True, False, "请对照证件或单据核对，填错的请改正"),
        (False, True, "请照新的材料填写"),
        (True, True, "请照新的材料填写"),
    ],
)
def test_why_it_is_opened(finding: Finding | None, is_answered: bool, is_carried: bool, words: str) -> None:
    each = OpenedQuestion(question_at("treatment_place"), is_answered, is_carried)
    findings = [finding] if finding else []
    assert why_opened(each, findings, "zh") == (finding_text(UNKNOWN) if finding else words)
    assert not re.search(r"[\u4e00-\u9fff]", why_opened(each, findings, "en"))


def test_no_two_questions_are_called_alike_where_they_stand_alone() -> None:
    paths = [question.path for question in QUESTIONS]
    for language in ("zh", "en"):
        names = [question_name(path, language) for path in paths]
        assert len(set(names)) == len(names)
    assert [path for path in paths if question_name(path, "en") == question_name(path, "zh")] == []


ALONE = {
    "caller.name": "来电人姓名",
    "caller.phone": "回电号码",
    "caller.relation": "来电人和参保人的关系",
    "caller.at": "来电时间",
    "person.name": "参保人姓名",
    "person.id_number": "参保人身份证号",
    "person.scheme": "险种",
    "person.insured_place": "参保地",
    "person.kind": "属于哪种情况",
    "person.retired": "是否已经退休",
    "household_moved": "户口是否已经迁走",
    "agent.name": "代办人姓名",
    "agent.id_number": "代办人身份证号",
    "agent.phone": "代办人电话",
    "agent.relation": "代办人和参保人的关系",
    "contact.phone": "联系电话",
    "contact.name": "联系人",
    "contact.address": "联系地址",
    "slip.diagnosis_name": "诊断",
    "slip.diagnosis_code": "诊断代码",
    "slip.condition": "病情",
    "slip.reason": "转诊原因",
    "slip.opinion": "医院意见",
    "treatment_place": "就医地",
    "begins_on": "从哪天开始",
    "stay_months": "打算住几个月",
    "stay_days": "在外地一共多少天",
    "hospital": "在哪家医院",
    "admission.on": "入院日期",
    "admission.emergency": "是不是急诊",
    "admission.inpatient": "是不是住院",
    "admission.networked": "医院能不能联网结算",
    "admission.discharged_on": "出院日期",
    "referral.institution": "转诊转院单的开单医院",
    "referral.issued_on": "转诊转院单的开单日期",
    "slip.doctor": "医生",
    "slip.chief": "科主任",
    "slip.sealed": "转诊转院单有没有盖公章",
    "slip.agreed": "本院同意转诊",
    "declaration.signed_name": "签名",
}
"""Whoever reads one of these on a notice has no heading beside it."""


def test_each_question_says_of_whom_and_of_what_it_is() -> None:
    assert {question.path: question_name(question.path, "zh") for question in QUESTIONS} == ALONE
