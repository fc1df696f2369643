"""However a telephone is typed or pasted, it is read, dialled and found as one and the same."""

import pytest

from portal.domain.spelling import is_telephone, telephone, telephone_key

MOBILE = "13900009000"


@pytest.mark.parametrize(
    "typed",
    [
        "+86 13900009000",
        "+86-139-0000-9000",
        "0086139 0000 9000",
        "(86)13900009000",
        "86 139 0000 9000",
        "１３９００００９０００",
        "\u202d13900009000\u202c",
        "\u2066139\u200b00009000\u2069",
        "139.0000.9000",
        "139—0000—9000",
        "电话：13900009000",
        "Tel: 139 0000 9000",
        "٠٠٨٦١٣٩٠٠٠٠٩٠٠٠",
    ],
)
def test_spellings_of_one_mobile(typed: str) -> None:
    assert telephone(typed) == MOBILE
    assert is_telephone(telephone(typed))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0537-7212345转801", "0537-7212345-801"),
        ("0537-7212345 分机 801", "0537-7212345-801"),
        ("0537-7212345 ext. 801", "0537-7212345-801"),
        ("0537-7212345(801)", "0537-7212345-801"),
        ("（0537）7212345（801）", "05377212345-801"),
        ("0537-7212345#801", "0537-7212345-801"),
        ("（0537）7212345", "05377212345"),
        ("0537－7212345", "0537-7212345"),
        ("+86 537 7212345", "05377212345"),
        ("+86-0537-7212345", "0537-7212345"),
        ("0537 7212345", "05377212345"),
        ("010-12345678", "010-12345678"),
    ],
)
def test_a_landline_is_kept_with_its_extension(typed: str, kept: str) -> None:
    assert telephone(typed) == kept


@pytest.mark.parametrize(
    "typed", ["0537-7212345转801", "05377212345", "+86 537 7212345", "0537 7212345", "(0537)7212345"]
)
def test_a_landline_is_found_without_its_extension(typed: str) -> None:
    assert telephone_key(typed) == telephone_key("0537-7212345")


@pytest.mark.parametrize("typed", ["不知道", "139", "7212345", "<b>", "+44 20 7946 0958", "139000090001", ""])
def test_what_cannot_be_dialled_here_is_no_telephone(typed: str) -> None:
    assert not is_telephone(telephone(typed))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0537/7212345", "0537-7212345"),
        ("0537--7212345-", "0537-7212345"),
        ("手机号码：13900009000", MOBILE),
        ("联系电话13900009000", MOBILE),
        ("86-10-62345678", "010-62345678"),
        ("8613900009000", MOBILE),
        ("86123", "86123"),  # no telephone follows, so it is no country
        ("0537-7212345,801", "0537-7212345-801"),
        ("0537-7212345x801", "0537-7212345-801"),
        ("0537-7212345内线801", "0537-7212345-801"),
        ("0537-7212345 X", "0537-7212345"),  # and no extension behind it
        ("女儿139", "女儿139"),  # what is none comes back as it is
        ("总机—不知道", "总机-不知道"),
    ],
)
def test_how_else_a_telephone_is_written(typed: str, kept: str) -> None:
    assert telephone(typed) == kept


@pytest.mark.parametrize(
    ("number", "dials"),
    [
        ("13900009000", True),
        ("12900009000", False),
        ("1390000900", False),
        ("05377212345", True),
        ("0537-7212345-801", True),
        ("0537-7212345-1234567", False),
        ("010-62345678", True),
        ("0537-1212345", False),
        ("00377212345", False),
        ("010123456", False),
        ("95598", False),
    ],
)
def test_what_can_be_dialled(number: str, dials: bool) -> None:
    assert is_telephone(number) is dials


@pytest.mark.parametrize(("one", "key"), [("0537-7212345-801", "05377212345"), ("+44 20 7946 0958", "+442079460958")])
def test_what_is_searched_for_is_the_line_and_not_its_extension(one: str, key: str) -> None:
    assert telephone_key(one) == key
