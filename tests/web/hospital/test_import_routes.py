"""The pages of many referrals at once: a template, a file sent, how far it is, also where there is no worker yet."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.adapters.tables import read
from portal.domain.portal_events import PortalEventKind
from portal.models import PortalEvent, ReferralImport, db
from portal.worker import Worker
from tests.page import Page
from tests.web.hospital.spreadsheets import row, table, worker_of
from tests.web.importing.test_working import sent, taken
from tests.web.living import LivingPortal, signed_in

HOME = "/hospital/imports/"


@pytest.fixture
def worker(living: LivingPortal, app: Flask) -> Worker:
    return worker_of(living, app)


def test_the_template_is_a_spreadsheet_with_choices_and_an_example(hospital: FlaskClient) -> None:
    answer = hospital.get(f"{HOME}template")
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    heading, example = read(answer.data).rows
    assert heading.cells[0].text == "备注（写“示例”的行不导入）"
    assert example.cells[0].text == "示例，不会导入"


def test_what_nobody_has_begun_says_that_it_waits_and_asks_again_by_itself(hospital: FlaskClient) -> None:
    page = sent(hospital, table([row(7)]))
    assert "在排队，马上开始读表格" in page.text
    latest = page.find(id="latest")
    assert latest is not None
    assert latest.get("data-hx-trigger") == "every 2s, click"
    fragment = hospital.get(page.url, headers={"HX-Request": "true"}).text
    assert "<progress" in fragment
    assert "<html" not in fragment


def test_what_is_through_asks_no_more(hospital: FlaskClient, worker: Worker) -> None:
    page = taken(hospital, worker, table([row(7)]))
    assert page.find(id="latest") is None
    assert "<progress" not in page.markup
    assert page.url in Page.open(hospital, HOME).markup


def test_columns_that_were_not_used_are_named(hospital: FlaskClient, worker: Worker) -> None:
    from tests.web.hospital.spreadsheets import HEADINGS

    page = taken(hospital, worker, table([row(7, bed="12")], {**HEADINGS, "bed": "床号"}))
    assert "这几列没有用上：床号" in page.text


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        ({"consents": "y"}, "请选择填好的表格，空文件不收"),
        ({"consents": "y", "table": [(b"", "空.xlsx")]}, "请选择填好的表格，空文件不收"),
        ({"table": [(b"a,b", "表.csv")]}, "请先告诉对方个人信息怎么用，对方同意了再打勾；不同意就不能办"),
    ],
    ids=["none", "empty", "not agreed"],
)
def test_what_cannot_be_sent_is_said_beside_its_field(
    app: Flask, hospital: FlaskClient, filled: dict[str, object], sentence: str
) -> None:
    page = Page.open(hospital, HOME).form(HOME).fill(filled).submit(status=422)
    assert sentence in page.text
    with app.app_context():
        assert db.session.scalars(select(ReferralImport)).all() == []


def test_a_file_that_is_too_big_is_refused_before_it_is_kept(
    app: Flask, hospital: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.config["PORTAL_SETTINGS"], max_upload_bytes=1000)
    monkeypatch.setitem(app.config, "PORTAL_SETTINGS", settings)
    filled = {"consents": "y", "table": [(bytes(1001), "大.xlsx")]}
    page = Page.open(hospital, HOME).form(HOME).fill(filled).submit(status=422)
    assert "MB，请分成几个文件，一个一个传" in page.text
    with app.app_context():
        assert db.session.scalars(select(ReferralImport)).all() == []


def test_the_supervisor_reads_who_sent_one(app: Flask, hospital: FlaskClient) -> None:
    sent(hospital, table([row(7)]))
    with app.app_context():
        kinds = [(event.kind, event.actor.username, event.county) for event in db.session.scalars(select(PortalEvent))]
    assert (PortalEventKind.REFERRALS_IMPORTED, "tcm", "wenshang") in kinds


def test_another_hospital_sees_none_of_it(app: Flask, hospital: FlaskClient, worker: Worker) -> None:
    url = taken(hospital, worker, table([row(7, phone="1")])).url
    other = signed_in(app, "people")
    assert other.get(url).status_code == 404
    token = Page.open(other, HOME).form(HOME).values["csrf_token"]
    assert other.post(f"{url}/report", data={"csrf_token": token}).status_code == 404
