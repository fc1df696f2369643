"""The installed command itself, one run a county, as a script or another program would call it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.rules.cases import check_form
from tests.rules.people import FUSHUN_RETIREE, LIUJIANG, WENSHANG_LONG_TERM, ZHENPING

PORTAL = Path(sys.executable).with_name("portal")
COUNTIES = [FUSHUN_RETIREE, ZHENPING, LIUJIANG, WENSHANG_LONG_TERM]


def portal(*arguments: str, given: bytes = b"", cwd: Path | None = None) -> "subprocess.CompletedProcess[bytes]":
    # A bare environment: neither a terminal's language nor a developer's settings may matter.
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
    return subprocess.run(
        [PORTAL, *arguments], input=given, capture_output=True, cwd=cwd, env=environment, timeout=30, check=False
    )


@pytest.mark.parametrize("facts", COUNTIES, ids=[facts["item"] for facts in COUNTIES])
def test_facts_on_standard_input(facts: dict[str, Any], tmp_path: Path) -> None:
    ran = portal("decide", "-", given=json.dumps(facts, ensure_ascii=False).encode(), cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, b"")
    determination = json.loads(ran.stdout.decode())
    check_form(determination)
    assert (determination["item"], determination["outcome"]) == (facts["item"], "approve")


def test_facts_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text(json.dumps(LIUJIANG, ensure_ascii=False), encoding="utf-8")
    ran = portal("decide", "facts.json", cwd=tmp_path)
    assert (ran.returncode, json.loads(ran.stdout.decode())["deadline_on"]) == (0, "2026-03-17")


def test_faults_end_with_two(tmp_path: Path) -> None:
    ran = portal("decide", "-", given=b'{"item": 5}', cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith("item: ")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    ran = portal("decide", "nowhere.json", cwd=tmp_path)
    assert ran.returncode == 2
    assert b"nowhere.json" in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    ran = portal("decide", ".", cwd=tmp_path)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
