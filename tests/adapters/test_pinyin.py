"""How names of places are read, and what of it may be typed."""

import pytest

from portal.adapters import divisions, pinyin
from tests.adapters import readings


def test_the_table_is_what_the_library_gives_with_our_corrections() -> None:
    assert readings.TABLE.read_text("utf-8") == readings.table(), "run: python -m tests.adapters.readings"


def test_every_division_of_today_can_be_read() -> None:
    assert [division.name for division in divisions.every() if not pinyin.syllables(division.name)] == []


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("济南市", "ji nan shi"),
        ("重庆市", "chong qing shi"),
        ("长治市", "chang zhi shi"),
        ("长子县", "zhang zi xian"),
        ("朝阳市", "chao yang shi"),
        ("六安市", "lu an shi"),
        ("六盘水市", "liu pan shui shi"),
        ("厦门市", "xia men shi"),
        ("蚌埠市", "beng bu shi"),
        ("亳州市", "bo zhou shi"),
        ("漯河市", "luo he shi"),
        ("乐山市", "le shan shi"),
        ("乐清市", "yue qing shi"),
        ("东阿县", "dong e xian"),
        ("单县", "shan xian"),
        ("番禺区", "pan yu qu"),
        ("佛山市", "fo shan shi"),
        ("成都市", "cheng du shi"),
        ("喀什地区", "ka shi di qu"),
        ("台州市", "tai zhou shi"),
    ],
)
def test_a_character_is_read_as_it_is_in_that_name(name: str, read: str) -> None:
    assert pinyin.syllables(name) == tuple(pinyin.plain(syllable) for syllable in read.split())


@pytest.mark.parametrize("typed", ["j", "jn", "jna", "jina", "jinan", "jinans", "ji'nan", "JiNan", "ji nan"])
def test_a_name_begins_with_its_syllables_or_the_beginnings_of_them(typed: str) -> None:
    assert pinyin.begins("济南市", pinyin.plain(typed))


@pytest.mark.parametrize("typed", ["n", "jnn", "jinna", "jx"])
def test_a_name_begins_with_nothing_else(typed: str) -> None:
    assert not pinyin.begins("济南市", pinyin.plain(typed))


@pytest.mark.parametrize("typed", ["lvl", "lul", "lül"])
def test_lu_is_typed_in_three_ways(typed: str) -> None:
    assert pinyin.begins("吕梁市", pinyin.plain(typed))
