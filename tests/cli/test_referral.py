"""`portal referral import` as an operator meets it; a big one, killed, is `python -m tests.importing`."""

from pathlib import Path

import pytest
from sqlalchemy import select

from portal.models import PortalEvent, db
from tests.importing import HOSPITAL, portal_with_a_hospital
from tests.processes import portal
from tests.web.hospital.spreadsheets import row, table, texts

pytestmark = pytest.mark.slow


def test_what_is_sound_is_taken_once_and_the_rest_reported(tmp_path: Path) -> None:
    data, file, report = tmp_path / "var", tmp_path / "转诊.xlsx", tmp_path / "没收.xlsx"
    app = portal_with_a_hospital(data)
    file.write_bytes(table([row(7), row(8), row(9, doctor="")]))
    command = ("referral", "import", str(file), "--hospital", HOSPITAL, "--consented")
    first = portal(data, *command)
    assert (first.returncode, first.stderr) == (1, "")
    assert first.stdout.splitlines()[:2] == [
        "一共 3 行：等着补扫描件 2，已经提交 0，以前收过 0，没有收 1",
        "第 4 行：“经治医生*”（K 列）：请填写经治医生姓名",
    ]
    again = portal(data, *command, "--report", str(report))
    assert again.stdout.splitlines()[0] == "一共 3 行：等着补扫描件 0，已经提交 0，以前收过 2，没有收 1"
    assert texts(report.read_bytes())[1][:2] == ["“经治医生*”（K 列）：请填写经治医生姓名", "4"]
    nowhere = portal(data, *command, "--report", str(tmp_path / "没有" / "没收.xlsx"))
    assert (nowhere.returncode, nowhere.stderr.startswith("portal: 写不了文件")) == (1, True)
    with app.app_context():
        sent = db.session.scalars(select(PortalEvent)).all()[0]
        assert sent.detail.operator


def test_what_cannot_be_meant_is_said(tmp_path: Path) -> None:
    data, file = tmp_path / "var", tmp_path / "转诊.csv"
    portal_with_a_hospital(data)
    file.write_text("订单,数量\n1,2\n")
    unknown = portal(data, "referral", "import", str(file), "--hospital", "没有的医院", "--consented")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "请用 --account 写明“没有的医院”的哪个账号（能用的：没有）" in unknown.stderr
    other = portal(data, "referral", "import", str(file), "--hospital", HOSPITAL, "--consented")
    assert other.returncode == 1
    assert "文件里没有认得的表头（第一行是：订单、数量）。请用这里下载的模板填写再传。" in other.stderr
    missing = portal(data, "referral", "import", str(tmp_path / "没有"), "--hospital", HOSPITAL, "--consented")
    assert "读不到文件" in missing.stderr
