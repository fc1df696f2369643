"""A code of ICD-10 has one form, however it was typed, and what is none is none."""

import pytest

from portal.domain.icd import LONGEST, as_kept, beginning_of, begins_one, code_of

ONE = {
    "I25.100": ("i25.100", " I25 . 100 ", "Ｉ２５．１００", "I25。100"),
    "I10": ("i10",),
    "I10.x00x002": ("I10.X00X002", "i10.×00×002", "I10.Х00х002"),
    "A01.000x003": ("a01.000X003",),
    "A17.0+": ("a17.0＋", "A17.0†"),
    "M90.0*": ("m90.0＊", "M90.0∗", "M90.0﹡"),
}
PAIRS = {
    "E11.201+N08.3*": ("e11.201+n08.3*", "Ｅ11.201＋Ｎ08.3＊", "E11.201† N08.3*", "E11.201+N08.3"),
    "A18.014+M90.0*": ("A18.014+m90.0*",),
    "A18.000x001+M49.000x001*": ("a18.000X001＋m49.000X001＊",),
    "A17.0+G01*": ("A17.0 + G01 *",),
}


@pytest.mark.parametrize(("kept", "typed"), [(kept, each) for kept, all_of in (ONE | PAIRS).items() for each in all_of])
def test_it_is_kept_in_one_form(kept: str, typed: str) -> None:
    assert (code_of(typed), code_of(kept), as_kept(typed)) == (kept, kept, kept)
    assert len(kept) <= LONGEST


@pytest.mark.parametrize(
    "typed",
    [
        "", "二五", "25.100", "I2.100", "I25.", "I25.1 冠心病", "I25.100++", "I25.100+*", "I25.100*+", "I25.100*N08.3*",
        "+N08.3*", "I25.100+冠心病", "E11.201+N08.3+", "E11.201+N08.3*M90.0*", "I25.1234567890123",
        "A00.000000000000+B00.000000000000*",
    ],
)  # fmt: skip
def test_what_is_none_is_refused_and_stays_as_it_was_written(typed: str) -> None:
    assert (code_of(typed), as_kept(typed)) == (None, typed)


def test_half_a_code_is_read_as_a_whole_one_is() -> None:
    assert beginning_of("ｅ11.201＋n08") == "E11.201+N08"
    assert beginning_of("i10.X0") == "I10.x0"


@pytest.mark.parametrize(("last", "is_one"), [("0" * 10, True), ("0" * 11, False)])
def test_a_code_may_be_as_long_as_there_is_room_for_and_no_longer(last: str, is_one: bool) -> None:
    code = f"A00.{'0' * 12}+B00.{last}*"
    assert (len(code) <= LONGEST, code_of(code) == code) == (is_one, is_one)


@pytest.mark.parametrize(
    ("beginning", "may"),
    [("I", True), ("I2", True), ("E11.201+N", True), ("", False), ("冠心病", False), ("Ig", False), ("2", False)],
)
def test_words_of_a_name_begin_no_code(beginning: str, may: bool) -> None:
    assert begins_one(beginning) is may
