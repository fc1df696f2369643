"""`portal user`: links for new accounts, and who is missing."""

import re
from pathlib import Path

import pytest

from tests.processes import portal

pytestmark = pytest.mark.slow


def test_user_add_prints_a_link_and_disable_and_reset_name_who_is_missing(tmp_path: Path) -> None:
    data = tmp_path / "var"
    portal(data, "init")
    added = portal(data, "user", "add", "zhang", "--role", "supervisor", "--county", "wenshang")
    assert re.search(r"/invitation/[\w-]{20,}", added.stdout), added.stderr
    wrong = portal(data, "user", "add", "li", "--role", "hospital", "--county", "wenshang", "--hospital", "没有的医院")
    assert (wrong.returncode, "汶上县中医院" in wrong.stderr) == (1, True)
    for action in ("disable", "reset", "forget-factor"):
        missing = portal(data, "user", action, "nobody")
        assert (missing.returncode, missing.stderr) == (1, "portal: 没有用户名“nobody”\n")
