"""However a name or a number is typed or pasted, it is read as one and the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.spelling import (
    figures,
    is_same_name,
    is_telephone,
    last_four,
    name_key,
    shown_name,
    telephone,
    telephone_key,
    user_name,
)

UYGHUR = "买买提·艾力"
MOBILE = "13900009000"


@pytest.mark.parametrize("dot", "•‧・．･∙⋅··.｡。●⸱ꞏㆍ")
def test_every_keyboard_s_dot_is_the_dot_of_a_name(dot: str) -> None:
    assert is_same_name(f"买买提{dot}艾力", UYGHUR)


@pytest.mark.parametrize(
    ("typed", "card"),
    [
        ("买买提 · 艾力", UYGHUR),
        ("买买提·\u200b艾力", UYGHUR),
        ("\ufeff\u202a买买提·艾力\u202c", UYGHUR),
        ("买买提\u200d·艾力", UYGHUR),
        ("买买提·艾力\u3164", UYGHUR),
        ("买\u034f买提·艾力", UYGHUR),
        ("\uf9dd明", "利明"),  # a compatibility ideograph
        ("\U0002f8a6明", "慈明"),
        ("葛\U000e0100明", "葛明"),  # the same letter in another shape
        ("葛\ufe00明", "葛明"),
        ("\ue831明", "\U000215d7明"),  # the private place GBK gave it
        ("\ue81e明", "\u9fb4明"),
        ("Ｍａｒｙ　ＳＭＩＴＨ", "Mary Smith"),
        ("Jose\u0301", "José"),
        ("欧阳　锋", "欧阳锋"),
    ],
)
def test_spellings_of_one_name(typed: str, card: str) -> None:
    assert is_same_name(typed, card)


@pytest.mark.parametrize("other", ["买买提艾力", "买买提·艾利", "艾力·买买提", "买买提·艾力江", "买买提-艾力", ""])
def test_another_name_stays_another(other: str) -> None:
    assert not is_same_name(other, UYGHUR)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 张\u202e三 ", "张三"),
        ("张\u3000 三", "张 三"),
        ("葛\U000e0100明", "葛\U000e0100明"),  # the shape on the card is kept
        ("باتۇر\u200cجان", "باتۇر\u200cجان"),
        ("\ue831明", "\U000215d7明"),
        ("赵\U0002ebf0", "赵\U0002ebf0"),
        ("买买提•艾力", "买买提•艾力"),
    ],
)
def test_a_name_is_kept_as_typed_less_what_nobody_sees(typed: str, kept: str) -> None:
    assert shown_name(typed) == kept


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
    "typed",
    ["37083019580310100x", "３７０８３０１９５８０３１０１００Ｘ", "370830 19580310 100X", "370830-19580310-100X",
     "\u202d37083019580310100X\u202c", "370830\u200b19580310100\ufeffX", "37083019580310100×", "37083019580310100Х",
     "370830−19580310−100X"],
)  # fmt: skip
def test_spellings_of_one_id_number(typed: str) -> None:
    assert figures(typed) == "37083019580310100X"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("100x", "100X"), ("１００Ｘ", "100X"), ("37083019580310100X", "100X"), ("370830 19580310 100x", "100X"),
     ("\u202d100X\u202c", "100X"), ("00X", ""), ("3100X", ""), ("", "")],
)  # fmt: skip
def test_last_four_out_of_four_or_of_the_whole(typed: str, read: str) -> None:
    assert last_four(typed) == read


def test_a_user_name_in_small_letters() -> None:
    assert user_name(" Ｃlerk－Zhang\u200b ") == "clerk-zhang"


@given(st.text(max_size=30))
def test_reading_twice_reads_the_same(text: str) -> None:
    assert shown_name(shown_name(text)) == shown_name(text)
    assert name_key(name_key(text)) == name_key(text)
    assert name_key(shown_name(text)) == name_key(text)
    assert figures(figures(text)) == figures(text)
    assert telephone_key(telephone(text)) == telephone_key(text)
