"""`pip install .` into an empty environment gives a portal that runs away from the clone."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.people import id_number

pytestmark = pytest.mark.slow
STARTED = re.compile(r"http://[^:]+:\d+")
CLONE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an environment in which only the portal is installed, from a copy of what git tracks."""
    home = tmp_path_factory.mktemp("away")
    source = home / "source"
    for name in subprocess.run(
        ["git", "ls-files"], cwd=CLONE, check=True, capture_output=True, text=True
    ).stdout.split():
        if (CLONE / name).exists():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CLONE / name, source / name)
    venv.create(home / "env")
    python = home / "env" / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile", source],
        check=True,
        cwd=home,
    )
    shutil.rmtree(source)
    return home


def portal(away: Path, *words: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    """Run the installed command away from the clone, with nothing of ours in the environment."""
    return subprocess.run(
        [away / "env" / "bin" / "portal", *words],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=away,
        env=bare(away),
        check=False,
    )


def bare(away: Path) -> dict[str, str]:
    """An environment without the tests' own settings."""
    return {"PATH": os.environ["PATH"], "HOME": str(away), "PORTAL_DATA_DIR": str(away / "var"), "LC_ALL": "C"}


def test_rules_are_inside(away: Path) -> None:
    facts = {
        "item": "wenshang.long-term",
        "channel": "online",
        "filed_at": "2026-09-14T10:00:00+08:00",
        "person": {"name": "测试", "id_number": id_number(1), "scheme": "employee", "insured_place": "370830"},
        "treatment_place": "310000",
        "stay_months": 12,
        "documents": ["residence_proof"],
    }
    answer = portal(away, "decide", "-", stdin=json.dumps(facts))
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["outcome"] == "approve"
    assert portal(away, "catalogue", "check").returncode == 0


@contextmanager
def served(away: Path) -> Iterator[str]:
    """The installed portal, serving on a port that was free."""
    command = [away / "env" / "bin" / "portal", "serve", "--port", "0"]
    environment = bare(away) | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=away, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            started = STARTED.search(server.stdout.readline())
            assert started is not None
            yield started[0]
        finally:
            server.terminate()


def page(url: str, language: str = "zh") -> str:
    """The page at that address, once the server answers."""
    request = urllib.request.Request(url, headers={"Cookie": f"portal_language={language}"})
    for _ in range(1200):
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"{url} never answered")


def test_database_pages_assets_and_translations_are_inside(away: Path) -> None:
    made = portal(away, "init")
    assert made.returncode == 0, made.stderr
    with served(away) as url:
        home = page(f"{url}/")
        assert "异地就医备案" in home
        assert "Out-of-area" in page(f"{url}/", "en")
        style = home.partition('rel="stylesheet" href="')[2].partition('"')[0]
        assert "--ink" in page(url + style)
        assert "ready" in page(f"{url}/readyz")


def test_environment_of_the_tests_is_not_the_one_used(away: Path) -> None:
    where = subprocess.run(
        [away / "env" / "bin" / "python", "-c", "import portal; print(portal.__file__)"],
        capture_output=True, text=True, cwd=away, check=True,
    ).stdout  # fmt: skip
    assert where.startswith(str(away))
    assert sys.prefix not in where
