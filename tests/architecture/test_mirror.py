"""A unit test lies where the module lies that it is about (the rule stands in `tests/__init__.py`)."""

from pathlib import Path

import portal

TESTS, PACKAGE = Path(__file__).parents[1], Path(portal.__file__).parent
SUITES = (
    "access",
    "architecture",
    "bad_input",
    "bite",
    "browser",
    "faults",
    "install",
    "journeys",
    "languages",
    "mutation",
    "privacy",
    "races",
    "rules",
    "serve",
    "supply",
    "sweep",
    "web/pages",
)
"""Each tries one thing through several layers; `web/pages` what holds for every page, whoever's it is."""


def has_its_module(test: Path) -> bool:
    """Whether there is a module or package that this file, by its name and folder, is about."""
    folder, name = PACKAGE / test.parent, test.stem.removeprefix("test_")
    is_module = (folder / name).with_suffix(".py").is_file() or (folder / name).is_dir()
    is_package = name == folder.name and folder.is_dir()
    return is_module or is_package or folder.with_suffix(".py").is_file()


def test_every_unit_test_has_its_module() -> None:
    tests = sorted(path.relative_to(TESTS) for path in TESTS.rglob("test_*.py"))
    units = [test for test in tests if not test.as_posix().startswith(tuple(f"{suite}/" for suite in SUITES))]
    assert len(units) > 60
    assert [test.as_posix() for test in units if not has_its_module(test)] == []


def test_the_rule_bites() -> None:
    assert has_its_module(Path("services/filings/test_days_in_beijing.py"))
    assert has_its_module(Path("wording/test_wording.py"))
    assert not has_its_module(Path("services/test_of_everything.py"))
    assert not has_its_module(Path("web/clerk/test_desk.py"))


def test_every_suite_is_there() -> None:
    assert [suite for suite in SUITES if not list((TESTS / suite).glob("test_*.py"))] == []
