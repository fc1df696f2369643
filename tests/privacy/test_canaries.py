"""`python -m tests.privacy.canaries` finds a word in every spelling, and none of ten canaries in a served portal."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.privacy.canaries import Findings, canary, fly_through

WHO = canary(1234)
SPELLED: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "GBK": lambda text: text.encode("gbk"),
    "hex": lambda text: text.encode().hex().encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 after one": lambda text: base64.b64encode(b"x" + text.encode()),
    "base64 after two": lambda text: base64.b64encode(b"xx" + text.encode()),
    "escaped": lambda text: text.encode("unicode_escape"),
}


@pytest.mark.parametrize("spelling", SPELLED)
@pytest.mark.parametrize("word", [WHO.name, WHO.id_number, WHO.phone], ids=["name", "number", "telephone"])
def test_a_word_is_found_in_every_spelling(spelling: str, word: str) -> None:
    findings = Findings()
    findings.search("somewhere", b"before " + SPELLED[spelling](f"{word} and more") + b" after")
    assert len(findings.places) >= 1
    assert findings.places[0].startswith("somewhere: ")


def test_a_files_name_is_read_too(tmp_path: Path) -> None:
    findings = Findings()
    (tmp_path / f"{WHO.phone}.jpg").touch()
    findings.search_folder(tmp_path)
    assert [place.partition(":")[0] for place in findings.places] == ["a file's name"]


@pytest.mark.slow
def test_ten_canaries_leave_no_word(tmp_path: Path) -> None:
    findings = fly_through(tmp_path, 10)
    assert findings.places == []
    assert findings.read > 1_000_000
