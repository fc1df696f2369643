"""`portal ledger export` as an operator meets it; what it counts: tests/services/test_ledger.py."""

import csv
import io
from contextlib import nullcontext
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from portal.cli import ledger as command
from portal.cli import main
from portal.domain.portal_events import PortalEventKind
from portal.models import PortalEvent, db
from portal.services import ledger
from tests.certificates import sent_in
from tests.people import acting, citizen, person

MONTH = "2026-09"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where its files go."""
    made = tmp_path / "place"
    made.mkdir()
    return made


@pytest.fixture(autouse=True)
def at_the_machine(services: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its command line, over one database and without an application of its own."""
    monkeypatch.setattr(command, "settings", lambda: None)
    monkeypatch.setattr(command, "application", lambda _settings: nullcontext(services))


def export(path: Path, *words: str) -> int:
    """The command for 汶上."""
    return main(["ledger", "export", str(path), "--county", "wenshang", *words])


def taken() -> list[str]:
    """What the trail says was taken away."""
    rows = select(PortalEvent).where(PortalEvent.kind == PortalEventKind.LEDGER_TAKEN)
    kept = db.session.scalars(rows.order_by(PortalEvent.id))
    return [event.detail.after for event in kept]


def test_a_month_is_written_into_a_new_file_and_that_it_was_taken_into_the_trail(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filing = sent_in(acting(citizen(person(1))), person(1))
    assert export(place / "ledger.csv", "--month", MONTH) == 0
    assert capsys.readouterr().out == f"{MONTH} 1 件，写在 {place / 'ledger.csv'}\n"
    rows = list(csv.reader(io.StringIO((place / "ledger.csv").read_text("utf-8-sig"))))
    assert [row[0] for row in rows] == ["编号", filing.number]
    assert person(1).name not in str(rows)
    assert export(place / "ledger.xlsx", "--month", MONTH) == 0
    assert load_workbook(place / "ledger.xlsx").active["A2"].value == filing.number
    assert export(place / "report.xlsx", "--month", MONTH, "--report") == 0
    assert "1 件" in capsys.readouterr().out
    assert len(load_workbook(place / "report.xlsx").sheetnames) > 1
    assert taken() == [f"{MONTH} ledger", f"{MONTH} ledger", f"{MONTH} report"]


@pytest.mark.parametrize(
    ("name", "words", "sentence"),
    [
        ("ledger.txt", (), "请以 .xlsx 或 .csv 结尾"),
        ("ledger.csv", ("--month", "2026-13"), "--month：“2026-13”不是月份，请写成 2026-09 这样"),
        ("there.csv", (), "已经有文件"),
        ("nowhere/ledger.csv", (), "写不了文件"),
    ],
)
def test_what_cannot_be_written_is_named_and_nothing_taken(
    place: Path, capsys: pytest.CaptureFixture[str], name: str, words: tuple[str, ...], sentence: str
) -> None:
    (place / "there.csv").write_text("kept")
    assert export(place / name, *words) == 1
    assert sentence in capsys.readouterr().err
    assert ([path.name for path in place.iterdir()], taken()) == (["there.csv"], [])
    assert (place / "there.csv").read_text() == "kept"


def test_half_a_file_does_not_stay(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ledger, "take", fails)
    assert export(place / "ledger.csv") == 1
    assert list(place.iterdir()) == []
