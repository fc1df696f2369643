"""init, db, user, serve and demo as an operator meets them: what they say, and how they end."""

import re
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.processes import portal

pytestmark = pytest.mark.slow


def count(data: Path, question: str) -> list[tuple[object, ...]]:
    """Rows of the database, read from outside."""
    engine = create_engine(f"sqlite:///{data / 'portal.sqlite3'}")
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(question))]
    engine.dispose()
    return rows


def test_init_makes_a_new_installation_and_says_where(tmp_path: Path) -> None:
    data = tmp_path / "var"
    made = portal(data, "init")
    assert made.returncode == 0, made.stderr
    assert str(data / "keys" / "portal.key") in made.stdout
    assert count(data, "SELECT kind FROM installation") == [("real",)]
    assert portal(data, "init").returncode == 0


def test_user_add_prints_a_link_and_disable_and_reset_name_who_is_missing(tmp_path: Path) -> None:
    data = tmp_path / "var"
    portal(data, "init")
    added = portal(data, "user", "add", "zhang", "--role", "supervisor", "--county", "wenshang")
    assert re.search(r"/invitation/[\w-]{20,}", added.stdout), added.stderr
    wrong = portal(data, "user", "add", "li", "--role", "hospital", "--county", "wenshang", "--hospital", "没有的医院")
    assert (wrong.returncode, "汶上县中医院" in wrong.stderr) == (1, True)
    for action in ("disable", "reset"):
        missing = portal(data, "user", action, "nobody")
        assert (missing.returncode, missing.stderr) == (1, "portal: 没有用户名“nobody”\n")


def test_serve_refuses_an_empty_database_in_a_sentence(tmp_path: Path) -> None:
    refused = portal(tmp_path / "var", "serve")
    assert refused.returncode == 1
    assert "portal db upgrade" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(("name", "value"), [("PORTAL_BASE_URL", "nonsense"), ("PORTAL_MAX_UPLOAD_MB", "viel")])
def test_a_setting_that_cannot_be_meant_is_named(tmp_path: Path, name: str, value: str) -> None:
    refused = portal(tmp_path / "var", "init", **{name: value})
    assert refused.returncode == 1
    assert name in refused.stderr


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared demo."""
    data = tmp_path_factory.mktemp("demo") / "var"
    made = portal(data, "demo", "--no-serve")
    assert made.returncode == 0, made.stderr
    assert re.search(r"密码（都一样）：\S{8,}", made.stdout)
    return data


def test_demo_covers_every_item_channel_and_state(demo: Path) -> None:
    total = count(demo, "SELECT count(*) FROM filings")[0][0]
    assert isinstance(total, int)
    assert total >= 200
    assert len(count(demo, "SELECT DISTINCT item_id FROM filings")) == 7
    assert {row[0] for row in count(demo, "SELECT DISTINCT channel FROM filings")} == {
        "online", "window", "hospital", "phone", "fax", "kiosk",
    }  # fmt: skip
    assert len(count(demo, "SELECT DISTINCT status FROM filings")) == 11
    assert {row[0] for row in count(demo, "SELECT DISTINCT evidence FROM documents")} >= {
        "upload",
        "fax",
        "sighted",
        "portal",
    }


def test_a_second_start_keeps_the_data_and_takes_the_password_given(demo: Path) -> None:
    before = count(demo, "SELECT number, status FROM filings ORDER BY id")
    again = portal(demo, "demo", "--no-serve", PORTAL_DEMO_PASSWORD="spring-and-autumn")
    assert "spring-and-autumn" in again.stdout
    assert count(demo, "SELECT number, status FROM filings ORDER BY id") == before


def test_demo_never_mixes_with_real_data(tmp_path: Path, demo: Path) -> None:
    data = tmp_path / "var"
    portal(data, "init")
    refused = portal(data, "demo", "--no-serve")
    assert (refused.returncode, "正式" in refused.stderr) == (1, True)
    assert count(data, "SELECT count(*) FROM filings") == [(0,)]
    assert portal(demo, "init").returncode == 1


def test_demo_is_served_on_this_machine_only(demo: Path) -> None:
    refused = portal(demo, "serve", "--host", "0.0.0.0", "--port", "18999")
    assert (refused.returncode, "127.0.0.1" in refused.stderr) == (1, True)


def test_every_command_has_help(tmp_path: Path) -> None:
    for words in ("init", "db", "user", "user add", "serve", "demo", "decide", "catalogue", "db upgrade"):
        ran = portal(tmp_path / "var", *words.split(), "--help")
        assert (ran.returncode, "usage: portal" in ran.stdout) == (0, True), ran.stderr
