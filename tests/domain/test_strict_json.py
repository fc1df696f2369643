"""What JSON does not mean is a fault at its place, and what is out of all measure costs nothing to refuse."""

import pytest

from portal.domain.fact_rules import FactFault, FactFaults
from portal.domain.strict_json import (
    DEEPEST,
    LARGEST_SET,
    LONGEST_NUMBER,
    MOST_PARTS,
    WHERE,
    is_one_a_line,
    lines_of,
    parsed,
    too_large,
)


def faults(text: str) -> tuple[FactFault, ...]:
    """Why it is not taken."""
    with pytest.raises(FactFaults) as refused:
        parsed(text)
    return tuple(refused.value.faults)


def test_a_value_comes_through_as_it_is() -> None:
    value = {"a": [1, -2.5, None, True, "名 {[,"], "b": {"a": {}}}
    assert parsed('{"a": [1, -2.5, null, true, "名 {[,"], "b": {"a": {}}}') == value


def test_what_is_no_json_is_told_by_line_and_column() -> None:
    assert faults('{"a": 1,\n "b": }') == (FactFault(WHERE, "not_json", (("line", 2), ("column", 7))),)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ('{"a": 1, "a": 2, "b": 3}', ["a"]),
        ('{"b": 1, "a": 2, "b": 3, "a": 4}', ["a", "b"]),
        ('{"a.": {"b": 1, "b": 2}}', ["a..b"]),
        ('{"x": 1, "a.": 2, "a.": 3}', ["a."]),
        ('{".a": {"b": 1, "b": 2}}', [".a.b"]),
        ('[1, {"a": [0, {"b": 1, "b": 1}]}, {"c": 1, "c": 1}]', ["[1].a[1].b", "[2].c"]),
        ('{"a": {"b": 1, "b": 2}, "c": [{"d": 1, "d": 2}], "e": 1}', ["a.b", "c[0].d"]),
    ],
)
def test_a_key_that_comes_twice_is_told_by_its_path(text: str, paths: list[str]) -> None:
    assert sorted(faults(text), key=str) == [FactFault(path, "duplicate_key") for path in paths]


def test_one_set_has_so_much_room_and_no_more() -> None:
    assert parsed(f'"{"a" * (LARGEST_SET - 2)}"') == "a" * (LARGEST_SET - 2)
    assert faults(f'"{"a" * (LARGEST_SET - 1)}"') == (
        FactFault(WHERE, "file_too_large", (("most", LARGEST_SET // 1024),)),
    )
    assert tuple(too_large(4096).faults) == (FactFault(WHERE, "file_too_large", (("most", 4),)),)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_one_set_is_so_deep_and_no_deeper(opening: str, closing: str) -> None:
    beside = f"{opening}0{closing}," * (DEEPEST + 1)
    parsed(f"{opening * DEEPEST}0{closing * DEEPEST}")
    parsed(f"[{beside} 0]")
    too_deep = f"{opening * (DEEPEST + 1)}0{closing * (DEEPEST + 1)}"
    assert faults(too_deep) == faults(f"[{beside} {too_deep}]") == (FactFault(WHERE, "too_deep"),)


def test_one_set_has_so_many_parts_and_what_stands_in_texts_is_none() -> None:
    parsed(f"[{'0,' * (MOST_PARTS - 1)}0]")
    parsed(f'"{"[,]" * MOST_PARTS}"')
    assert faults(f"[{'0,' * MOST_PARTS}0]") == (FactFault(WHERE, "too_many_parts", (("most", MOST_PARTS),)),)


def test_a_number_that_may_be_meant_is_read_whole_with_its_sign() -> None:
    longest = "9" * LONGEST_NUMBER
    assert parsed(f"[{longest}, -{longest}]") == [int(longest), -int(longest)]


def test_a_longer_one_is_read_only_so_far_that_it_is_seen_to_be_too_long() -> None:
    number, negative = int("9" * (LONGEST_NUMBER + 1)), -int("9" * LONGEST_NUMBER)
    assert parsed(f"[{'9' * 1000}, -{'9' * 1000}]") == [number, negative]


@pytest.mark.parametrize(
    ("text", "are_several"),
    [
        ("", False),
        ('{"a": 1}', False),
        ('{"a": 1}\n', False),
        ('{"a": 1}\n\n{"a": 2}\n', True),
        ('{"a": 1}\n{"a": \n', True),  # one of them is faulty
        ('{"a": 1,\n{"b": 2', True),
        ('1\n{"a": 1}', True),
        ('1\n{"a": ', False),
        ("1\n2", False),
        ('{\n"a": 1\n}', False),
        ('[\n{"a": 1},\n{"a": 2}\n]', False),
    ],
)
def test_several_objects_one_a_line_are_no_broken_value(text: str, are_several: bool) -> None:
    assert is_one_a_line(text) is are_several


def test_a_number_of_thousands_of_digits_leaves_a_line_a_line() -> None:
    long_one = f'{{"item": {"9" * 5000}}}'
    assert is_one_a_line(f"{long_one}\n{long_one}")
    assert not is_one_a_line(f"[{long_one},\n{long_one}]")


def test_lines_that_hold_something_keep_their_numbers() -> None:
    assert list(lines_of("\n  a b \n\n \t\nc\n\n")) == [(2, "  a b "), (5, "c")]
    assert list(lines_of("a\nb")) == [(1, "a"), (2, "b")]
    assert list(lines_of(" \n")) == []
