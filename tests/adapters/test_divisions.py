"""Names of places, and which of them a filing may name as place of treatment."""

import pytest

from portal.adapters import divisions, retired_divisions


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("370830", "山东省济宁市汶上县"),
        ("411324", "河南省南阳市镇平县"),
        ("450206", "广西壮族自治区柳州市柳江区"),
        ("210400", "辽宁省抚顺市"),
        ("310000", "上海市"),
        ("310115", "上海市浦东新区"),
        ("441900", "广东省东莞市"),
        ("653132", "新疆维吾尔自治区喀什地区岑岭县"),
        ("659013", "新疆维吾尔自治区草湖市"),
        ("660000", "新疆生产建设兵团"),
        ("710000", "台湾省"),
    ],
)
def test_name_is_full_from_the_province_down(code: str, name: str) -> None:
    assert (divisions.name(code), divisions.known(code)) == (name, True)


@pytest.mark.parametrize("code", ["450221", "500105", "999999", "3701", "资料暂缺", ""])
def test_code_that_is_none_today_has_no_name(code: str) -> None:
    assert (divisions.name(code), divisions.known(code)) == (None, False)


@pytest.mark.parametrize(
    ("code", "places"),
    [
        ("450206", ("450206",)),
        ("450221", ("450206",)),  # 柳江县, a district since 2016
        ("130185", ("130110",)),  # 鹿泉市, a district since 2014
        ("512081", ("510185",)),  # 简阳市, of another city since 2016
        ("460025", ("469021",)),  # 定安县: its later code was used for another county in between
        ("362401", ()),  # 吉安市, divided, though a 吉安县 is there
        ("371200", ()),  # 莱芜市, part of 济南 since 2019
        ("110103", ()),  # 崇文区, part of 东城区 since 2010
        ("310100", ("310000",)),  # 市辖区 of a municipality
        ("999999", None),
        ("", None),
    ],
)
def test_code_stands_for_the_places_that_took_over(code: str, places: tuple[str, ...] | None) -> None:
    assert divisions.places(code) == places


def test_every_successor_is_a_division_of_today_and_no_retired_code_is() -> None:
    table = retired_divisions._table()
    assert len(table) > 4000
    assert [code for code in table if divisions.known(code)] == []
    assert {code for gone in table.values() for code in gone.successors if not divisions.known(code)} == set()


def test_every_code_has_six_digits_and_a_known_parent() -> None:
    table = divisions._table()
    assert len(table) > 3200
    assert [code for code in table if len(code) != 6 or not code.isdigit()] == []
    assert [place.code for place in table.values() if place.parent and place.parent not in table] == []


def test_provinces_are_those_of_the_scheme() -> None:
    codes = [province.code for province in divisions.provinces()]
    assert len(codes) == 32
    assert codes == sorted(codes)
    assert {"660000", "310000"} < set(codes)
    assert set(codes) & {"710000", "810000", "820000"} == set()


@pytest.mark.parametrize("province", ["110000", "120000", "310000", "460000", "500000", "540000", "660000"])
def test_province_filed_as_a_whole_offers_no_city(province: str) -> None:
    assert divisions.cities(province) == []
    assert divisions.destination(province) == province


def test_cities_include_those_directly_under_the_province() -> None:
    cities = {city.code: city.name for city in divisions.cities("410000")}
    assert len(cities) == 18
    assert cities["419001"] == "济源市"
    assert cities["411300"] == "南阳市"


def test_cities_of_the_corps_are_not_offered_under_xinjiang() -> None:
    assert [city.code for city in divisions.cities("650000") if city.code.startswith("6590")] == []


@pytest.mark.parametrize(
    ("code", "destination"),
    [
        ("450102", "450100"),
        ("450100", "450100"),
        ("310115", "310000"),
        ("469001", "460000"),
        ("659001", "660000"),
        ("419001", "419001"),
        ("450000", None),
        ("810000", None),
        ("000000", None),
    ],
)
def test_destination_is_a_city_or_a_whole_province(code: str, destination: str | None) -> None:
    assert divisions.destination(code) == destination


def test_the_table_is_built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a look-up costs is counted, not timed: no division is made anew (bench/ratios.py has the times)."""
    divisions.provinces()
    monkeypatch.setattr(divisions, "Division", lambda *_: pytest.fail("the table is built again"))
    assert divisions.every()
    assert divisions.cities("450000")
    assert divisions.name("370830")
