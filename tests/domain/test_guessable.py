"""P1: passwords that are tried first are refused, and those that length makes good are not."""

import pytest

from portal.adapters.common_words import common_words
from portal.adapters.pinyin import syllables
from portal.domain.guessable import Owner, fault_of

WHO = Owner("张伟", syllables("张伟"), "zhangw", "99000019550101001X", "13800000001")
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
    ),
}


@pytest.mark.parametrize(
    ("expected", "password"), [(code, each) for code, several in PASSWORDS.items() for each in several]
)
def test_what_is_tried_first_is_refused(expected: str, password: str) -> None:
    assert (fault_of(password, WHO, common_words()) or "") == expected


def test_what_is_own_to_one_is_nothing_to_another() -> None:
    for password in PASSWORDS["password_is_own"][1:6]:
        assert fault_of(password, Owner("李四", syllables("李四"), "lisi"), common_words()) is None, password


def test_nobody_known_takes_nothing_away() -> None:
    assert fault_of("tree house lamp", Owner(), common_words()) is None
