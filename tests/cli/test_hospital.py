"""`portal hospital` as an operator meets it."""

from pathlib import Path

import pytest

from tests.processes import count, installed, portal

pytestmark = pytest.mark.slow


def test_designations_are_taken_whole_or_not_at_all(tmp_path: Path) -> None:
    data, file = tmp_path / "var", tmp_path / "名单.csv"
    installed(data)
    command = ("hospital", "import", str(file), "--county", "wenshang")
    file.write_text("医院全名,开始日期,结束日期\n汶上县中医院,2026-01-01,2025-01-01\n新医院,昨天,\n")
    refused = portal(data, *command)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.splitlines() == [
        "portal: 没有收这份名单，请改好再运行：",
        "第 2 行“结束日期”（C 列）：早于开始的日期。",
        "第 3 行“开始日期”（B 列）：看不懂“昨天”这个日期，请写成 2026-09-14 这样。",
    ]
    file.write_text("医院全名,开始日期,结束日期\n汶上县中医院,2026-01-01,\n新医院,,\n")
    assert portal(data, *command).stdout == "新加 1 家，改了日期 1 家，没有变 0 家\n"
    assert portal(data, *command).stdout == "新加 0 家，改了日期 0 家，没有变 2 家\n"
    kinds = count(data, "SELECT kind FROM portal_events WHERE hospital_id IS NOT NULL ORDER BY id")
    assert list(kinds) == [("hospital_dated",), ("hospital_added",)]


def test_the_list_of_networked_hospitals_is_of_a_day_and_replaces_the_older(tmp_path: Path) -> None:
    data, file = tmp_path / "var", tmp_path / "联网.csv"
    installed(data)
    file.write_text("医院名称,城市,联网\n甲医院,上海市,是\n乙医院,,也许\n甲 医院,上海市,否\n")
    refused = portal(data, "hospital", "networked", str(file), "--as-of", "2026-09-01")
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[1:] == [
        "第 3 行“联网”（C 列）：看不懂“也许”，请写“是”或“否”。",
        "第 4 行“医院名称”（A 列）：和第 2 行重复。",
    ]
    file.write_text("医院名称,城市,联网\n甲医院,上海市,是\n乙医院,,否\n")
    command = ("hospital", "networked", str(file), "--as-of")
    outcome = "2026-09-02 的名单，2 家医院，1 家联网：{}\n"
    assert portal(data, *command, "2026-09-02").stdout == outcome.format("换好了")
    assert portal(data, *command, "2026-09-02").stdout == outcome.format("和现在用的一样，没有变")
    older = portal(data, *command, "2026-09-01")
    assert (older.returncode, older.stderr) == (1, "portal: 现在用的名单是2026年9月2日的，比这一份新\n")
    assert count(data, "SELECT count(*) FROM networked_hospitals") == [(2,)]
