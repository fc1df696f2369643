"""A place of treatment is found by a few letters, by characters, or by what lies inside it."""

import pytest

from portal.adapters import divisions
from portal.adapters.place_search import MOST, search


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("jn", "山东省济南市"),
        ("jina", "山东省济南市"),
        ("济南", "山东省济南市"),
        ("山东济南", "山东省济南市"),
        ("bj", "北京市"),
        ("sh", "上海市"),
        ("gz", "广东省广州市"),
        ("xa", "陕西省西安市"),
        ("lz", "甘肃省兰州市"),
        ("lvl", "山西省吕梁市"),
        ("pudong", "上海市（浦东新区）"),
        ("wenshang", "山东省济宁市（汶上县）"),
        (" 汶 上 ", "山东省济宁市（汶上县）"),
        ("370830", "山东省济宁市（汶上县）"),
        ("ＪＮ", "山东省济南市"),
    ],
)
def test_the_place_meant_stands_first(typed: str, first: str) -> None:
    assert search(typed)[0].label == first


@pytest.mark.parametrize("typed", ["柳江县", "450221", "4502 21"])
def test_a_name_or_code_of_the_past_finds_what_took_its_place(typed: str) -> None:
    assert [each.label for each in search(typed)] == ["广西壮族自治区柳州市（原柳江县）"]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("崇文区", "北京市（原崇文区）"),
        ("110103", "北京市（原崇文区）"),
        ("宣武区", "北京市（原宣武区）"),
        ("闸北区", "上海市（原闸北区）"),
        ("310108", "上海市（原闸北区）"),
        ("塘沽区", "天津市（原塘沽区）"),
    ],
)
def test_what_was_given_up_in_a_province_filed_as_a_whole_finds_the_province(typed: str, label: str) -> None:
    """Issue 10, 1: retired places in search, too; whichever district took its place, one files to the same."""
    assert [each.label for each in search(typed)] == [label]


def test_a_province_stands_for_its_cities() -> None:
    cities = [city.full_name for city in divisions.cities("370000")]
    assert [each.name for each in search("山东")][: len(cities)] == cities
    assert [each.name for each in search("shandong")][: len(cities)] == cities


def test_a_place_is_offered_once_and_not_too_many_of_them() -> None:
    found = [each.code for each in search("s")]
    assert len(found) == len(set(found)) == MOST


@pytest.mark.parametrize("typed", ["", "  ", "没有这个地方", "qqqq", "香港", "taiwan", "%", "'"])
def test_what_is_no_place_of_treatment_finds_nothing(typed: str) -> None:
    assert search(typed) == []


def test_every_place_that_can_be_chosen_is_found_by_its_name() -> None:
    for province in divisions.provinces():
        for place in divisions.cities(province.code) or [province]:
            assert place.code in [each.code for each in search(place.full_name)]
