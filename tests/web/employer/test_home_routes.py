"""A unit sees where each of its filings stands, and sends what is missing by the link that needs no account."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.numbering import grouped
from portal.models import Filing, db
from portal.web.presenters.filing import masked_name
from portal.worker import Worker
from tests.page import Page
from tests.people import person
from tests.web.employer.sheets import sheet, staff_row, taken
from tests.web.hospital.spreadsheets import worker_of
from tests.web.living import LivingPortal, signed_in


@pytest.fixture
def worker(living: LivingPortal, app: Flask) -> Worker:
    return worker_of(living, app)


def test_the_list_says_where_each_stands_and_masks_whose_it_is(
    employer: FlaskClient, app: Flask, worker: Worker
) -> None:
    assert "还没有申报过" in Page.open(employer, "/employer/").text
    taken(employer, worker, sheet([staff_row(1)]))
    page = Page.open(employer, "/employer/")
    with app.app_context():
        number = db.session.query(Filing).one().number
    who = person(1)
    assert f"{masked_name(who.name)}，证号尾 {who.id_number[-2:]}" in page.text
    assert who.name not in page.markup
    assert grouped(number) in page.text
    assert "待审核" in page.text
    assert person(1).id_number not in page.markup
    assert person(1).phone not in page.markup


def test_what_is_missing_is_sent_by_a_link(employer: FlaskClient, app: Flask, worker: Worker) -> None:
    taken(employer, worker, sheet([staff_row(1)]))
    form = Page.open(employer, "/employer/").form(button="补材料")
    answer = form.send("补材料", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.location.startswith("/upload/")
    assert employer.get(answer.location).status_code == 200
    other = signed_in(app, "other-hr")
    token = Page.open(other, "/employer/imports/long-term/new").form("/new").values["csrf_token"]
    url = form.element.get("action", "")
    assert other.post(url, data={"csrf_token": token}).status_code == 404, "a foreign one is like a missing one"
