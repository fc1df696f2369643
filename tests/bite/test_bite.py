"""The flaws stand in the tree as it is, one law each; and a flaw is caught by a test that found something wrong."""

from collections import Counter
from pathlib import Path

import pytest

from tests.bite.flaw import Flaw, every_flaw, faults_of, nodes_of
from tests.bite.trying import Result, tried

FLAWS = every_flaw()
KINDS = {
    "access",
    "caches",
    "caps",
    "clocks",
    "constraints",
    "durability",
    "escapes",
    "headers",
    "life",
    "masks",
    "plans",
    "processes",
    "records",
    "separation",
    "statements",
}
SOUND = "def most():\n    return 3\n"


def test_there_are_sixty_and_five_of_each_kind() -> None:
    counted = Counter(flaw.kind for flaw in FLAWS)
    assert len(FLAWS) >= 60
    assert counted.keys() == KINDS
    assert min(counted.values()) >= 5


def test_each_breaks_one_law_and_says_which() -> None:
    names = Counter(flaw.name for flaw in FLAWS)
    assert [name for name, count in names.items() if count > 1] == []
    assert [str(flaw) for flaw in FLAWS if not flaw.law.endswith(".") or flaw.flawed == flaw.stands] == []


@pytest.mark.parametrize("flaw", FLAWS, ids=str)
def test_it_still_applies_and_its_tests_are_there(flaw: Flaw) -> None:
    """Where the code has moved on, the flaw goes along."""
    assert list(faults_of(flaw)) == []


def of_a_small_tree(folder: Path, flawed: str, stands: str = "return 3") -> Flaw:
    """A tree of one module and one test, and a flaw of it."""
    (folder / "law.py").write_text(SOUND)
    (folder / "test_law.py").write_text("import law\n\n\ndef test_most():\n    assert law.most() == 3\n")
    return Flaw("caps", "small", "Three at most.", "law.py", stands, flawed, ("test_law.py",))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("flawed", "result"),
    [
        ("return 4", Result.CAUGHT),
        ("return 1 + 2", Result.SURVIVED),
        ("return three", Result.NO_CATCH),  # a name that is not there is no law that is broken
        ("return 3\nimport no_such_module", Result.NO_CATCH),
    ],
)
def test_only_what_a_test_found_wrong_is_caught(tmp_path: Path, flawed: str, result: Result) -> None:
    assert tried(of_a_small_tree(tmp_path, flawed), tmp_path).result is result
    assert (tmp_path / "law.py").read_text() == SOUND


def test_code_that_has_moved_on_is_said_by_name(tmp_path: Path) -> None:
    flaw = of_a_small_tree(tmp_path, "return 5", stands="return 4")
    assert list(faults_of(flaw, tmp_path)) == ["caps/small: what it changes stands 0 times in law.py"]
    assert tried(flaw, tmp_path).result is Result.MOVED_ON


def test_every_test_is_run_once_without_a_flaw() -> None:
    one = Flaw("caps", "one", "", "", "", "", ("tests/a.py", "tests/b.py::test_x"))
    other = Flaw("caps", "other", "", "", "", "", ("tests/a.py::test_y", "tests/b.py::test_x"))
    assert nodes_of([one, other]) == ["tests/a.py", "tests/b.py::test_x"]
