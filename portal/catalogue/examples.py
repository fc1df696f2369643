"""Runs the worked cases a county file carries, so that whoever changes a rule sees what it does."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from portal.catalogue.county import County, Example
from portal.domain.calendar import WorkingCalendar
from portal.domain.determination import Determination, determine
from portal.domain.fact_rules import FactFault, FactFaults
from portal.domain.facts_json import parse_facts


def failures(county: County, calendar: WorkingCalendar, in_words: Callable[[FactFault], str]) -> Iterator[str]:
    """One sentence for each thing an example expects and does not get; `in_words` says what is wrong with a fact."""
    for index, example in enumerate(county.examples):
        yield from (
            f"{county.file}: example[{index}]: {example.name}: {each}"
            for each in _run(example, county, calendar, in_words)
        )


def _run(
    example: Example, county: County, calendar: WorkingCalendar, in_words: Callable[[FactFault], str]
) -> Iterator[str]:
    items = {item.id: item for item in county.items}
    try:
        facts = parse_facts(_as_json(example.facts), lambda name: county.document_kinds if name in items else None)
    except FactFaults as faults:
        yield from (f"facts.{fault.path}: {in_words(fault)}" for fault in faults.faults)
        return
    determination = determine(facts, items[facts.item], calendar)
    got, found = _comparable(determination), [finding.code for finding in determination.findings]
    for key, wanted in example.expect.items():
        expected = _as_json(wanted)
        if key not in got:
            yield f"expect.{key}: 不认识这个键；可用 {'、'.join(got)}"
        elif key == "findings" and isinstance(expected, list):
            missing = [str(code) for code in expected if code not in found]
            if missing:
                yield f"expect.findings: 缺 {'、'.join(missing)}，得到 {'、'.join(found) or '空'}"
        elif got[key] != expected:
            yield f"expect.{key}: 应当是 {expected}，得到 {got[key]}"


def _comparable(found: Determination) -> dict[str, list[object] | str | None]:
    return {
        "outcome": found.outcome.value,
        "item_version": found.item_version,
        "begins_on": _day(found.begins_on),
        "ends_on": _day(found.ends_on),
        "due_on": _day(found.due_on),
        "deadline_on": _day(found.deadline_on),
        "owed": list(found.owed),
        "effects": [list(effect.numbers) for effect in found.effects],
        "alternatives": list(found.alternatives),
        "findings": [finding.code for finding in found.findings],
    }


def _day(day: date | None) -> str:
    """TOML has no null, so an example expects an empty text where the JSON has one."""
    return day.isoformat() if day else ""


def _as_json(value: object) -> object:
    """TOML dates as the texts JSON has."""
    if isinstance(value, dict):
        return {key: _as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime | date) else value
