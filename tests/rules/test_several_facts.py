"""Several sets of facts, one a line: one answer a line, a faulty one in its place (docs/product.md)."""

import json
import tracemalloc

import pytest

from portal.domain.strict_json import LARGEST_INPUT
from tests.rules.cases import check_form
from tests.rules.conftest import DecideText
from tests.rules.people import EVERY_ITEM, LIUJIANG, WENSHANG_LONG_TERM, ZHENPING

FAULTY = {**LIUJIANG, "stay_days": -1}


def one_a_line(*lines: object) -> bytes:
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def test_every_line_has_its_answer_in_order(decide_text: DecideText) -> None:
    ran = decide_text(one_a_line(*EVERY_ITEM))
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert (ran.code, ran.err) == (0, "")
    assert [answer["item"] for answer in answers] == [facts["item"] for facts in EVERY_ITEM]
    for answer in answers:
        check_form(answer)


def test_a_faulty_line_is_answered_in_its_place(decide_text: DecideText) -> None:
    ran = decide_text(one_a_line(ZHENPING, FAULTY, WENSHANG_LONG_TERM))
    first, second, third = (json.loads(line) for line in ran.out.splitlines())
    assert ran.code == 2
    assert (first["outcome"], third["outcome"]) == ("approve", "approve")
    assert list(second) == ["faults"]
    assert len(second["faults"]) == 1
    assert "stay_days" in str(second["faults"])
    (faults,) = ran.err.splitlines()
    assert faults.startswith("line 2: stay_days: ")


def test_line_numbers_count_blank_lines(decide_text: DecideText) -> None:
    ran = decide_text(one_a_line(ZHENPING) + b"\n  \n" + one_a_line(FAULTY))
    assert ran.code == 2
    assert len(ran.out.splitlines()) == 2
    assert ran.err.startswith("line 4: ")


def test_a_line_that_is_no_json_is_a_fault_of_its_own(decide_text: DecideText) -> None:
    ran = decide_text(one_a_line(ZHENPING) + b"{nonsense\n" + one_a_line(WENSHANG_LONG_TERM))
    first, second, third = (json.loads(line) for line in ran.out.splitlines())
    assert (ran.code, list(second)) == (2, ["faults"])
    assert (first["outcome"], third["outcome"]) == ("approve", "approve")
    assert ran.err.startswith("line 2: ")


def test_a_line_that_is_a_list_or_number_is_a_fault_of_its_own(decide_text: DecideText) -> None:
    ran = decide_text(one_a_line([], ZHENPING, 5))
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [list(answer) == ["faults"] for answer in answers] == [True, False, True]
    assert ran.code == 2


def test_two_faulty_lines_are_told_apart(decide_text: DecideText) -> None:
    ran = decide_text(one_a_line(FAULTY, ZHENPING, {**FAULTY, "channel": "email"}))
    faults = [line.split(":")[:2] for line in ran.err.splitlines()]
    assert faults[0] == ["line 1", " stay_days"]
    assert sorted(faults[1:]) == [["line 3", " channel"], ["line 3", " stay_days"]]


def test_one_set_over_many_lines_is_one_set(decide_text: DecideText) -> None:
    ran = decide_text(json.dumps(ZHENPING, indent=2, ensure_ascii=False).encode())
    assert (ran.code, json.loads(ran.out)["outcome"]) == (0, "approve")


def test_one_set_on_one_line_is_one_object(decide_text: DecideText) -> None:
    ran = decide_text(one_a_line(ZHENPING))
    assert json.loads(ran.out)["item"] == "zhenping.long-term-resident"


def test_line_ends_of_windows_do_not_matter(decide_text: DecideText) -> None:
    ran = decide_text(one_a_line(ZHENPING, WENSHANG_LONG_TERM).replace(b"\n", b"\r\n"))
    assert (ran.code, len(ran.out.splitlines())) == (0, 2)


def test_a_line_nested_too_deep_is_a_fault_of_its_own(decide_text: DecideText) -> None:
    deep = b"[" * 100_000 + b"]" * 100_000 + b"\n"
    ran = decide_text(deep + one_a_line(ZHENPING))
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert (ran.code, list(first), second["outcome"]) == (2, ["faults"], "approve")


def test_a_line_with_a_key_twice_is_a_fault_of_its_own(decide_text: DecideText) -> None:
    twice = b'{"item": "x", ' + json.dumps(ZHENPING).encode()[1:] + b"\n"
    ran = decide_text(twice + one_a_line(ZHENPING))
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert (ran.code, list(first), second["outcome"]) == (2, ["faults"], "approve")


def test_a_line_too_large_to_be_meant_is_a_fault_of_its_own(decide_text: DecideText) -> None:
    large = b'{"item": "' + b"x" * 1_100_000 + b'"}\n'
    ran = decide_text(large + one_a_line(ZHENPING))
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert (ran.code, first, second["outcome"]) == (
        2,
        {"faults": ["(facts): 太大，最多 1024 KB，请检查是不是选错了文件"]},
        "approve",
    )


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ('{"documents": [' + ",".join(["{}"] * 300_000) + "]}", "里面的东西太多"),
        ("{" + ",".join(f'"{number}": 1' for number in range(80_000)) + "}", "里面的东西太多"),
        ('{"a": ' * 40 + "1" + "}" * 40, "括号套得太深"),
        ('{"a": "' + '\\"[{' * 40 + '"' + ', "b": [' * 40, "括号套得太深"),
    ],
    ids=["documents", "keys", "deep", "deep behind a text"],
)
def test_what_nests_or_has_too_many_parts_is_refused_before_it_is_read(
    decide_text: DecideText, written: str, sentence: str
) -> None:
    """A list of empty documents was a million faults, each with its path; a minute and 230 MB went to a few lines."""
    tracemalloc.start()
    try:
        ran = decide_text(written.encode())
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert ran.err.startswith(f"(facts): {sentence}")
    assert most < LARGEST_INPUT + 5_000_000 + 4 * len(written), "beside the room that any file is read into"


def test_brackets_and_commas_of_a_text_are_no_parts(decide_text: DecideText) -> None:
    stated = {**ZHENPING, "person": {**ZHENPING["person"], "name": '[{,\\"' * 20}}
    assert "括号" not in decide_text(json.dumps(stated).encode()).err
    assert "太多" not in decide_text(json.dumps({"a": '[{,\\"' * 20_000}).encode()).err


def test_many_sets_are_more_than_one_may_be(decide_text: DecideText) -> None:
    ran = decide_text(one_a_line(*[ZHENPING] * 3) + b" " * 1_100_000)
    assert (ran.code, len(ran.out.splitlines())) == (0, 3)
