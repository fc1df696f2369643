"""How a row of a rule table is written: facts that change, and what must come out (docs/product.md)."""

import copy
import re
from datetime import date
from typing import Any

import pytest

ABSENT: Any = object()  # a change to this value takes the key away, as if nobody had asked
KEYS = {
    "item",
    "item_version",
    "outcome",
    "begins_on",
    "ends_on",
    "due_on",
    "deadline_on",
    "owed",
    "effects",
    "alternatives",
    "findings",
}
DATES = ("begins_on", "ends_on", "due_on", "deadline_on")
RANKED = ("refuse", "ask", "correct")


def row(sentence: str, changes: dict[str, Any] | None = None, **expected: Any) -> Any:
    """One row: the sentence is its id; changes are key paths; expectations are those of `check`."""
    return pytest.param(changes or {}, expected, id=sentence)


def changed(facts: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """A copy of the facts with each key path set to its new value, or taken away."""
    result = copy.deepcopy(facts)
    for path, value in changes.items():
        *parents, last = path.split(".")
        place = result
        for parent in parents:
            place = place.setdefault(parent, {})
        if value is ABSENT:
            place.pop(last, None)
        else:
            place[last] = copy.deepcopy(value)
    return result


def id_number(first_seventeen: str) -> str:
    """A synthetic identity number: the check character is worked out as GB 11643 says."""
    remainder = sum(int(digit) * (1 << (17 - place)) for place, digit in enumerate(first_seventeen)) % 11
    return first_seventeen + "10X98765432"[remainder]


def outcome_of(determination: dict[str, Any]) -> str:
    """The outcome its own findings call for: refuse outranks ask outranks correct."""
    severities = {finding["severity"] for finding in determination["findings"]}
    return next((severity for severity in RANKED if severity in severities), "approve")


def check_form(determination: dict[str, Any]) -> None:
    """What holds of every determination, whatever it says."""
    assert set(determination) == KEYS
    assert determination["item_version"]
    for key in DATES:
        assert determination[key] is None or date.fromisoformat(determination[key]).isoformat() == determination[key]
    assert determination["outcome"] == outcome_of(determination)
    assert bool(determination["owed"]) == any(f["severity"] == "correct" for f in determination["findings"])
    assert len(set(determination["owed"])) == len(determination["owed"])
    for finding in determination["findings"]:
        assert set(finding) == {"code", "severity", "message", "basis"}
        assert re.search("[一-鿿]", finding["message"])
        assert "{" not in finding["message"]
        assert finding["severity"] in {*RANKED, "warn", "info"}
        assert finding["severity"] not in RANKED or finding["basis"]
    for effect in determination["effects"]:
        assert set(effect) == {"kind", "readings", "text", "basis"}
        assert effect["readings"]
        assert effect["text"]
        assert effect["basis"]


def check(determination: dict[str, Any], expected: dict[str, Any]) -> None:
    """Each expectation is a key of the determination, or one of the few words below."""
    check_form(determination)
    severities = [finding["severity"] for finding in determination["findings"]]
    codes = [finding["code"] for finding in determination["findings"]]
    for key, value in expected.items():
        if key == "readings":
            assert [effect["readings"] for effect in determination["effects"]] == value
        elif key == "severity":
            assert value in severities
        elif key == "code":
            assert value in codes
        elif key == "no_code":
            assert value not in codes
        elif key == "basis":
            assert any(value in (finding["basis"] or "") for finding in determination["findings"])
        elif key == "not_outcome":
            assert determination["outcome"] != value
        elif key == "calendar":
            assert any(code.startswith("calendar") for code in codes) is value
        else:
            assert determination[key] == value, f"{key}; findings: {determination['findings']}"
