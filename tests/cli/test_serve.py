"""`portal serve` before it serves: what it refuses, in a sentence."""

from pathlib import Path

import pytest

from portal.cli.runtime import CommandFault
from portal.cli.serve import listening_at
from tests.processes import portal

pytestmark = pytest.mark.slow


def test_serve_refuses_an_empty_database_in_a_sentence(tmp_path: Path) -> None:
    refused = portal(tmp_path / "var", "serve")
    assert refused.returncode == 1
    assert "portal db upgrade" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("number", ["70000", "-1", "80x"])
def test_a_port_that_is_none_is_named_with_its_range(tmp_path: Path, number: str) -> None:
    refused = portal(tmp_path / "var", "serve", f"--port={number}")
    assert (refused.returncode, "--port" in refused.stderr, "1 到 65535" in refused.stderr) == (2, True, True)


@pytest.mark.parametrize("host", ["no.such.host.invalid", "a..b"])
def test_a_host_that_is_none_is_named_and_not_the_port(host: str) -> None:
    with pytest.raises(CommandFault, match=r"^--host"):
        listening_at(host, 0)
