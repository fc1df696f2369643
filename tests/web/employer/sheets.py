"""Spreadsheets of units: a row is one of the staff."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask.testing import FlaskClient

from portal.worker import Worker
from tests.page import Page
from tests.people import person
from tests.web.hospital.spreadsheets import table

HEADINGS = {
    "name": "参保人姓名*",
    "id_number": "身份证号*",
    "scheme": "参加哪种医保*",
    "place": "参保地（您交医保的地方）*",
    "kind": "您属于哪种情况*",
    "to": "去哪里看病（就医地）*",
    "from": "begins_on",
    "months": "stay_months",
    "phone": "联系电话*",
}
NEW = "/employer/imports/long-term/new"


def staff_row(serial: int, **other: Any) -> dict[str, Any]:
    """A sound row."""
    who = person(serial)
    return {
        "name": who.name,
        "id_number": who.id_number,
        "scheme": "职工医保",
        "place": "汶上县",
        "kind": "posted_worker",
        "to": "上海市",
        "from": date(2026, 10, 1),
        "months": 12,
        "phone": who.phone,
        **other,
    }


def sheet(rows: Iterable[dict[str, Any]]) -> bytes:
    """The rows as XLSX."""
    return table(rows, HEADINGS)


def taken(client: FlaskClient, worker: Worker, content: bytes, **ticked: str) -> Page:
    """The page of a spreadsheet with which the worker is through."""
    form = Page.open(client, NEW).form("/new").fill({"table": [(content, "职工.xlsx")], "consents": "y", **ticked})
    url = form.submit().url
    worker.work_off()
    return Page.open(client, url)
