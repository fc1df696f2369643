"""Forty cases as people bring them, over all seven items, with every sentence they are answered in.

The table is `forty_cases.jsonl`, one case a line: the item whose facts in `people.py` are changed, and what comes out.
Read its sentences aloud: a verb to act on, no code, nothing that only an official understands.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.rules.cases import ABSENT, changed, check_form
from tests.rules.conftest import Decide
from tests.rules.people import EVERY_ITEM

TABLE = Path(__file__).with_name("forty_cases.jsonl")
CASES = [json.loads(line) for line in TABLE.read_text("utf-8").splitlines()]
FACTS = {facts["item"]: facts for facts in EVERY_ITEM}


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case_is_decided_and_said_in_plain_words(decide: Decide, case: dict[str, Any]) -> None:
    changes = {path: ABSENT if value == "(absent)" else value for path, value in case["changes"].items()}
    found = decide(changed(FACTS[case["item"]], changes))
    check_form(found)
    assert [f"{finding['severity']}: {finding['message']}" for finding in found["findings"]] == case["sentences"]
    assert (found["outcome"], found["alternatives"]) == (case["outcome"], case["alternatives"])


def test_there_are_forty_and_every_item_has_some() -> None:
    assert len(CASES) >= 40
    assert {case["item"] for case in CASES} == set(FACTS)
