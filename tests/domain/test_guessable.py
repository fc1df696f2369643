"""P1: passwords that are tried first are refused, and those that length makes good are not."""

import random
from itertools import product

import pytest

from portal.adapters.common_words import common_words
from portal.adapters.name_readings import readings
from portal.domain.guessable import Owner, fault_of

WHO = Owner("张伟", readings("张伟"), "zhangw", "99000019550101001X", "13800000001")
PASSWORDS = {
    "password_common": (
        "password123456",
        "Passw0rd2026!",
        "p@ssw0rd!!!!",
        "woaini1314520",
        "woaini520520",
        "woaizhongguo1949",
        "iloveyou1999",
        "aaaaaaaaaa",
        "ＡＢＣＤＥＦＧＨＩＪ",
        "jihgfedcba",
        "qwertyuiop123",
        "poiuytrewq",
        "1qaz2wsx3edc",
        "asdfghjkl;'",
        "demo-demo-demo",
        "tiger8tiger8tiger8",
        "20260101woaini",
        "q1w2e3r4t5",
        "1q2w3e4r5t",
        "a1b2c3d4e5",
        "ab12cd34ef",
        "a1s2d3f4g5h6",
        "147258369a",
        "a741852963",
        "zaq1xsw2cde3",
        "zaqxswcdevfr",
        "qawsedrftg",
        "q2w3e4r5t6",
        "1qazxsw23edc",
        "poiulkjhmnb",
        "!@#$%^&*()",
        "qwer!@#$1234",
        "1Q!QAZ2W@WSX",
        "Huawei@123",
        "Xiaomi#2024",
        "huawei@123456",
        "Elephant@123",
        "123Elephant!",
        "Zhongguancun888",
        "Summer2026!!",
        "drowssap123456",
        "drowssap1password",
        "q@w#e$r%t^",
        "Elephant@12345",
    ),
    "password_only_digits": ("1234567890", "9081726354", "1999-12-31 24", "１２３４５６７８９０"),
    "password_is_own": (
        "张伟的家在汶上县城里",
        "ZhangWei tree house",
        "weizhang tree house",
        "hello zhangw house",
        "tree 138-0000-0001",
        "house00000001tree",
        "19550101 tree house",
        "tree 1955-01-01 lamp",
        "tree550101lamp",
        "99000019550101001x",
        "tree 01001X lamp",
    ),
    "": (
        "a long enough password",
        "another long password",
        "correct horse battery",
        "tiger-lamp-9",
        "河水清且涟漪，不稼不穑",
        "春天的三轮车不见了呀",
        "kx7#mm2!qpzv",
        "k7x2mq9zvb",
        "lamp 42 tiger",
        "tiger7lamp",
        "elephant7391",
        "河水123清且涟漪猗兮",
    ),
}


@pytest.mark.parametrize(
    ("expected", "password"), [(code, each) for code, several in PASSWORDS.items() for each in several]
)
def test_what_is_tried_first_is_refused(expected: str, password: str) -> None:
    assert (fault_of(password, WHO, common_words()) or "") == expected


def test_what_is_own_to_one_is_nothing_to_another() -> None:
    for password in PASSWORDS["password_is_own"][1:6]:
        assert fault_of(password, Owner("李四", readings("李四"), "lisi"), common_words()) is None, password


def test_what_is_own_is_the_name_in_either_order_the_number_and_the_telephone() -> None:
    who = Owner("长口令", [("zhang", "kou", "ling")], "Kouling", "99000019550101001X", "138 0000 0001")
    of_the_name = {"长口令", "zhangkouling", "koulingzhang", "kouling"}
    of_the_number = {"99000019550101001x", "19550101", "550101", "01001x"}
    assert set(who.pieces()) == of_the_name | of_the_number | {"13800000001", "00000001"}


PIECES = {
    "a run up": "abc",
    "a run down": "cba",
    "one sign": "jjj",
    "a row": "zxcv",
    "a row from its end": "vcxz",
    "a column": "1qaz",
    "woven": "q1w2e3",
    "woven with one sign": "1a1b1c",
    "woven by twos": "ab12cd34",
    "a day": "19550817",
    "a month": "195508",
    "a year": "1955",
    "a word": "wort",
    "a word backwards": "trow",
    "a word in figures": "w0r7",
    "a short word": "ux",
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
@pytest.mark.parametrize("place", range(4))
def test_a_piece_leaves_nothing_to_guess_wherever_it_stands(piece: str, place: int) -> None:
    """Three signs beside it are too few, four are enough; without it each of them would do."""
    for beside, expected in (("k7m", "password_common"), ("k7mp", None)):
        password = beside[:place] + piece + beside[place:]
        assert fault_of(password, Owner(), {"wort", "ux"}) == expected, password


@pytest.mark.parametrize("piece", ["ab", "jj", "zxc", "q1w2e", "ab12c", "1899", "wor", "a"])
def test_what_is_shorter_than_a_piece_is_none(piece: str) -> None:
    """A single letter on the list is no word either."""
    for place in range(4):
        password = "k2m"[:place] + piece + "k2m"[place:]
        assert fault_of(password, Owner(), {"wort", "k", "m"}) is None, password


def test_nobody_known_takes_nothing_away() -> None:
    assert fault_of("tree house lamp", Owner(), common_words()) is None


ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghij")


@pytest.mark.parametrize("first", ROWS)
@pytest.mark.parametrize("second", ROWS)
def test_two_rows_woven_into_each_other_are_no_password(first: str, second: str) -> None:
    """Whatever the two, from either end, one sign of each in turn or two, and however they are framed."""
    for one, other in product((first, first[::-1]), (second, second[::-1])):
        for step in (1, 2):
            pairs = zip(batches(one, step), batches(other, step), strict=False)
            woven = "".join("".join(pair) for pair in pairs)[:12]
            for typed in (woven, woven.upper(), f"{woven}!", f"9{woven}"):
                assert fault_of(typed, Owner(), common_words()) in {"password_common", "password_only_digits"}, typed


def batches(row: str, size: int) -> list[str]:
    return [row[begin : begin + size] for begin in range(0, len(row), size)]


def test_what_nobody_would_try_is_hardly_ever_refused() -> None:
    """Ten letters and digits drawn by lot."""
    dice = random.Random(11)
    drawn = ["".join(dice.choices("abcdefghijkmnpqrstuvwxyz23456789", k=10)) for _turn in range(2_000)]
    refused = [each for each in drawn if fault_of(each, Owner(), common_words())]
    assert len(refused) <= 60, refused


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("曾国强", "zengguoqiang8"),
        ("曾国强", "cengguoqiang8"),
        ("单于飞", "shanyufei2020"),
        ("长口令", "changkouling1"),
        ("长口令", "koulingzhang1"),
        ("吕娜", "house lvna lamp"),
        ("吕娜", "house lyuna lamp"),
        ("吕娜", "house luna lamp"),
        ("买买提·艾力", "maimaitiaili tree"),
        ("喆", "house zhe lamp"),
    ],
)
def test_a_name_is_known_again_however_it_is_read(name: str, password: str) -> None:
    assert fault_of(password, Owner(name, readings(name)), common_words()) == "password_is_own"
