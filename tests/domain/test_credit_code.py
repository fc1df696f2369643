"""统一社会信用代码: the last sign checks the others."""

import pytest

from portal.domain.credit_code import check_sign, read_credit_code

CODE = "11210200MB1646401N"  # as the guide of 抚顺 prints its agency's


@pytest.mark.parametrize("written", [CODE, CODE.lower(), "1121 0200 MB16 4640 1N", "１１２１０２００MB1646401N"])
def test_a_code_is_read_however_it_is_spaced(written: str) -> None:
    assert read_credit_code(written) == CODE


@pytest.mark.parametrize("place", range(18))
def test_one_slip_is_found(place: int) -> None:
    other = "7" if CODE[place] != "7" else "8"
    assert read_credit_code(CODE[:place] + other + CODE[place + 1 :]) is None


@pytest.mark.parametrize("text", ["", CODE[:-1], CODE + "1", "I" + CODE[1:], "不知道"])
def test_what_is_none_is_none(text: str) -> None:
    assert read_credit_code(text) is None


def test_the_sign_is_counted_from_the_others() -> None:
    assert check_sign(CODE[:-1]) == "N"
