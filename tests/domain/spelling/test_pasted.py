"""Names and numbers as they are pasted out of papers, pages and sentences."""

import pytest

from portal.domain import spelling
from portal.domain.numbering import read_filing_number

CARD = "370830195501010019"
NUMBER = "741679156306"
GROUPED = "7416 7915 6306"


@pytest.mark.parametrize(
    "typed",
    [
        f"公民身份号码 {CARD}",  # as the card itself has it, GB 11643
        f"公民身份号码：{CARD}",
        f"身份证号{CARD}",
        f"居民身份证：{CARD}",
        f"证件号码：{CARD}",
        f"證號{CARD}",
        f"ID: {CARD}",
        f"{CARD}。",
        f"{CARD},",
        f"“{CARD}”",
        f'"{CARD}"',
        f"社会保障号码 {CARD}",  # as a social-security card has it
        f"（{CARD}）",
        f"{CARD}（本人）",
        f"身份证号码是{CARD}",
        f"ID No. {CARD}",
        f"ID number: {CARD}",
        f"{CARD}？",
        *(f"370830{sign}19550101{sign}0019" for sign in "/.·•|,、~"),
        "370830 1955 0101 0019（本人）",
        f"1. {CARD}",
        "1、370830 19550101 0019",
        "370830 1955 01 01 0019",
        "370830 1955 01 01 0019（本人）",
        "370830－19550101—0019（本人）",
        f"身份证：{CARD} 电话：13800138000",
        f"{CARD}/韦测",
        f"{CARD}，{CARD}",
    ],
)
def test_an_id_number_is_read_out_of_what_stands_around_it(typed: str) -> None:
    assert spelling.figures(typed) == CARD
    assert spelling.last_four(typed) == "0019"


@pytest.mark.parametrize(
    "typed",
    ["最后四位0019", "证件号后四位 0019", "身份证后四位：0019", "尾号0019", "“0019”", "0019。", "后4位0019",
     "末四位0019", "身份证号码后四位是0019", "号码最后四位：0019", "尾号是0019", "Last four: 0019", "last 4: 0019",
     "(0019)", "****0019", "0019（身份证）", "……0019"],
)  # fmt: skip
def test_the_last_four_are_read_out_of_what_they_are_called(typed: str) -> None:
    assert spelling.last_four(typed) == "0019"


@pytest.mark.parametrize("typed", ["12345", "后四位", "0019 0020", "last digits of mine"])
def test_what_is_no_four_figures_is_none_of_somebodys(typed: str) -> None:
    assert spelling.last_four(typed) == ""


def test_four_that_begin_with_a_four_are_whole() -> None:
    assert spelling.last_four("后四位4019") == spelling.last_four("4019") == "4019"


@pytest.mark.parametrize(
    "typed",
    [
        f"Number {NUMBER}",  # as English pages print it
        f"Number: {NUMBER}",
        f"备案编号Number {NUMBER}",  # as a receipt in two languages does
        f"回执编号：{NUMBER}",
        f"回执号{NUMBER}",
        f"单号 {NUMBER}",
        f"Filing No. {NUMBER}",
        f"№{NUMBER}",
        f"N° {NUMBER}",
        f"#{NUMBER}",
        f"“{NUMBER}”",
        f"{NUMBER}，",
        f"决【2026】{NUMBER}-1",
        f"决﹝2026﹞{NUMBER}-1",
        f"（收〔2026〕{NUMBER}-1）",
        f"《收〔2026〕{NUMBER}-1》",
        f"{NUMBER}号",
        f"编号为{NUMBER}",
        f"您的编号：{NUMBER}",
        f"{NUMBER}（长期）",
        f"https://portal.example:8000/me/filings/{NUMBER}",
        f"备案 {GROUPED}",
        f"您的备案{GROUPED}，9月14日办好",
        f"{NUMBER}，9月14日",
        f"{NUMBER} 0019",  # with the last four of the card
        f"{NUMBER} 电话13800138000",
        f"2026 {NUMBER}",
        f"收2026 {GROUPED}-1",
        *(GROUPED.replace(" ", sign) for sign in "/.·,、|—－"),
        "编号 741 679 156 306，9月14日",
        f"https://portal.example/p/{GROUPED.replace(' ', '-')}?page=1",
        f"{NUMBER}，再说一遍：{GROUPED}",
    ],
)
def test_a_filings_number_is_read_whatever_it_is_called(typed: str) -> None:
    assert read_filing_number(typed) == NUMBER


