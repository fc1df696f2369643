"""Runs `portal decide` as anyone would, inside this process, and hands back what it printed."""

import contextlib
import functools
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from portal.cli import main

pytest.register_assert_rewrite("tests.rules.cases")

Decide = Callable[[dict[str, Any]], dict[str, Any]]


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


DecideText = Callable[[bytes], Ran]


def run_portal(arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ran:
    """Call the entry point the installed `portal` command calls."""
    monkeypatch.setattr(sys, "argv", ["portal", *arguments])
    capsys.readouterr()
    code: object
    try:
        # The installed script is sys.exit(main()); a declared return of None still reaches us as exit code 0.
        code = main()  # type: ignore[func-returns-value,unused-ignore]
    except SystemExit as leaving:
        code = leaving.code
    printed = capsys.readouterr()
    return Ran(code if isinstance(code, int) else int(code is not None), printed.out, printed.err)


@pytest.fixture
def decide_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> DecideText:
    """`portal decide FILE` on a file with exactly these bytes."""

    def decide_bytes(content: bytes) -> Ran:
        facts = tmp_path / "facts.json"
        facts.write_bytes(content)
        return run_portal(["decide", str(facts)], monkeypatch, capsys)

    return decide_bytes


@pytest.fixture
def decide(decide_text: DecideText) -> Decide:
    """The determination of one set of facts that has no fault."""

    def decide_facts(facts: dict[str, Any]) -> dict[str, Any]:
        ran = decide_text(json.dumps(facts).encode())
        assert (ran.code, ran.err) == (0, "")
        determination: dict[str, Any] = json.loads(ran.out)
        return determination

    return decide_facts


@pytest.fixture(scope="session")
def shown() -> Callable[[str], str]:
    """What `portal catalogue show ITEM` prints, asked once an item."""

    @functools.cache
    def show_item(item: str) -> str:
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()) as printed:
            patch.setattr(sys, "argv", ["portal", "catalogue", "show", item])
            with contextlib.suppress(SystemExit):
                main()
        return printed.getvalue()

    return show_item
