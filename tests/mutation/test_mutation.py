"""What mutmut says is read as it is meant, and its tools are pinned by hash like the portal's own."""

import os
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.mutation.__main__ import HERE, equivalents, results_in, summary, without_equivalents
from tests.processes import WARM
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
def test_mutmut_can_name_every_test_it_runs(tmp_path: Path) -> None:
    """It writes their names down unescaped, where bytes and half a character are none."""
    configured = ConfigParser()
    configured.read(HERE / "mutmut.cfg", "utf-8")
    chosen = [
        line
        for part in ("", "_test_selection")
        for line in configured["mutmut"][f"pytest_add_cli_args{part}"].split("\n")
    ]
    output = tmp_path / "output"
    collecting = WARM.Process(target=_collecting, args=(["--collect-only", "-q", *filter(None, chosen)], output))
    collecting.start()
    collecting.join()
    assert collecting.exitcode == 0, output.read_text("utf-8", "replace")[-3000:]


def _collecting(words: list[str], output: Path) -> None:
    """In a process that has the portal loaded already."""
    os.chdir(ROOT)
    with output.open("w", encoding="utf-8") as file:
        sys.stdout = sys.stderr = file
        sys.exit(pytest.main(words, plugins=[WritesNamesDown()]))


class WritesNamesDown:
    """As mutmut does: a name that is no text ends the run."""

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            item.nodeid.encode()
