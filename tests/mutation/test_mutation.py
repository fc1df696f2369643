"""What mutmut says is read as it is meant, and its tools are pinned by hash like the portal's own."""

import subprocess
import sys
from configparser import ConfigParser

import pytest

from tests.mutation.__main__ import HERE, equivalents, results_in, summary, without_equivalents
from tests.supply.lock_file import ROOT, pinned

SAYS = """    portal.domain.a.x_one__mutmut_1: killed
    portal.domain.a.x_one__mutmut_2: survived
    portal.domain.a.x_two__mutmut_1: timeout
    portal.domain.a.x_two__mutmut_10: no tests
    portal.domain.a.x_two__mutmut_11: not checked
"""


def test_each_mutant_that_was_tried_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert summary(results_in(SAYS)) == 1
    *alive, last = capsys.readouterr().out.splitlines()
    assert alive == ["portal.domain.a.x_one__mutmut_2: survived", "portal.domain.a.x_two__mutmut_10: no tests"]
    assert last == "mutation: killed=2 of=4 score=50.0"


def test_those_that_are_the_same_program_do_not() -> None:
    same = {"portal.domain.a.x_one": [2], "portal.domain.a.x_two": "*"}
    assert without_equivalents(results_in(SAYS), same) == {"portal.domain.a.x_one__mutmut_1": "killed"}


def test_every_equivalent_is_of_a_function_that_is_there() -> None:
    for name in equivalents():
        module, _dot, mangled = name.rpartition(".")  # x_function, or xǁClassǁfunction
        function = mangled.rpartition("ǁ")[2] if "ǁ" in mangled else mangled.removeprefix("x_")
        assert f"def {function}(" in (ROOT / module.replace(".", "/")).with_suffix(".py").read_text("utf-8"), name


def test_its_tools_are_pinned() -> None:
    assert "mutmut" in {each.name for each in pinned((HERE / "tools.lock").read_text("utf-8"))}


@pytest.mark.slow
def test_mutmut_can_name_every_test_it_runs() -> None:
    """It writes their names down unescaped, where bytes and half a character are none."""
    configured = ConfigParser()
    configured.read(HERE / "mutmut.cfg", "utf-8")
    chosen = [
        line
        for part in ("", "_test_selection")
        for line in configured["mutmut"][f"pytest_add_cli_args{part}"].split("\n")
    ]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *filter(None, chosen)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
