"""`portal fax` as an operator meets it; a thousand of them, killed, are `python -m tests.faxing`."""

from pathlib import Path

import pytest
from sqlalchemy import select

from portal.domain.portal_events import PortalEventKind
from portal.models import Fax, PortalEvent, db
from tests import faxes
from tests.faxing import portal_with_a_folder
from tests.processes import portal

pytestmark = pytest.mark.slow


def test_taken_once_fetched_as_it_came_and_ended(tmp_path: Path) -> None:
    app, folder = portal_with_a_folder(tmp_path)
    data = tmp_path / "data"
    (folder / "a.tif").write_bytes(faxes.fax(1, 2))
    (folder / "b.tif").write_bytes(b"nonsense")
    ran = portal(data, "fax", "watch", str(folder), "--county", "wenshang", "--until-empty")
    assert (ran.returncode, ran.stdout.strip(), list(folder.iterdir())) == (0, "收了 2 个传真文件", [])
    again = folder / "a.tif"
    again.write_bytes(faxes.fax(1, 2))
    assert portal(data, "fax", "receive", str(again), "--county", "wenshang").stdout.strip() == "以前收过，没有再收"
    assert again.exists()
    with app.app_context():
        broken = db.session.scalars(select(Fax).where(Fax.trouble.is_not(None))).one()
    fetched = tmp_path / "as it came"
    portal(data, "fax", "fetch", str(broken.id), "--to", str(fetched))
    assert (fetched.read_bytes(), fetched.stat().st_mode & 0o777) == (b"nonsense", 0o600)
    portal(data, "fax", "end", "--county", "wenshang")
    with app.app_context():
        kinds = [event.kind for event in db.session.scalars(select(PortalEvent).order_by(PortalEvent.id))][-2:]
    assert kinds == [PortalEventKind.FAX_FETCHED, PortalEventKind.FAX_WATCH_ENDED]


def test_what_cannot_be_meant_is_said(tmp_path: Path) -> None:
    _app, folder = portal_with_a_folder(tmp_path)
    for words, sentence in (
        (("watch", str(folder)), "下没有以县代号为名的目录"),
        (("receive", str(folder / "none"), "--county", "wenshang"), "读不到文件"),
        (("receive", "/dev/zero", "--county", "wenshang"), "不是文件"),
    ):
        ran = portal(tmp_path / "data", "fax", *words)
        assert (ran.returncode, sentence in ran.stderr) == (1, True), ran.stderr
