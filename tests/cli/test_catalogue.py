"""`portal catalogue list|show|check` as anyone would call it."""

from pathlib import Path

import pytest

from portal.catalogue.fact_names import FACT_NAMES, HANGS_ON, OF_A_CHANNEL
from portal.catalogue.files import COUNTIES
from portal.cli import main
from tests.seeds import SEED_FILES, SEEDS

DONGGANG = Path(__file__).parents[1] / "counties" / "371102-donggang.toml"


def test_list_names_every_item(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.partition(".")[0] for line in lines} >= set(SEEDS)
    assert any(line.startswith("liujiang.emergency") and "版本 9" in line for line in lines)


def test_show_says_what_is_stated_silent_and_disputed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "show", "wenshang.referral"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "收费：指南没有写明" in lines
    assert "最晚哪天申报：指南没有写明" in lines
    assert any(line.strip().startswith("电话：0537-7293008  [S4:108 ") for line in lines)
    assert any("前后说法不一，以经办机构答复为准" in line and "确认" in line for line in lines)
    assert any("统筹区：指南没有写明；目前按 3708" in line for line in lines)


def test_show_says_no_code_where_there_is_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "show", "fushun.settled-retiree"]) == 0
    shown = [line.strip(" -") for line in capsys.readouterr().out.splitlines()]
    assert {"种类：身份证件、社保卡或医保电子凭证", "种类：承诺办结时限", "种类：法定办结时限"} <= set(shown)
    assert any(line.startswith("办件类型：即办件（当场办）") for line in shown)


def test_show_calls_no_length_silent_where_it_lasts_until_changed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORTAL_COUNTIES_DIR", str(DONGGANG.parent))
    assert main(["catalogue", "show", "donggang.long-term"]) == 0
    _before, _title, lasting = capsys.readouterr().out.partition("管多久：")
    assert lasting.splitlines()[1] == "  - 变更以前一直有效：是"


def test_show_of_an_unknown_item_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "show", "nowhere.nothing"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "nowhere.nothing" in printed.err


def test_check_of_the_catalogue_is_clean_and_warns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "check", *(str(path) for path in SEED_FILES)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "370830-wenshang.toml: item.long-term.legal_basis: 提醒" in printed.out
    assert printed.out.splitlines()[-1].startswith("4 个文件，7 个事项，")


def test_check_names_file_and_key_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (COUNTIES / "370830-wenshang.toml").read_text("utf-8")
    bad = tmp_path / "370830-wenshang.toml"
    bad.write_text(text.replace('phone = "0537-7727566"', 'phone = "0537"').replace("in_principle", "perhaps"), "utf-8")
    assert main(["catalogue", "check", str(bad)]) == 1
    faults = [": ".join(line.split(": ")[:2]) for line in capsys.readouterr().err.splitlines()]
    assert faults == [
        "370830-wenshang.toml: item.long-term.check[0].perhaps",
        "370830-wenshang.toml: item.emergency.channel[2].phone",
        "370830-wenshang.toml: item.emergency.consultation[0].phone",
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


def test_check_of_a_county_of_the_operator(capsys: pytest.CaptureFixture[str]) -> None:
    """A short guide, written down by docs/county-file.md alone."""
    assert main(["catalogue", "check", str(DONGGANG)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    count = len(FACT_NAMES) - len({*HANGS_ON, *OF_A_CHANNEL})
    covered = f"item.emergency.silent: 提醒：测试员 2026-11-20 读过指南全文，没有写的有 {count} 项："
    assert f"371102-donggang.toml: {covered}" in printed.out
    assert "收费" in printed.out


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('insures = ["371102"]', 'insures = ["371199"]', "insures: 没有“371199”这个区划，请查民政部的行政区划代码"),
        ('value = ["3711"]', 'value = ["37111"]', "pooling_area: “37111”不是区划代码的开头"),
        ('value = ["3711"]', 'value = ["3799"]', "pooling_area: 没有“3799”这个区划"),
        ('insures = ["371102"]', 'insures = ["370830"]', "insures: 370830 的人已经由 370830-wenshang.toml 管"),
        ("read_on = 2026-11-20", "read_on = 2126-11-20", "item.long-term.read_on: 2126-11-20 还没有到，"),
        ("stay_months = 12", 'stay_months = "long"', "example[0]: 住满半年，材料齐: facts.stay_months: "),
        (
            'findings = ["filed_late"]',
            'findings = ["filed_early"]',
            "example[1]: 急诊住院，过了五个工作日: expect.findings: 缺 filed_early",
        ),
        (
            "readings = [{ numbers = [10] }]",
            'readings = [{ numbers = [10], within = ["99"] }]',
            "item.emergency.effect",
        ),
        (
            "[[item]]",
            '[[office]]\nid = "centre"\nname = "又一处"\nsource = "D:15"\nquote = "医保中心"\n[[item]]',
            "office: “centre”",
        ),
    ],
)
def test_check_names_what_is_wrong_with_an_added_county(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, fault: str
) -> None:
    text = DONGGANG.read_text("utf-8")
    assert old in text
    path = tmp_path / DONGGANG.name
    path.write_text(text.replace(old, new, 1), "utf-8")
    (tmp_path / "donggang.txt").write_bytes((DONGGANG.parent / "guides" / "donggang.txt").read_bytes())
    assert main(["catalogue", "check", str(path)]) == 1
    assert f"{path.name}: {fault}" in capsys.readouterr().err


def test_own_folder_is_listed_and_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PORTAL_COUNTIES_DIR", str(DONGGANG.parent))
    assert main(["catalogue", "show", "donggang.long-term"]) == 0
    assert main(["catalogue", "check"]) == 0
    assert "371102-donggang.toml: " in capsys.readouterr().out


def test_own_folder_that_is_not_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PORTAL_COUNTIES_DIR", str(tmp_path / "gone"))
    assert main(["catalogue", "list"]) == 1
    assert capsys.readouterr().err.startswith("PORTAL_COUNTIES_DIR: 没有")


@pytest.mark.parametrize("name", ["/dev/zero", ".", "no-such-file.toml"])
def test_what_is_no_file_of_a_county_is_a_sentence(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "check", name]) == 1
    printed = capsys.readouterr()
    assert len(printed.err.splitlines()) == 1
    assert "请检查" in printed.err
    assert printed.out.startswith("1 个文件，0 个事项")


def test_what_a_terminal_would_obey_is_not_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "110101-x.toml"
    bad.write_text('"\\u001b[2J\\u202e" = 1\n', "utf-8")
    main(["catalogue", "check", str(bad)])
    bad.write_text("\x1b[2J = 1\n", "utf-8")
    main(["catalogue", "check", str(bad)])
    printed = capsys.readouterr()
    assert {sign for sign in printed.err + printed.out if not sign.isprintable()} == {"\n"}


def test_of_thousands_of_faults_the_first_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "110101-x.toml"
    bad.write_text("".join(f"k{number} = 1\n" for number in range(2000)), "utf-8")
    assert main(["catalogue", "check", str(bad)]) == 1
    printed = capsys.readouterr()
    faults = printed.err.splitlines()
    assert len(faults) == 201
    assert faults[-1] == "还有 1809 处没有列出，请先改上面的"
    assert printed.out.endswith("2009 处错误\n")