@pytest.mark.parametrize(
    ("pasted", "name"), [("⻙测⻢", "韦测马"), ("⻩⻬", "黄齐"), ("⻰⻓⽅", "龙长方"), ("⺩", "王")]
)
def test_radicals_of_a_pdf_are_the_characters_they_stand_for(pasted: str, name: str) -> None:
    assert spelling.is_same_name(pasted, name)


@pytest.mark.parametrize("typed", ["370830/19550101/001x", "370830.19550101.001X，本人", "身份证 370830 19550101 001×"])
def test_a_card_that_ends_in_x_may_be_in_groups_too(typed: str) -> None:
    assert spelling.figures(typed) == "37083019550101001X"


@pytest.mark.parametrize("typed", ["abcdefghijkl", "74167915630x", "7416791563", "７４１", "741679156306306", "①" * 12])
def test_what_has_other_signs_or_another_length_is_no_filing(typed: str) -> None:
    assert read_filing_number(typed) is None


def test_of_two_numbers_of_filings_neither_is_taken() -> None:
    assert read_filing_number(f"{NUMBER}和302011287653") is None


@pytest.mark.parametrize("typed", [f"{CARD}，370830195501010027", f"{NUMBER}{CARD}", "3708301955010100"])
def test_of_two_cards_or_none_no_number_is_taken(typed: str) -> None:
    assert spelling.figures(typed) != CARD


@pytest.mark.parametrize(
    ("private", "name"), [("\ue863", "䶮"), ("\ue864", "龻"), ("\ue81a", "㑳"), ("\ue816", "\U00020087")]
)
def test_what_old_systems_keep_in_the_private_area_is_the_same_name(private: str, name: str) -> None:
    assert spelling.is_same_name(private, name)
    assert spelling.shown_name(private) == name


def test_these_are_the_places_that_python_knows_of() -> None:
    """Its table is GB 18030 of 2000, which left fifteen where they were."""
    seconds = [each for each in range(0x50, 0xA1) if each != 0x7F]
    for place, second in enumerate(seconds):
        known, private = bytes((0xFE, second)).decode("gb18030"), chr(0xE815 + place)
        assert known in (private, spelling.shown_name(private))
    assert len({spelling.shown_name(chr(0xE815 + place)) for place in range(80)}) == 80


@pytest.mark.parametrize("dot", "◦˙⦁𐄁∘○⚬")
def test_these_are_dots_of_a_name_too(dot: str) -> None:
    assert spelling.is_same_name(f"买买提{dot}阿", "买买提·阿")


def test_whose_telephone_it_is_may_stand_behind_it() -> None:
    assert spelling.telephone("13800138000（女儿）") == "13800138000"
    assert spelling.telephone("0537-7212345（单位）") == "0537-7212345"
    assert spelling.telephone("0537-7212345（801）（单位）") == "0537-7212345-801"
    assert spelling.telephone("0537-7212345（801）") == "0537-7212345-801"


@pytest.mark.parametrize(
    "typed",
    ["13800138000。", "“13800138000”", "13800138000;", "13800138000 本人", "女儿：13800138000", "本人手机13800138000",
     "13800138000（女儿2）", "+86 138 0013 8000 (WeChat)", "+086 13800138000", "tel:+86-138-0013-8000",
     "138/0013/8000"],
)  # fmt: skip
def test_words_around_a_telephone_are_left_out(typed: str) -> None:
    assert spelling.telephone(typed) == "13800138000"


@pytest.mark.parametrize(
    "typed",
    ["0537-7212345 转801号", "0537-7212345（转801）", "0537-7212345 总机转801", "电话0537-7212345内801",
     "0537-7212345~801", "0537-7212345～801", "0537-7212345;801", "0537-7212345 ext:801", "0537-7212345 ext. 801",
     "0537-7212345 extension 801", "tel:+86-0537-7212345;ext=801", "0537/7212345 转801"],
)  # fmt: skip
def test_an_extension_is_none_of_these_words(typed: str) -> None:
    assert spelling.telephone(typed) == "0537-7212345-801"


@pytest.mark.parametrize(
    "typed",
    ["13800138000 或 13900139000", "0537-7212345、7212346", "13800138000 2 楼", "13800138000/13900139000",
     "0537-7212345/6", "0537-7212345/46", "0537-721-2345/6", "0537-7212345~6", "0537-7212345/7212346"],
)  # fmt: skip
def test_two_numbers_are_no_telephone(typed: str) -> None:
    assert not spelling.is_telephone(spelling.telephone(typed))


@pytest.mark.parametrize("typed", ["138001380000", "179091 13800138000", "138-0013-8000转2"])
def test_a_message_goes_to_eleven_figures(typed: str) -> None:
    assert not spelling.is_mobile(typed)
