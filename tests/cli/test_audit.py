"""`portal audit verify|anchor` as an operator meets it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.processes import installed, portal

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An installation with a few lines in its trail."""
    folder = tmp_path / "var"
    installed(folder)
    portal(folder, "user", "add", "zhang", "--role", "supervisor", "--county", "wenshang")
    return folder


def past_the_portal(data: Path, *statements: str) -> None:
    """Write to the database as who has it and no key."""
    with closing(sqlite3.connect(data / "portal.sqlite3")) as file:
        for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            file.execute(statement)
        file.commit()


def test_a_whole_trail_is_said_to_be_whole(data: Path) -> None:
    anchor = portal(data, "audit", "anchor")
    assert (anchor.returncode, anchor.stderr) == (0, "")
    for words in ((), ("--anchor", anchor.stdout.strip())):
        verified = portal(data, "audit", "verify", *words)
        assert (verified.returncode, verified.stderr) == (0, "")
        assert verified.stdout.startswith("操作记录完好：")


def test_a_line_that_was_changed_is_named(data: Path) -> None:
    past_the_portal(data, "UPDATE portal_events SET at = '2020-01-01 00:00:00' WHERE id = 2")
    verified = portal(data, "audit", "verify")
    assert verified.returncode == 1
    assert "portal_events 第 2 行和记下时不一样" in verified.stdout
    assert "操作记录被动过" in verified.stderr


def test_an_end_that_was_cut_off_is_found_by_the_anchor(data: Path) -> None:
    anchor = portal(data, "audit", "anchor").stdout.strip()
    past_the_portal(
        data,
        "DELETE FROM portal_events WHERE id = (SELECT max(id) FROM portal_events)",
        "DELETE FROM trail_links WHERE seq = (SELECT max(seq) FROM trail_links)",
    )
    assert portal(data, "audit", "verify").returncode == 0
    cut = portal(data, "audit", "verify", "--anchor", anchor)
    assert (cut.returncode, "末尾被截断" in cut.stdout) == (1, True)


def test_what_is_no_anchor_is_named(data: Path) -> None:
    refused = portal(data, "audit", "verify", "--anchor", "12:zz")
    assert (refused.returncode, "Traceback" in refused.stderr) == (2, False)
    assert "portal audit anchor" in refused.stderr
