"""`portal catalogue list|show|check` as anyone would call it."""

from pathlib import Path

import pytest

from portal.catalogue.repository import COUNTIES
from portal.cli import main


def test_list_names_every_item(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 7
    assert any(line.startswith("liujiang.emergency") and "版本 9" in line for line in lines)


def test_show_says_what_is_stated_silent_and_disputed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "show", "wenshang.referral"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "收费：指南没有写明" in lines
    assert "最晚哪天申报：指南没有写明" in lines
    assert any(line.strip().startswith("电话：0537-7293008  [S4:108 ") for line in lines)
    assert any("前后说法不一，以经办机构答复为准" in line and "确认" in line for line in lines)
    assert any("统筹区：指南没有写明；目前按 3708" in line for line in lines)


def test_show_of_an_unknown_item_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "show", "nowhere.nothing"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "nowhere.nothing" in printed.err


def test_check_of_the_catalogue_is_clean_and_warns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "check"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "370830-wenshang.toml: item.long-term.legal_basis: 提醒" in printed.out
    assert printed.out.splitlines()[-1].startswith("4 个文件，7 个事项，")


def test_check_names_file_and_key_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (COUNTIES / "370830-wenshang.toml").read_text("utf-8")
    bad = tmp_path / "bad.toml"
    bad.write_text(text.replace('phone = "0537-7727566"', 'phone = "0537"').replace("in_principle", "perhaps"), "utf-8")
    assert main(["catalogue", "check", str(bad)]) == 1
    faults = [": ".join(line.split(": ")[:2]) for line in capsys.readouterr().err.splitlines()]
    assert faults == [
        "bad.toml: item.long-term.check[0].perhaps",
        "bad.toml: item.emergency.channel[2].phone",
        "bad.toml: item.emergency.consultation[0].phone",
    ]


def test_check_runs_the_examples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (COUNTIES / "370830-wenshang.toml").read_text("utf-8")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(text.replace("ends_on = 2027-01-10", "ends_on = 2027-01-09"), "utf-8")
    assert main(["catalogue", "check", str(wrong)]) == 1
    assert "expect.ends_on: 应当是 2027-01-09，得到 2027-01-10" in capsys.readouterr().err


def test_check_of_a_missing_file_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "check", "nowhere.toml"]) == 1
    assert capsys.readouterr().err.startswith("nowhere.toml: ")
