"""A place of treatment is found by a few letters, by characters, or by what lies inside it."""

import pytest

from portal.adapters import divisions
from portal.adapters.place_search import MOST, given_up, search


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


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("襄樊", "湖北省襄阳市（原襄樊市）"),
        ("襄樊市", "湖北省襄阳市（原襄樊市）"),
        ("xiangfan", "湖北省襄阳市（原襄樊市）"),
        ("湖北襄樊", "湖北省襄阳市（原襄樊市）"),
        ("大庸市", "湖南省张家界市（原大庸市）"),
        ("苍山县", "山东省临沂市（原苍山县）"),
        ("万盛区", "重庆市（原万盛区）"),
        ("潞西", "云南省德宏傣族景颇族自治州（原潞西市）"),
    ],
)
def test_a_name_of_the_past_finds_the_place_that_kept_its_code(typed: str, label: str) -> None:
    """Whoever has an old identity card types what is printed on it."""
    assert label in [each.label for each in search(typed)]


@pytest.mark.parametrize("typed", ["定安县", "义马市", "肥西县", "新泰市"])
def test_a_code_used_again_makes_no_other_name_of_it(typed: str) -> None:
    assert not any("（原" in each.label for each in search(typed))


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("达县", ["达县（原属四川省达州市）"]),
        ("511721", ["达县（原属四川省达州市）"]),
        ("通县", []),
        ("襄阳地区", ["襄阳地区（原属湖北省）"]),
        ("襄樊", []),
        ("柳江县", []),
        ("济南", []),
        ("没有这个地方", []),
        ("市辖区", []),
        ("", []),
    ],
)
def test_what_has_no_one_successor_is_named_with_where_it_was(typed: str, named: list[str]) -> None:
    """An empty list, or one of other places, left whoever typed it without a word."""
    assert given_up(typed) == named


def test_a_part_of_a_name_names_what_was_given_up_only_where_nothing_else_is_found() -> None:
    assert search("襄阳地") == []
    assert given_up("襄阳地") == ["襄阳地区（原属湖北省）"]
    assert given_up("襄阳") == []


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
