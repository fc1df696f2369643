"""However a name is typed or pasted, it is read as one and the same."""

import pytest

from portal.domain.spelling import is_same_name, shown_name, words_of

UYGHUR = "买买提·艾力"


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


GB_18030_2005 = {
    "\ue816": "\U00020087",
    "\ue817": "\U00020089",
    "\ue818": "\U000200cc",
    "\ue81e": "\u9fb4",
    "\ue826": "\u9fb5",
    "\ue82b": "\u9fb6",
    "\ue82c": "\u9fb7",
    "\ue831": "\U000215d7",
    "\ue832": "\u9fb8",
    "\ue83b": "\U0002298f",
    "\ue843": "\u9fb9",
    "\ue854": "\u9fba",
    "\ue855": "\U000241fe",
    "\ue864": "\u9fbb",
}
"""Annex E: from the private area to the places of their own."""


@pytest.mark.parametrize(("private", "own"), GB_18030_2005.items())
def test_every_private_character_of_gbk_is_kept_at_its_own_place(private: str, own: str) -> None:
    assert shown_name(f"王{private}") == f"王{own}"
    assert is_same_name(f"王{private}", f"王{own}")


@pytest.mark.parametrize("shape", "\ufe00\ufe0f\U000e0100\U000e01ef\u180b\u180c\u180d\u180f")
def test_the_shape_of_a_letter_does_not_count_and_is_kept(shape: str) -> None:
    assert is_same_name(f"葛{shape}明", "葛明")
    assert shown_name(f"葛{shape}明") == f"葛{shape}明"


@pytest.mark.parametrize("joiner", "\u200c\u200d\u180e")
def test_a_joiner_does_not_count_and_is_kept(joiner: str) -> None:
    assert is_same_name(f"باتۇر{joiner}جان", "باتۇرجان")
    assert shown_name(f"باتۇر{joiner}جان") == f"باتۇر{joiner}جان"


@pytest.mark.parametrize("filler", "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
def test_a_sign_without_room_is_dropped_from_a_name(filler: str) -> None:
    assert shown_name(f"王{filler}明") == "王明"


@pytest.mark.parametrize(
    "typed", ["", " ", "\u3000\n\t", "\u200b\u2060", "\ufeff \u200d", "\u2800", "\u3164\u115f", "\ufe0f", "\x00"]
)
def test_signs_nobody_sees_say_nothing(typed: str) -> None:
    assert words_of(typed) == ""
    assert words_of(f" 两行\n都{typed} 留着\n") == f"两行\n都{typed} 留着"


@pytest.mark.parametrize("sign", "X-0·")
def test_a_single_sign_that_is_seen_says_something(sign: str) -> None:
    assert words_of(f"\ufe0f{sign} ") == f"\ufe0f{sign}"
