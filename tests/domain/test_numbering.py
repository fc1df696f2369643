"""Numbers that are read out: a slip and a swap are found, whatever stands around the digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal.domain.numbering import grouped, new_filing_number, notice_number, read_filing_number

KNOWN = "123456789015"
DIGITS = some.sampled_from("0123456789")


def test_it_is_checked_as_the_standard_says() -> None:
    """ISO/IEC 7812-1, annex B: the published example 7992739871 has the check digit 3."""
    assert read_filing_number("079927398713") == "079927398713"
    assert [digit for digit in "0123456789" if read_filing_number(f"07992739871{digit}")] == ["3"]
    assert read_filing_number(KNOWN) == KNOWN


def test_a_new_one_is_twelve_digits_begins_with_one_to_nine_and_is_read_back() -> None:
    made = {new_filing_number() for _ in range(300)}
    assert len(made) == 300
    assert {number[0] for number in made} == set("123456789")
    assert {digit for number in made for digit in number[1:11]} == set("0123456789")
    assert [number for number in made if read_filing_number(number) != number or len(number) != 12] == []


@given(some.integers(0, 11), DIGITS)
def test_every_single_slip_is_found(place: int, digit: str) -> None:
    typed = KNOWN[:place] + digit + KNOWN[place + 1 :]
    assert (read_filing_number(typed) is None) is (digit != KNOWN[place])


@pytest.mark.parametrize(
    "typed", ["1234 5678 9015", "１２３４５６７８９０１５", "编号：1234-5678-9015", f"S〔2026〕{KNOWN}-1"]
)
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    assert read_filing_number(typed) == KNOWN


@pytest.mark.parametrize("typed", ["", "12345678901", f"{KNOWN}0", "12345678901x", "no number"])
def test_what_is_none_is_none(typed: str) -> None:
    assert read_filing_number(typed) is None


def test_it_is_printed_in_groups_of_four_and_a_notice_names_it() -> None:
    assert grouped(KNOWN) == "1234 5678 9015"
    assert grouped("12345") == "1234 5"
    assert notice_number("S", 2026, KNOWN, 2) == f"S〔2026〕{KNOWN}-2"
