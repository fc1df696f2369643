"""Resident ID numbers and division codes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain import identity
from portal.domain.spelling import figures

DAY = date(2026, 11, 22)
BORN = st.dates(date(1900, 1, 1), DAY)
PLACES = st.integers(110000, 899999).map(str)
SERIALS = st.integers(0, 999).map(lambda number: f"{number:03d}")


def number_of(place: str, born: date, serial: str) -> str:
    first = f"{place}{born:%Y%m%d}{serial}"
    return first + identity.check_character(first)


@given(PLACES, BORN, SERIALS)
def test_number_with_its_check_character_is_right(place: str, born: date, serial: str) -> None:
    number = number_of(place, born, serial)
    assert identity.fault_of(number, DAY) is None
    assert identity.birth_date(number) == born


@given(PLACES, BORN, SERIALS, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(place: str, born: date, serial: str, index: int, shift: int) -> None:
    number = number_of(place, born, serial)
    wrong = number[:index] + str((int(number[index]) + shift) % 10) + number[index + 1 :]
    assert identity.fault_of(wrong, DAY) is not None


@given(PLACES, BORN, SERIALS)
def test_full_width_and_small_x_are_read_as_one_writing(place: str, born: date, serial: str) -> None:
    number = number_of(place, born, serial)
    wide = "".join(chr(ord(character) + 0xFEE0) for character in number)
    assert figures(f" {wide} ") == number


@pytest.mark.parametrize(
    "sign", [" ", "-", "\u00a0", "\u3000", "\u200b", "\u202a", "\ufeff", "－", "—", "\t", "\u00ad"]
)
def test_sign_between_the_digits_does_not_count(sign: str) -> None:
    number = number_of("450206", date(1970, 9, 10), "004")
    assert figures(sign.join((number[:6], number[6:14], number[14:]))) == number
    assert figures(number.lower()) == number


def test_published_example_of_the_standard_is_right() -> None:
    """GB 11643-1999 itself prints 11010519491231002X."""
    assert identity.check_character("11010519491231002") == "X"


@pytest.mark.parametrize("digits", ["1101051949123100", "110105194912310021"])
def test_fewer_digits_or_more_have_no_check_character(digits: str) -> None:
    with pytest.raises(ValueError, match="argument 2"):
        identity.check_character(digits)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("11010519491231002", "id_number_shape"),
        ("11010519491231002Y", "id_number_shape"),
        ("1101051949123100２X", "id_number_shape"),
        ("110105194902310025", "id_number_birth_date"),
        ("110105189912310023", "id_number_birth_date"),
        ("110105202611230028", "id_number_born_later"),
        ("110105194912310021", "id_number_check_character"),
    ],
)
def test_wrong_number_is_told_by_its_code(number: str, code: str) -> None:
    assert identity.fault_of(number, DAY) == code


def test_masked_number_keeps_the_last_two_only() -> None:
    assert identity.masked("11010519491231002X") == "****************2X"
    assert identity.masked("123") == "*23"
    assert identity.masked("12") == "**"
    assert identity.masked("1") == "*"


def test_masked_telephone_keeps_what_its_owner_knows_it_by() -> None:
    assert identity.masked_phone("13800000088") == "138…88"
    assert identity.masked_phone("6612345") == "661…45"
    assert identity.masked_phone("123456") == "…"


def test_masked_name_keeps_its_first_character() -> None:
    assert [identity.masked_name(name) for name in ("王小明", "王", "")] == ["王**", "王", ""]


@pytest.mark.parametrize(
    ("code", "wide"),
    [("370000", True), ("370800", False), ("370830", False), ("310000", False), ("371000", False)],
)
def test_only_a_place_around_the_pooling_area_is_too_wide(code: str, wide: bool) -> None:
    assert identity.contains_any(code, ("3708",)) is wide


@pytest.mark.parametrize(
    ("code", "whole"),
    [("370000", "37"), ("370800", "3708"), ("371000", "3710"), ("370830", "370830"), ("370810", "370810")],
)
def test_a_code_names_its_place_without_the_noughts_of_what_is_inside(code: str, whole: str) -> None:
    assert identity.significant(code) == whole


def test_place_lies_within_its_own_prefix() -> None:
    assert identity.lies_within("370811", ("3708",))
    assert not identity.lies_within("370100", ("3708",))


def test_whole_number_is_spelled_as_it_is_compared() -> None:
    assert identity.spelled("11010519491231002X") == "110105 19491231 002X"


@pytest.mark.parametrize(
    ("number", "of_a_man"),
    [
        ("370830195503070018", True),
        ("370830195503070026", False),
        ("370830195503070034", True),
        ("11010519491231002X", False),
    ],
)
def test_the_last_digit_of_the_serial_is_odd_for_men(number: str, of_a_man: bool) -> None:
    assert identity.is_of_a_man(number) is of_a_man


def test_masked_mailbox_keeps_what_its_owner_knows_it_by() -> None:
    assert identity.masked_mailbox("wang@example.cn") == "w…@example.cn"
    assert identity.masked_mailbox('"wang@home"@example.cn') == '"…@example.cn'


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("身份证号11010519491231002X。", True),
        ("one 110105194912310021 wrong, then 11010519491231002X", True),
        ("110105194912310021", False),  # its last character does not fit
        ("1101051949123100", False),
        ("911010519491231002X", False),  # a part of something longer
        ("11010519491231002X9", False),
        ("a11010519491231002X", False),
        ("", False),
    ],
)
def test_a_whole_number_is_noticed_wherever_it_stands(text: str, is_shown: bool) -> None:
    assert identity.is_shown_in(text) is is_shown


def test_half_a_character_beside_it_hides_no_number() -> None:
    assert identity.is_shown_in("\ud80011010519491231002X")
