"""Rules of the house that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

import portal
from portal.domain.lifecycle import CLOSED, IN_FORCE, OPEN, TRANSITIONS
from portal.domain.policy import POLICY, Permission
from portal.domain.vocabulary import Action, FilingStatus
from portal.wording.history import event_name
from portal.wording.names import NAMES

PACKAGE = Path(portal.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
COUNTY_NAMES = re.compile("fushun|wenshang|zhenping|liujiang|抚顺|汶上|镇平|柳江")


def test_only_perform_assigns_a_status() -> None:
    pattern = re.compile(r"(?<!self)\.status\s*=[^=]|values\([^)]*\bstatus=")
    writers = [path.name for path in SOURCES if pattern.search(path.read_text())]
    assert writers == ["filings.py"]
    assert len(pattern.findall((PACKAGE / "services" / "filings.py").read_text())) == 1


def test_whoever_writes_what_is_kept_of_an_account_anew_holds_its_row() -> None:
    """One sealed value holds name, telephone and the rest: of two acts at once one would undo the other."""
    unlocked = [
        f"{path.stem}.{function.name}"
        for path in SOURCES
        for function in ast.walk(ast.parse(_if_there(r"\.identity", path)))
        if isinstance(function, ast.FunctionDef) and ".identity" in _assigned(function)
        if "with_for_update" not in ast.unparse(function)
    ]
    assert unlocked == ["replaced_phones.note", "search_keys._index_account"], "within whose caller holds it"


def _if_there(pattern: str, path: Path) -> str:
    """A module that may hold what is looked for, else nothing: to read all of them as Python takes a second."""
    source = path.read_text()
    return source if re.search(pattern, source) else ""


def _assigned(function: ast.FunctionDef) -> set[str]:
    """The attributes that it gives a value."""
    targets = [target for node in ast.walk(function) if isinstance(node, ast.Assign) for target in node.targets]
    single = [each for target in targets for each in (target.elts if isinstance(target, ast.Tuple) else [target])]
    return {f".{each.attr}" for each in single if isinstance(each, ast.Attribute)}


@pytest.mark.parametrize("name", ["utils.py", "helpers.py", "constants.py", "common"])
def test_no_junk_drawer(name: str) -> None:
    assert list(PACKAGE.rglob(name)) == []


def test_no_markup_is_written_in_python() -> None:
    """Pages are made by templates, which escape what they say."""
    written = re.compile(r"</[a-z]+>|<[a-z]+( [a-z-]+=|/?>)|^ ?[a-z-]+=[\"'].*[\"'] ?$")
    found = [
        f"{path.relative_to(PACKAGE).as_posix()}: {text}"
        for path in SOURCES
        for text in _strings(ast.parse(_if_there(r"<[/a-z]|[\"'}] ?[a-z-]+=\\?[\"']", path)))
        if written.search(text)
    ]
    assert found == []


def _strings(tree: ast.Module) -> Iterator[str]:
    """Those that are neither a docstring nor the address of a route nor a pattern's."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    texts = (str(node.value) for node in strings if id(node) not in docstrings)
    return (text for text in texts if not text.startswith("/") and "(?P<" not in text)


def test_no_county_is_named_in_python_outside_the_demo() -> None:
    naming = [
        path.relative_to(PACKAGE).as_posix()
        for path in SOURCES
        if "demo" not in path.as_posix() and COUNTY_NAMES.search(_code(path))
    ]
    assert naming == []


def _code(path: Path) -> str:
    """The strings and names of a module, without comments and docstrings, which may tell an example."""
    tree = ast.parse(_if_there(COUNTY_NAMES.pattern, path))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings]
    return "\n".join(value for value in constants if isinstance(value, str) and "例如" not in value)


def test_every_form_leaves_out_files_that_came_as_text() -> None:
    bare = [path.name for path in (PACKAGE / "web").rglob("*.py") if "FlaskForm" in path.read_text()]
    assert bare == ["portal_form.py"]


