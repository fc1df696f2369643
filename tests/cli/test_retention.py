"""`portal retention run` as an operator meets it."""

import getpass
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from portal.cli import main
from portal.cli import retention as command
from portal.domain.actor import Actor, Context
from tests.processes import portal

pytestmark = pytest.mark.slow


def test_a_dry_run_names_each_kind_with_its_ground(tmp_path: Path) -> None:
    data = tmp_path / "var"
    assert portal(data, "init").returncode == 0
    counted = portal(data, "retention", "run", "--dry-run")
    assert (counted.returncode, counted.stderr) == (0, "")
    assert "没有提交的草稿：保存 180 天（产品自定），过期 0 件" in counted.stdout
    assert "交上来的备案、材料和经过：一直保存（指南没有写明，一直保存），过期 0 件" in counted.stdout
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
