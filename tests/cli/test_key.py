"""`portal key`: made, listed and revoked at the machine."""

import re
from pathlib import Path

import pytest

from tests.processes import count, installed, portal

pytestmark = pytest.mark.slow


def test_a_key_is_made_listed_and_revoked(tmp_path: Path) -> None:
    data = tmp_path / "var"
    installed(data)
    made = portal(data, "key", "add", "某医院", "--county", "wenshang", "--scope", "in_force", "--days", "30")
    found = re.search(r"：portal_([0-9a-f]{12})_[\w-]{43}\n", made.stdout)
    assert found is not None, made.stderr
    listed = portal(data, "key", "list", "--county", "wenshang").stdout
    assert re.fullmatch(rf"{found[1]}  能用到 \d{{4}}-\d\d-\d\d  in_force  某医院\n", listed)
    assert portal(data, "key", "revoke", found[1]).stdout == f"已作废：{found[1]}\n"
    assert "不能用了" in portal(data, "key", "list", "--county", "wenshang").stdout
    again = portal(data, "key", "revoke", found[1])
    assert (again.returncode, again.stderr) == (1, "portal: 这把密钥已经作废，不用再作废\n")
    further = portal(data, "key", "add", "某医院", "--county", "wenshang", "--scope", "file").stdout
    assert further.startswith("“某医院”以前做过 1 把密钥，它们报的备案，这把也能查、能补材料。\n请把这把密钥交给机构")
    kinds = count(data, "SELECT kind FROM portal_events WHERE kind LIKE 'key%' ORDER BY id")
    assert list(kinds) == [("key_made",), ("key_revoked",), ("key_made",)]


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    data = tmp_path / "var"
    installed(data)
    common = ("key", "add", "某医院", "--scope", "in_force")
    for words, sentence in (
        ((*common, "--county", "nowhere"), "没有“nowhere”"),
        ((*common, "--county", "wenshang", "--hospital", "没有的"), "汶上县中医院"),
        (("key", "revoke", "000000000000"), "没有编号是“000000000000”的密钥"),
    ):
        ran = portal(data, *words)
        assert (ran.returncode, sentence in ran.stderr) == (1, True), ran.stderr
