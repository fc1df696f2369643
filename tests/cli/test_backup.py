"""backup, verify and restore as an operator meets them."""

import re
import shutil
from pathlib import Path

import pytest

from tests.processes import count, installed, portal

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation for real work with one account."""
    data = tmp_path_factory.mktemp("operator") / "var"
    installed(data)
    assert portal(data, "user", "add", "zhang", "--role", "supervisor", "--county", "wenshang").returncode == 0
    return data


def test_a_day_in_the_life_of_a_backup(data: Path, tmp_path: Path) -> None:
    depot, key = str(tmp_path / "depot"), str(data / "keys" / "portal.key")
    made = portal(data, "backup", depot)
    assert made.returncode == 0, made.stderr
    assert re.search(r"备份 \d{8}T\d{6}Z 做好并核对过：\d+ 行数据", made.stdout)
    assert portal(data, "verify", PORTAL_BACKUP_DIR=depot).returncode == 0
    elsewhere = tmp_path / "new"
    restored = portal(elsewhere, "restore", depot, PORTAL_KEY_FILE=key)
    assert restored.returncode == 0, restored.stderr
    assert "逐行逐份比对过" in restored.stdout
    question = "SELECT purpose, token_index FROM tokens"
    assert count(elsewhere, question) == count(data, question) != []
    again = portal(elsewhere, "restore", depot, PORTAL_KEY_FILE=key)
    assert (again.returncode, "空的" in again.stderr) == (1, True)


def test_the_key_is_in_no_backup(data: Path, tmp_path: Path) -> None:
    depot = tmp_path / "depot"
    portal(data, "backup", str(depot))
    secret = (data / "keys" / "portal.key").read_text().strip()
    for file in (path for path in depot.rglob("*") if path.is_file()):
        body = file.read_bytes()
        assert secret.encode() not in body
        assert bytes.fromhex(secret) not in body


@pytest.mark.parametrize(
    ("words", "settings", "sentence"),
    [
        (["backup"], {}, "PORTAL_BACKUP_DIR"),
        (["backup", "{data}/inside"], {}, "不能一个在另一个里面"),
        (["backup", "{data}/.."], {}, "不能一个在另一个里面"),
        (["backup", "{depot}"], {"PORTAL_KEY_FILE": "{depot}/portal.key"}, "密钥移到别处"),
        (["backup", "{depot}"], {"PORTAL_KEY_FILE": "{depot}-gone/portal.key"}, "密钥文件"),
        (["verify", "{depot}"], {}, "没有备份"),
        (["restore", "{depot}", "--backup", "20200101T000000Z"], {}, "没有备份 20200101T000000Z"),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_sentence(
    data: Path, tmp_path: Path, words: list[str], settings: dict[str, str], sentence: str
) -> None:
    places = {"data": str(data), "depot": str(tmp_path / "depot")}
    (tmp_path / "depot").mkdir()
    shutil.copy(data / "keys" / "portal.key", tmp_path / "depot" / "portal.key")
    refused = portal(
        data,
        *(word.format(**places) for word in words),
        **{name: value.format(**places) for name, value in settings.items()},
    )
    assert refused.returncode == 1
    assert sentence in refused.stderr
    assert "Traceback" not in refused.stderr
