"""`portal certificate`: checks offline with words and an exit status for each end, and changes the key that signs."""

import os
from datetime import date
from pathlib import Path

import pytest

from portal.cli import main
from portal.models import key_file
from portal.models.signing import Signer
from tests.certificates import KEYS, NOW, SAMPLE, certificate, ended
from tests.processes import count, installed, portal

TODAY = "2026-10-08"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The published keys and the list, as somebody has saved them."""
    (tmp_path / "keys.json").write_text(KEYS.text("https://portal.example"))
    (tmp_path / "ended.txt").write_text(ended({}) + "\n")
    return tmp_path


def checked(files: Path, text: str, *words: str, ended: str = "ended.txt") -> int:
    """The exit status."""
    listed = ("--ended", str(files / ended)) if ended else ()
    return main(
        ["certificate", "verify", "--keys", str(files / "keys.json"), *listed, "--on", TODAY, *words, "--", text]
    )


@pytest.mark.parametrize(
    ("text", "words", "status", "sentence"),
    [
        (certificate(), (), 3, "是真的，这一天在备案的日期之内"),  # the list is of that day, and today is another
        (f"https://portal.example/verify#{certificate()}", (), 3, "是真的"),
        (certificate(), ("--on", "2026-09-19"), 1, "还没有到开始的日期"),
        (certificate(), ("--on", "2027-09-20"), 1, "已经过了到期的日期"),
        (certificate(signer=Signer(bytes(32))), (), 1, "不在公布的密钥里"),
        (certificate()[:-3] + "AAA", (), 1, ""),
        ("这不是.一份.证明", (), 1, "这不是备案证明"),
    ],
)
def test_every_end_has_its_words_and_its_status(
    files: Path, capsys: pytest.CaptureFixture[str], text: str, words: tuple[str, ...], status: int, sentence: str
) -> None:
    assert checked(files, text, *words) == status
    assert sentence in capsys.readouterr().out


def test_with_the_newest_list_it_is_proven_and_says_what_for(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.cli.certificate.system_clock", lambda: NOW)
    (files / "paper.txt").write_text(certificate())
    assert checked(files, str(files / "paper.txt")) == 0
    shown = capsys.readouterr().out
    lines = ("编号：260914000011", "县区：汶上县", "就医地：上海市（310000）", "种类：异地转诊人员")
    assert [
        line
        for line in (*lines, "参保人：测*，证件号码最后两位 1X", "名单是 2026-10-08 10:00 的。")
        if line not in shown
    ] == []
    assert "它不证明：拿着它的人就是本人" in shown
    (files / "ended.txt").write_text(ended({SAMPLE.uid: date(2026, 10, 1)}))
    assert checked(files, str(files / "paper.txt")) == 1
    assert "算到：2026-10-01" in capsys.readouterr().out
    assert checked(files, certificate(), ended="") == 3
    assert "没有和提前结束的名单对过" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("keys.json", "{}", "不是公布的密钥"),
        ("keys.json", "\ud800", "不是公布的密钥"),
        ("ended.txt", certificate(), "不是这些密钥签的名单"),
        ("ended.txt", "", "不是这些密钥签的名单"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    files: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, sentence: str
) -> None:
    (files / name).write_text(content, errors="replace")
    assert checked(files, certificate()) == 2
    assert sentence in capsys.readouterr().err


def test_a_file_that_is_not_there_or_is_no_text_is_named(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(files, "nowhere") == 2
    (files / "photo").write_bytes(b"\xff\xfe\x00")
    assert checked(files, str(files / "photo")) == 2
    assert "nowhere" in capsys.readouterr().err
    for mistyped in ("nowhere.txt", "sub/paper.v2.txt", "C:\\paper"):
        assert (checked(files, mistyped), mistyped in capsys.readouterr().err) == (2, True)


@pytest.mark.parametrize("name", ["keys.json", "ended.txt"])
def test_a_file_without_an_end_is_not_read_to_it(files: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (files / name).unlink()
    (files / name).symlink_to("/dev/zero")
    assert checked(files, certificate()) == 2
    assert "太大" in capsys.readouterr().err
    (files / name).unlink()
    os.mkfifo(files / name)  # nobody writes into it
    assert checked(files, certificate()) == 2


@pytest.mark.slow
def test_another_key_signs_and_the_former_counts_until_it_is_forgotten(tmp_path: Path) -> None:
    data = tmp_path / "var"
    installed(data)
    path = data / "keys" / "portal.key"
    first = key_file.read(path).signer.public
    done = portal(data, "certificate", "renew-key")
    assert "另有 1 个旧密钥签过的照样算数" in done.stdout, done.stderr
    second = key_file.read(path)
    assert (second.former, second.signer.public == first) == ((first,), False)
    assert "以前签过的一律不再算数" in portal(data, "certificate", "renew-key", "--forget-former").stdout
    third = key_file.read(path)
    assert (third.former, third.signer.public in (first, second.signer.public)) == ((), False)
    assert count(data, "SELECT count(*) FROM portal_events WHERE kind = 'signer_renewed'") == [(2,)]
    assert "签备案证明的密钥" in portal(data, "doctor").stdout
