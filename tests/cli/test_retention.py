"""`portal retention run` as an operator meets it."""

import getpass
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from portal.catalogue.repository import Catalogue
from portal.cli import main
from portal.cli import retention as command
from portal.domain.actor import Actor, Context
from portal.domain.retention import PERIODS, schedules
from portal.domain.sourced import Fact
from portal.services.retention import Due
from tests.processes import installed, portal

pytestmark = pytest.mark.slow


def test_a_dry_run_names_each_kind_with_its_ground(tmp_path: Path) -> None:
    data = tmp_path / "var"
    installed(data)
    counted = portal(data, "retention", "run", "--dry-run")
    assert (counted.returncode, counted.stderr) == (0, "")
    assert "没有提交的草稿：保存 180 天（产品自定），过期 0 件" in counted.stdout
    assert "交上来的备案、材料和经过：一直保存（没有定保存几年，一直保存），过期 0 件" in counted.stdout
    done = portal(data, "retention", "run")
    assert (done.returncode, done.stdout) == (0, "没有过了保存期的，什么都没有删\n")
    by_the_agency = portal(data, "retention", "run", "--dry-run", PORTAL_RETENTION_FILING_YEARS="5")
    assert "交上来的备案、材料和经过：保存 1830 天（经办机构的规定），过期 0 件" in by_the_agency.stdout
    unknown = portal(data, "retention", "hold", "370830202600", "行政复议")
    assert (unknown.returncode, unknown.stdout) == (1, "")


def test_a_run_is_by_whoever_sits_at_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran_by: list[Actor] = []

    def run(ctx: Context, *_more: object) -> None:
        ran_by.append(ctx.actor)

    papers = SimpleNamespace(extensions={"portal_papers": SimpleNamespace(delete=None)})
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(command, "application", lambda _settings: nullcontext(papers))
    monkeypatch.setattr("portal.services.retention.run", run)
    assert main(["retention", "run"]) == 0
    assert [(each.user_id, each.operator) for each in ran_by] == [(None, getpass.getuser())]


def test_a_line_names_the_rule_of_a_countys_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    county = Catalogue.load().county("wenshang")
    assert county is not None
    stated = replace(county, agency=replace(county.agency, filing_years=Fact(applied=10, why="档案管理规定")))
    catalogue = SimpleNamespace(county=lambda slug: stated if slug else None)
    monkeypatch.setattr(command, "rulebook", SimpleNamespace(catalogue=catalogue))
    own, rest = schedules(PERIODS, {"wenshang": 10})[-1], schedules(PERIODS, {"wenshang": 10})[-2]
    lines = [command._line(Due(each.kind, each.period, 3, 1, each.county)) for each in (own, rest)]
    over = "过期 3 件，另有 1 件冻结着、不删"
    assert lines == [
        f"交上来的备案、材料和经过（汶上县）：保存 3660 天（县里的文件写明：档案管理规定），{over}",
        f"交上来的备案、材料和经过：一直保存（没有定保存几年，一直保存），{over}",
    ]
