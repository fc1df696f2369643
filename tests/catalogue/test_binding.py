"""A dataclass is the schema of its table: each key is read by its type, every fault told by its path."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import pytest

from portal.catalogue.binding import Binder
from portal.domain.sourced import Citation, Fact, FactState, Reading


class Colour(StrEnum):
    """Something to choose from."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class SamplePart:
    """A table within a table."""

    name: str


@dataclass(frozen=True)
class SampleRow:
    """A cited table with everything that can stand in one."""

    citation: Citation
    name: str
    count: int = 0
    is_open: bool = False
    on: date | None = None
    colour: Colour | None = None
    tags: tuple[str, ...] = ()
    kinds: frozenset[Colour] = frozenset()
    part: SamplePart | None = None
    parts: tuple[SamplePart, ...] = ()
    days: Fact[int] = field(default_factory=Fact)
    phone: Fact[str] = field(default_factory=Fact)


CITED = {"source": "S:3", "quote": "三天"}
HERE = Citation("S", "指南", 3, "三天")
THERE = {"source": "S:5", "quote": "五天", "document": "某号文"}
OTHER = Citation("S", "指南", 5, "五天", "某号文")


def bound(**table: Any) -> tuple[SampleRow | None, Binder]:
    """The row of a table that has its name and its source."""
    binder = Binder({"S": "指南"})
    return binder.row(SampleRow, {"name": "某", **CITED, **table}, "row"), binder


def faults(**table: Any) -> list[str]:
    """What is wrong with it; nothing comes of a faulty table."""
    row, binder = bound(**table)
    assert row is None
    return binder.faults


def test_a_table_is_read_by_the_types_of_its_fields() -> None:
    written = {
        "count": 3,
        "is_open": True,
        "on": date(2026, 9, 14),
        "colour": "red",
        "tags": ["a", "b"],
        "kinds": ["blue", "red"],
        "part": {"name": "里"},
        "parts": [{"name": "一"}, {"name": "二"}],
    }
    row, binder = bound(**written)
    assert binder.faults == []
    assert row == SampleRow(
        citation=HERE,
        name="某",
        count=3,
        is_open=True,
        on=date(2026, 9, 14),
        colour=Colour.RED,
        tags=("a", "b"),
        kinds=frozenset(Colour),
        part=SamplePart("里"),
        parts=(SamplePart("一"), SamplePart("二")),
    )
    assert binder.cited == [("row", HERE)]


@pytest.mark.parametrize(
    ("table", "faults_found"),
    [
        ({"weight": 1}, ["row.weight: 不认识这个键"]),
        ({"name": 3}, ["row.name: 要写成文字"]),
        ({"name": "  "}, ["row.name: 不能是空的"]),
        ({"count": "3"}, ["row.count: 要写成整数"]),
        ({"count": True}, ["row.count: 要写成整数"]),
        ({"count": -1}, ["row.count: 不能是负数"]),
        ({"is_open": 1}, ["row.is_open: 要写成true 或 false"]),
        ({"on": "2026-09-14"}, ["row.on: 要写成日期，例如 2026-11-22"]),
        ({"colour": "green"}, ["row.colour: 只能是 red、blue 之一"]),
        ({"tags": "a"}, ["row.tags: 要写成列表"]),
        ({"tags": ["a", 2, ""]}, ["row.tags[1]: 要写成文字", "row.tags[2]: 不能是空的"]),
        ({"kinds": ["red", "green"]}, ["row.kinds[1]: 只能是 red、blue 之一"]),
        ({"part": "里"}, ["row.part: 要写成一张表"]),
        ({"part": {}}, ["row.part.name: 缺少这一项"]),
        (
            {"parts": [{"name": "一"}, {"nam": "二"}]},
            ["row.parts[1].nam: 不认识这个键", "row.parts[1].name: 缺少这一项"],
        ),
        ({"count": -1, "weight": 1}, ["row.weight: 不认识这个键", "row.count: 不能是负数"]),
        ({"source": "S3"}, ["row.source: 要写“指南代号:行号”，例如 S4:34，代号要在 [[guide]] 里"]),
        ({"source": "T:3"}, ["row.source: 要写“指南代号:行号”，例如 S4:34，代号要在 [[guide]] 里"]),
        ({"source": "S:三"}, ["row.source: 要写“指南代号:行号”，例如 S4:34，代号要在 [[guide]] 里"]),
        ({"source": "S:²"}, ["row.source: 要写“指南代号:行号”，例如 S4:34，代号要在 [[guide]] 里"]),
        ({"source": 3}, ["row.source: 要写“指南代号:行号”，例如 S4:34，代号要在 [[guide]] 里"]),
        ({"quote": " "}, ["row.quote: 要抄下那一行里的几个字"]),
        ({"quote": 3}, ["row.quote: 要抄下那一行里的几个字"]),
        ({"document": 3}, ["row.quote: 要抄下那一行里的几个字"]),
    ],
)
def test_each_fault_is_told_by_its_path(table: dict[str, Any], faults_found: list[str]) -> None:
    assert faults(**table) == faults_found


