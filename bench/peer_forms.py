"""A form with a scan, filled in: a hospital's referral with us, a row of their one table with the others."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from bench.photographs import ISSUE
from bench.visitor import filled, visited
from portal.domain.actor import BEIJING
from tests.web.hospital.conftest import slip


class FilledForm(NamedTuple):
    """What is sent."""

    path: str
    body: bytes
    headers: Mapping[str, str]


Opened = Callable[[int, str, str, int, bytes], FilledForm]
"""Port, path, cookie, the how-manieth it is, and the scan."""
HIDDEN = re.compile(r'<input[^>]*name="(csrf_token|csrfmiddlewaretoken|key)"[^>]*value="([^"]*)"')


def ours_opened(port: int, _path: str, cookie: str, serial: int, scan: bytes) -> FilledForm:
    """As a hospital fills it in today."""
    today = datetime.now(BEIJING)
    own = {
        "insured_place": "370830",
        "issued_on-year": today.year,
        "issued_on-month": today.month,
        "issued_on-day": today.day,
    }
    answers = {name: str(value) for name, value in {**slip(serial + 1), **own}.items() if name != "slip"}
    return _form(port, ISSUE, cookie, answers, "slip", scan)


def theirs_opened(port: int, path: str, cookie: str, serial: int, scan: bytes) -> FilledForm:
    """The same said in as many fields."""
    stated = slip(serial + 1)
    answers = {
        "number": f"{10**11 + serial}",
        "person": stated["name"],
        "id_number": stated["id_number"],
        "phone": stated["contact_phone"],
        "county": "wenshang",
        "item": "wenshang.referral",
        "channel": "hospital",
        "status": "submitted",
        "due_on": "2026-09-14",
        "diagnosis": stated["diagnosis_name"],
        "condition": stated["condition"],
        "doctor": stated["doctor"],
    }
    return _form(port, path, cookie, answers, "scan", scan)


def _form(port: int, path: str, cookie: str, answers: Mapping[str, str], field: str, scan: bytes) -> FilledForm:
    kept, page = visited(port, path, cookie)
    body, kind = filled({**answers, **dict(HIDDEN.findall(page))}, field, scan)
    return FilledForm(path, body, {"Cookie": kept, "Content-Type": kind})