def test_views_do_not_touch_the_session() -> None:
    guilty = [path.name for path in (PACKAGE / "web").rglob("*.py") if "db.session" in path.read_text()]
    assert guilty == []


def test_nothing_below_the_web_asks_who_is_signed_in() -> None:
    below = [path for path in SOURCES if path.relative_to(PACKAGE).parts[0] not in ("web", "extensions.py")]
    assert [path.name for path in below if "current_user" in path.read_text()] == []


def test_only_the_clock_reads_the_clock() -> None:
    reading = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|time\.time)\(")
    readers = [path.relative_to(PACKAGE).as_posix() for path in SOURCES if reading.search(path.read_text())]
    assert readers == ["adapters/clock.py"]


DAYS_WITHOUT_A_ZONE = {
    "adapters/table_reading.py",  # a cell of a spreadsheet has none
    "adapters/certificate_files.py",  # UTC, and says so by its Z
    "domain/facts_json.py",  # an instant that was read is Beijing's
    "domain/quiet_hours.py",
    "web/addresses.py",  # only whether there is such a day
    "web/dates.py",
    "web/public/home_routes.py",
}
"""Where the line itself does not say whose day it is."""


def test_an_instant_becomes_a_day_of_beijing() -> None:
    """What was sent in at one in the morning is of that day; rows keep instants in UTC."""
    becomes = re.compile(r"(?<!func)\.date\(\)|_at:%[YmdH]|\bnow:%|\bat\.(year|month|day)\b")
    guilty = {
        path.relative_to(PACKAGE).as_posix()
        for path in SOURCES
        for line in path.read_text().splitlines()
        if becomes.search(line) and "BEIJING" not in line
    }
    assert guilty <= DAYS_WITHOUT_A_ZONE


def test_every_status_is_grouped_named_and_reachable() -> None:
    assert set(FilingStatus) == OPEN | IN_FORCE | CLOSED
    reached = {row.target for row in TRANSITIONS.values() if row.target} | {FilingStatus.DRAFT}
    assert reached == set(FilingStatus)
    assert set(NAMES[FilingStatus]) == {status.value for status in FilingStatus}


def test_every_action_has_its_row_and_its_event() -> None:
    assert set(TRANSITIONS) == set(Action)
    assert len({row.event for row in TRANSITIONS.values()}) == len(Action)
    assert all(event_name(row.event) for row in TRANSITIONS.values())


SAID_ONCE = {
    r"Mark\.UNCHECKED, Mark\.SOUND|Mark\.SOUND, Mark\.UNCHECKED": "domain/vocabulary.py",  # Mark.is_usable
    r"raise NotAllowed\(\"not_yours_to_do\", permission": "domain/policy.py",  # policy.require
    r"Filing\.submission_key ==": "services/form_keys.py",  # form_keys.begun
    r"allowed\([\w.]+, Permission\.SUPERVISOR_AREA": None,  # policy.require
    r"Document\.removed_at\.is_\(None\)": "services/claims.py",  # claims.live_documents
}


@pytest.mark.parametrize("pattern", SAID_ONCE)
def test_what_has_one_home_is_not_written_again(pattern: str) -> None:
    homes = [path.relative_to(PACKAGE).as_posix() for path in SOURCES if re.search(pattern, path.read_text())]
    assert homes == [SAID_ONCE[pattern]] if SAID_ONCE[pattern] else not homes


def test_presenters_ask_the_database_for_nothing() -> None:
    reading = re.compile(r"\b(live_documents|events_of|looks_at|of_filing|printed|filing_for|filing_by_number)\(")
    presenters = [path for path in SOURCES if "presenters" in path.relative_to(PACKAGE).as_posix()]
    assert [path.name for path in presenters if reading.search(path.read_text())] == []


def test_every_permission_has_its_rule() -> None:
    assert set(POLICY) == set(Permission)


def test_python_files_stay_small_enough_to_read() -> None:
    lengths = {path.relative_to(PACKAGE).as_posix(): len(path.read_text().splitlines()) for path in SOURCES}
    assert {name: length for name, length in lengths.items() if length > 250} == {}
    assert median(lengths.values()) < 80