def test_what_is_no_table_or_lacks_its_name_is_told() -> None:
    binder = Binder({"S": "指南"})
    assert binder.row(SampleRow, ["某"], ".list") is None
    assert binder.row(SampleRow, dict(CITED), ".bare") is None
    assert binder.row(SampleRow, {"name": "某", "color": 1, **CITED}, ".known", frozenset({"color"})) is not None
    assert binder.faults == ["list: 要写成一张表", "bare.name: 缺少这一项"]


SILENT = {"not_stated": True}
APPLIED = SILENT | {"applied": 3, "confirm_by": "中心", "why": "没有写"}
TWO = [{"value": 3, **CITED}, {"value": 5, **THERE}]
DISPUTED = {"readings": TWO, "applied": 3, "confirm_by": "中心", "why": "两处不一样"}


@pytest.mark.parametrize(
    ("written", "fact"),
    [
        (3, Fact(FactState.STATED, (Reading(3, HERE),), 3)),  # under the citation of its row
        ({"value": 5, **THERE}, Fact(FactState.STATED, (Reading(5, OTHER),), 5)),
        (SILENT, Fact(FactState.NOT_STATED)),
        (SILENT | {"why": "没有写"}, Fact(FactState.NOT_STATED, why="没有写")),
        (APPLIED, Fact(FactState.NOT_STATED, (), 3, "中心", "没有写")),
        (
            DISPUTED,
            Fact(FactState.CONTRADICTORY, (Reading(3, HERE), Reading(5, OTHER)), 3, "中心", "两处不一样"),
        ),
    ],
)
def test_a_fact_in_each_of_its_states(written: object, fact: Fact[int]) -> None:
    row, binder = bound(days=written)
    assert binder.faults == []
    assert row is not None
    assert row.days == fact


def without(table: dict[str, Any], *keys: str) -> dict[str, Any]:
    """The table less these keys."""
    return {key: value for key, value in table.items() if key not in keys}


@pytest.mark.parametrize(
    ("written", "faults_found"),
    [
        ({"value": "三", **CITED}, ["row.days.value: 要写成整数"]),
        (dict(CITED), ["row.days.value: 缺少这一项"]),
        ({"value": 3}, ["row.days.source: 要写“指南代号:行号”，例如 S4:34，代号要在 [[guide]] 里"]),
        ({"value": 3, **CITED, "unit": "天"}, ["row.days.unit: 不认识这个键"]),
        (
            {"not_stated": False},
            ["row.days.not_stated: 只能写 true；指南写了的，不要这个键，写 value、source 和 quote"],
        ),
        (SILENT | {"value": 3}, ["row.days.value: 不认识这个键"]),
        (without(APPLIED, "why"), ["row.days.why: 缺少这一项"]),
        (without(APPLIED, "confirm_by"), ["row.days.confirm_by: 缺少这一项"]),
        (APPLIED | {"applied": "三"}, ["row.days.applied: 要写成整数"]),
        (without(DISPUTED, "confirm_by", "why"), ["row.days.confirm_by: 缺少这一项", "row.days.why: 缺少这一项"]),
        (DISPUTED | {"readings": TWO[:1]}, ["row.days.readings: 说法不一至少要有两种读法"]),
        (DISPUTED | {"readings": 3}, ["row.days.readings: 说法不一至少要有两种读法"]),
        (DISPUTED | {"readings": [*TWO, dict(CITED)]}, ["row.days.readings[2].value: 缺少这一项"]),
        (DISPUTED | {"readings": [*TWO, {**TWO[0], "x": 1}]}, ["row.days.readings[2].x: 不认识这个键"]),
        (DISPUTED | {"more": 1}, ["row.days.more: 不认识这个键"]),
    ],
)
def test_each_fault_of_a_fact_is_told(written: object, faults_found: list[str]) -> None:
    assert faults(days=written) == faults_found


def test_a_bare_fact_needs_the_citation_of_its_row() -> None:
    binder = Binder({"S": "指南"})
    assert binder.fact(int, 3, "days") == Fact()
    assert binder.faults == ["days: 要写明出处：{ value = …, source = …, quote = … }"]


@pytest.mark.parametrize(("number", "is_told"), [("0537-7293008", False), ("0537--7293008", True), ("监督", True)])
def test_a_telephone_that_cannot_be_dialled_is_told(number: str, is_told: bool) -> None:
    row, binder = bound(phone=number)
    fault = [f"row.phone: “{number}”不是能拨通的电话号码，例如 0537-7293008"]
    assert binder.faults == (fault if is_told else [])
    assert (row is None) is is_told


def test_a_name_that_has_to_be_the_only_one_is_told_once() -> None:
    binder = Binder({})
    binder.once(["a", "b", "a", "a"], "item")
    assert binder.faults == ["item: “a”写了不止一次"]
