"""The name of a person is read in every way its characters can be."""

import pytest

from portal.adapters import name_readings
from tests.adapters import readings


def test_the_table_is_what_its_maker_writes() -> None:
    assert readings.TABLE_OF_NAMES.read_text("utf-8") == readings.of_names()


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("张伟", {("zhang", "wei")}),
        ("曾伟", {("zeng", "wei"), ("ceng", "wei")}),
        ("吕伟", {("lv", "wei"), ("lyu", "wei"), ("lu", "wei")}),
        ("", set()),
        ("Zhang", set()),
        ("张𠮷", set()),
    ],
)
def test_every_way_is_there(name: str, ways: set[tuple[str, ...]]) -> None:
    assert set(name_readings.readings(name)) == ways


def test_a_long_name_of_many_readings_has_an_end() -> None:
    assert len(name_readings.readings("单" * 40)) == name_readings.MOST
