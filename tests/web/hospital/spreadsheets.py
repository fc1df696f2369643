"""Spreadsheets as a hospital sends them: rows of synthetic people under the headings of the template."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from openpyxl import Workbook, load_workbook

from portal.services.messages import Messenger
from portal.worker import Worker
from tests.doctors import a_doctor
from tests.people import person
from tests.web.living import LivingPortal, StoppedClock

HEADINGS = {
    "name": "参保人姓名*",
    "id_number": "身份证号*",
    "scheme": "参加哪种医保*",
    "place": "参保地（您交医保的地方）*",
    "phone": "联系电话*",
    "diagnosis": "疾病诊断*",
    "condition": "病情摘要*",
    "reason": "转诊原因*",
    "to": "转到哪里（就医地）*",
    "on": "开单日期*",
    "doctor": "经治医生*",
    "chief": "科主任*",
    "sealed": "转诊单上盖了医院公章吗？*",
    "agreed": "本院同意转诊*",
}


def row(serial: int, **other: Any) -> dict[str, Any]:
    """A sound row."""
    who = person(serial)
    return {
        "name": who.name,
        "id_number": who.id_number,
        "scheme": "职工医保",
        "place": "汶上县",
        "phone": who.phone,
        "diagnosis": "冠心病",
        "condition": "胸闷三个月",
        "reason": "本院不能做",
        "to": "江苏省南京市",
        "on": date(2026, 9, 14),
        "doctor": "王测试",
        "chief": "李测试",
        "sealed": "是",
        "agreed": "是",
        **other,
    }


def workbook(
    rows: Iterable[Mapping[str, Any]], headings: Mapping[str, str] = HEADINGS, above: Sequence[Sequence[Any]] = ()
) -> Workbook:
    """The rows under these headings; what stands above them first."""
    book = Workbook()
    sheet = book.active
    sheet.title = "转诊"
    for line in above:
        sheet.append(list(line))
    sheet.append(list(headings.values()))
    for each in rows:
        sheet.append([each.get(name) for name in headings])
    return book


def saved(book: Workbook) -> bytes:
    """As a file."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def table(rows: Iterable[Mapping[str, Any]], headings: Mapping[str, str] = HEADINGS) -> bytes:
    """The rows as XLSX."""
    return saved(workbook(rows, headings))


def texts(content: bytes) -> list[list[str]]:
    """What stands in a spreadsheet the portal sent."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[str(value or "") for value in line] for line in sheet.iter_rows(values_only=True)]


def worker_of(living: LivingPortal, app: Flask) -> Worker:
    """The worker beside that portal."""
    return worker_beside(app, living.data_dir, living.clock)


def worker_beside(app: Flask, data_dir: Path, clock: StoppedClock) -> Worker:
    """The worker beside a portal of one's own."""
    files = app.extensions["portal_papers"]
    address, doctor = "https://portal.example", a_doctor(data_dir, files)
    return Worker(app, files, address, clock, doctor, Messenger(None, address))
