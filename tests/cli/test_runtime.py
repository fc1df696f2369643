"""Who sits at the machine is what the machine says, whatever is written into the environment."""

import os
import pwd

import pytest

from portal.cli import runtime


@pytest.mark.parametrize("variable", ["LOGNAME", "USER", "LNAME", "USERNAME"])
def test_nobody_acts_under_a_name_they_wrote_into_the_environment(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "li.si")
    assert runtime.operator().actor.operator == pwd.getpwuid(os.getuid()).pw_name


def test_who_has_no_name_there_acts_under_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000)
    assert runtime.operator().actor.operator == "uid 4000000"
