"""Why a document is asked for: what a clerk found comes before what the rules found, and neither is made up."""

import re
from datetime import date

import pytest

from portal.domain.findings import Finding
from portal.domain.vocabulary import Mark, Severity
from portal.wording.findings import finding_text
from portal.wording.owing import FAULTS, REASONS, fault_of, punctuality_text, why_owed

DAY = date(2026, 9, 14)
MISSING = Finding("paper_missing", Severity.CORRECT, "指南第1行", {"kind": "identity", "name": "身份证"}, "documents")
EXPIRED = Finding("paper_expired", Severity.CORRECT, "指南第1行", {**MISSING.values, "day": DAY}, "documents")
LATER = Finding("paper_dated_later", Severity.CORRECT, "指南第1行", {**MISSING.values, "day": DAY}, "documents")
UNSEALED = Finding("paper_unsealed", Severity.CORRECT, "指南第1行", MISSING.values, "documents")
SEAL_UNKNOWN = Finding("paper_seal_unknown", Severity.ASK, "指南第1行", MISSING.values, "documents")


@pytest.mark.parametrize(
    ("mark", "note", "finding", "words"),
    [
        (None, "", None, "经办机构要求补交"),
        (None, "没有用", None, "经办机构要求补交"),
        (None, "", MISSING, "没有收到"),
        (None, "", EXPIRED, "到 2026年9月14日 已经过期，请重新开"),
        (None, "", LATER, "写的日期 2026年9月14日 在申报日期之后，请核对，或请医院重新开"),
        (None, "", UNSEALED, "没有盖公章，请盖章后重交"),
        (None, "", SEAL_UNKNOWN, finding_text(SEAL_UNKNOWN)),
        (Mark.ILLEGIBLE, "", MISSING, "看不清，请重新拍照或扫描"),
        (Mark.ILLEGIBLE, "反光", EXPIRED, "看不清，请重新拍照或扫描；反光；到 2026年9月14日 已经过期，请重新开"),
        (Mark.WRONG_PERSON, "", EXPIRED, "不是参保人本人的，请换成本人的"),
        (Mark.UNSEALED, "", MISSING, "没有盖公章，请盖章后重交"),
        (Mark.WRONG_PERSON, "", None, "不是参保人本人的，请换成本人的"),
        (Mark.EXPIRED, "", EXPIRED, "已经过期，请重新开"),
        (Mark.EXPIRED, "是前年的", None, "已经过期，请重新开；是前年的"),
        (Mark.OTHER, "第二页缺了", MISSING, "第二页缺了"),
    ],
)
def test_the_true_reason(mark: Mark | None, note: str, finding: Finding | None, words: str) -> None:
    assert why_owed(mark, note, finding) == words


@pytest.mark.parametrize("finding", [None, MISSING, EXPIRED, LATER, UNSEALED], ids=lambda each: each and each.code)
def test_every_reason_is_said_in_english(finding: Finding | None) -> None:
    assert not _chinese(why_owed(None, "", finding, "en"))


@pytest.mark.parametrize("mark", FAULTS)
def test_every_fault_is_said_in_english(mark: Mark) -> None:
    assert not _chinese(fault_of(mark, "", "en"))
    assert fault_of(mark, "note", "en").endswith("note")
    assert not _chinese(fault_of(mark, "note", "en").replace("；", ""))


def test_every_mark_and_every_reason_has_its_words() -> None:
    assert set(FAULTS) == {mark for mark in Mark if not mark.is_usable} - {Mark.OTHER}
    assert set(REASONS) == {each.code for each in (MISSING, EXPIRED, LATER, UNSEALED)}


@pytest.mark.parametrize(("filed", "words"), [(13, "没有晚"), (14, "没有晚"), (15, "才申报，已经晚了")])
def test_whether_it_came_in_time(filed: int, words: str) -> None:
    sentence = punctuality_text(DAY, date(2026, 9, filed), str)
    assert sentence.startswith(f"申报期限到 {DAY} 为止，您在 2026-09-{filed} ")
    assert words in sentence
    assert not _chinese(punctuality_text(DAY, date(2026, 9, filed), str, "en"))


def _chinese(text: str) -> list[str]:
    return re.findall(r"[\u4e00-\u9fff]", text)
