"""The commands all together."""

from pathlib import Path

import pytest

from tests.processes import portal

pytestmark = pytest.mark.slow


def test_every_command_has_help(tmp_path: Path) -> None:
    for words in ("init", "db", "user", "user add", "serve", "demo", "decide", "catalogue", "db upgrade"):
        ran = portal(tmp_path / "var", *words.split(), "--help")
        assert (ran.returncode, "usage: portal" in ran.stdout) == (0, True), ran.stderr
