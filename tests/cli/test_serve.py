"""`portal serve` before it serves: what it refuses, in a sentence."""

from pathlib import Path

import pytest

from tests.processes import portal

pytestmark = pytest.mark.slow


def test_serve_refuses_an_empty_database_in_a_sentence(tmp_path: Path) -> None:
    refused = portal(tmp_path / "var", "serve")
    assert refused.returncode == 1
    assert "portal db upgrade" in refused.stderr
    assert "Traceback" not in refused.stderr
