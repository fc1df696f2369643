"""What the environment may say and what not: no name of who sits at the machine, and no setting that gives away."""

import os
import pwd

import pytest

from portal.cli import main, runtime
from tests.test_message_settings import GATEWAY


@pytest.mark.parametrize("variable", ["LOGNAME", "USER", "LNAME", "USERNAME"])
def test_nobody_acts_under_a_name_they_wrote_into_the_environment(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "li.si")
    assert runtime.operator().actor.operator == pwd.getpwuid(os.getuid()).pw_name


def test_who_has_no_name_there_acts_under_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000)
    assert runtime.operator().actor.operator == "uid 4000000"


def test_a_gateway_without_tls_is_named_by_the_check_up_as_at_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {**GATEWAY, "PORTAL_SMS_URL": "http://sms.example.cn/send"}.items():
        monkeypatch.setenv(name, value)
    assert main(["doctor"]) == 1
    assert "PORTAL_SMS_URL: sends the key, telephones and codes without TLS" in capsys.readouterr().err
    with pytest.raises(runtime.CommandFault):
        runtime.settings()
