"""`portal init` as an operator meets it: where everything lies, and which setting cannot be meant."""

from pathlib import Path

import pytest

from tests.processes import count, portal

pytestmark = pytest.mark.slow


def test_init_makes_a_new_installation_and_says_where(tmp_path: Path) -> None:
    data = tmp_path / "var"
    made = portal(data, "init")
    assert made.returncode == 0, made.stderr
    assert str(data / "keys" / "portal.key") in made.stdout
    assert count(data, "SELECT kind FROM installation") == [("real",)]
    assert portal(data, "init").returncode == 0


@pytest.mark.parametrize(("name", "value"), [("PORTAL_BASE_URL", "nonsense"), ("PORTAL_MAX_UPLOAD_MB", "viel")])
def test_a_setting_that_cannot_be_meant_is_named(tmp_path: Path, name: str, value: str) -> None:
    refused = portal(tmp_path / "var", "init", **{name: value})
    assert refused.returncode == 1
    assert name in refused.stderr
