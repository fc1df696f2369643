"""Whoever's number it is and however it is written, it is read as that number: of all mobiles and all area codes."""

import random
from collections.abc import Callable, Iterator
from itertools import islice
from math import lcm

import pytest

from portal.domain.spelling import is_telephone, telephone, telephone_key

COUNTRY = ("+86", "0086", "86", "+86-", "(+86)", "+86 ", "0086 ", "86-", "(86)", "+ 86 ")
SEPARATORS = ("", " ", "-", "\u2014", "\u3000", ".", "\u00a0", "\u200b", "/")


def wide(text: str) -> str:
    """As a keyboard of full width types it."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def pasted(text: str) -> str:
    """As it comes off another page: with marks of direction around it."""
    return f"\u202d{text}\u202c"


def named(text: str) -> str:
    """With what it is before it."""
    return f"电话：{text}"


WRITTEN: tuple[Callable[[str], str], ...] = (str, wide, pasted, named)
EXTENSIONS = ("", "转801", "-801", " ext. 801", "#801")
"""All landlines stand without, and every fifth with each: 5 divides no cycle below, so that all cities and signs do."""
BEGINNINGS, CITIES = 70, 11
EVERY_MOBILE = lcm(BEGINNINGS, len(SEPARATORS), len(WRITTEN))
EVERY_LANDLINE = CITIES * len(SEPARATORS) * len(WRITTEN)
"""So many, and each beginning has stood with each sign between its parts, and each sign was written each way."""


def mobiles(count: int) -> Iterator[str]:
    """Mobiles of every beginning, evenly."""
    chance = random.Random(86)
    for number in range(count):
        yield f"1{3 + number % 7}{number // 7 % 10}{chance.randrange(10**8):08d}"


def landlines(count: int) -> Iterator[tuple[str, str]]:
    """Area code and number: Beijing, the cities of two digits, the rest of three."""
    chance = random.Random(10)
    codes = ("010", *(f"02{digit}" for digit in range(10)), *(f"0{area}" for area in range(300, 1000)))
    for number in range(count):
        area = codes[number % CITIES] if number % 3 else chance.choice(codes)
        digits = 8 if len(area) == 3 or number % 2 else 7
        yield area, f"{chance.randrange(2, 10)}{chance.randrange(10 ** (digits - 1)):0{digits - 1}d}"


@pytest.mark.parametrize("prefix", ["", "0", *COUNTRY, *(f"{each}0" for each in COUNTRY)])
def test_a_mobile_is_that_mobile(prefix: str) -> None:
    wrong = []
    for position, mobile in enumerate(mobiles(EVERY_MOBILE)):
        between = SEPARATORS[position % len(SEPARATORS)]
        typed = WRITTEN[position % len(WRITTEN)](prefix + between.join((mobile[:3], mobile[3:7], mobile[7:])))
        kept = telephone(typed)
        if kept != mobile or telephone_key(typed) != mobile or not is_telephone(kept):
            wrong.append((typed, kept))
    assert wrong == []


@pytest.mark.parametrize("prefix", ["0", *COUNTRY, *(f"{each}0" for each in COUNTRY)])
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_landline_is_that_landline(prefix: str, extension: str) -> None:
    wrong = []
    some = islice(enumerate(landlines(EVERY_LANDLINE)), EXTENSIONS.index(extension), None, 5 if extension else 1)
    for position, (area, number) in some:
        between = SEPARATORS[position % len(SEPARATORS)]
        halves = between.join((number[:-4], number[-4:])) if between != "/" else number
        typed = WRITTEN[position % len(WRITTEN)](prefix + between.join((area[1:], halves)) + extension)
        kept = telephone(typed)
        right, key = area + number + ("-801" if extension else ""), telephone_key(typed)
        bare = kept.replace(f"{area}-{number[0]}", area + number[0])
        if (bare, key, is_telephone(kept)) != (right, area + number, True):
            wrong.append((typed, kept))
    assert wrong == []


def test_a_mobile_with_the_nought_of_a_call_from_elsewhere_is_the_mobile() -> None:
    """Also as an earlier release kept those typed with the country's prefix."""
    for mobile in mobiles(700):
        assert telephone(f"0{mobile}") == telephone_key(f"0{mobile}") == mobile


@pytest.mark.parametrize("typed", ["0159-2345-678", "015-92345678", "0112345678", "+86 1592345678", "+86 159234567890"])
def test_no_area_begins_as_a_mobile_does(typed: str) -> None:
    assert not is_telephone(telephone(typed))
