"""What a question is called among others, and why a notice opens it: what speaks against it comes first."""

import re

import pytest

from portal.domain.findings import Finding
from portal.domain.opening import OpenedQuestion
from portal.domain.questions import QUESTIONS, question_at
from portal.domain.vocabulary import Severity
from portal.wording.answers import row_name
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


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("person.name", "参保人姓名"),
        ("agent.name", "代办人姓名"),
        ("caller.name", "来电人姓名"),
        ("admission.inpatient", "是不是住院"),
        ("referral.issued_on", "转诊转院单的开单日期"),
        ("treatment_place", row_name("treatment_place", "zh")),
    ],
)
def test_what_a_heading_would_say_is_in_the_name(path: str, name: str) -> None:
    assert question_name(path, "zh") == name
