"""`portal message bounce` as a mail server calls it."""

import io
import os
from contextlib import nullcontext
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from portal.cli import main
from portal.cli import message as command
from portal.domain.messages import MessageState
from portal.services import returned_messages
from tests.adapters.test_returned_mail import ABSENT, KEY, POSTFIX
from tests.services.test_messages import all_messages
from tests.services.test_returned_messages import sent


@pytest.fixture(autouse=True)
def at_the_machine(services: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its command line, over one database and without an application of its own."""
    monkeypatch.setattr(command, "settings", lambda: None)
    monkeypatch.setattr(command, "application", lambda _settings: nullcontext(services))


def piped(monkeypatch: pytest.MonkeyPatch, mail: str) -> int:
    """What the command answers to a mail on standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(mail.encode())))
    return main(["message", "bounce"])


def test_a_bounce_is_noted_from_a_pipe_and_from_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _by_text, mail = sent()
    report = POSTFIX.replace(KEY, mail.uid)
    assert piped(monkeypatch, report) == 0
    assert "登记了" in capsys.readouterr().out
    assert all_messages()[1].state is MessageState.BOUNCED
    file = tmp_path / "bounce.eml"
    file.write_text(report)
    assert main(["message", "bounce", str(file)]) == 0
    assert "已经登记过" in capsys.readouterr().out
    assert main(["message", "bounce", str(tmp_path / "none")]) == 1
    assert "读不了" in capsys.readouterr().err
    os.mkfifo(tmp_path / "pipe")  # nobody writes into it
    for endless in (tmp_path / "pipe", Path("/dev/zero")):
        assert main(["message", "bounce", str(endless)]) == 0
        assert "不是退信" in capsys.readouterr().out


def test_what_is_no_bounce_is_answered_by_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert piped(monkeypatch, ABSENT) == 0
    assert capsys.readouterr().out == "不是退信，没有登记\n"


def test_while_the_database_is_away_the_mail_server_keeps_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away(*_args: str) -> bool:
        raise OperationalError("", None, Exception())

    monkeypatch.setattr(returned_messages, "note", away)
    assert piped(monkeypatch, POSTFIX) == 75
    assert "请过一会儿再送来" in capsys.readouterr().err
