"""`pip install .` into an empty environment gives a portal that runs away from the clone."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
import venv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.people import id_number

pytestmark = pytest.mark.slow
STARTED = re.compile(r"http://[^:]+:\d+")
CLONE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an environment of only the portal and what it asks for, built from a copy of what git tracks."""
    home = tmp_path_factory.mktemp("away")
    source = home / "source"
    for name in subprocess.run(
        ["git", "ls-files"], cwd=CLONE, check=True, capture_output=True, text=True
    ).stdout.split():
        if (CLONE / name).exists():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CLONE / name, source / name)
    project = tomllib.loads((CLONE / "pyproject.toml").read_text())
    for_building = needed(project["build-system"]["requires"])
    venv.create(home / "env")
    lend(home / "env", for_building)
    python = home / "env" / "bin" / "python"
    by_pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile"]
    subprocess.run([*by_pip, "--no-deps", "--no-build-isolation", source], check=True, cwd=home)
    take_back(home / "env")
    lend(home / "env", needed(project["project"]["dependencies"]))
    shutil.rmtree(source)
    return home


def needed(words: Iterable[str]) -> list[Distribution]:
    """What these requirements ask for, and all that asks for in turn, as the distributions here say themselves."""
    found: dict[tuple[str, str], Distribution] = {}
    waiting = [(Requirement(each), "") for each in words]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        for more in ("", *requirement.extras):
            if (requirement.name, more) not in found:
                here = found[requirement.name, more] = distribution(requirement.name)
                assert requirement.specifier.contains(here.version), (
                    f"{requirement} is not what is here: {here.version}"
                )
                waiting += [(Requirement(each), more) for each in here.requires or ()]
    return list(found.values())


def lend(env: Path, distributions: Iterable[Distribution]) -> None:
    """Links to what is installed here: pip would unpack the same files, a hundred megabytes of them."""
    for each in distributions:
        for name in {file.parts[0] for file in each.files or ()} - {"..", "__pycache__"}:
            if not (_packages(env) / name).exists():
                (_packages(env) / name).symlink_to(each.locate_file(name))


def take_back(env: Path) -> None:
    """What was lent: whoever builds the portal has it, whoever runs it has only what the portal asks for."""
    for each in _packages(env).iterdir():
        if each.is_symlink():
            each.unlink()


def _packages(env: Path) -> Path:
    return env / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"


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
