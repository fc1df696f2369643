"""A unit sees where each of its filings stands, and sends what is missing by the link that needs no account."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.numbering import grouped
from portal.models import Filing, db
from portal.models.listed import LISTED
from portal.web.employer import home_routes
from portal.web.presenters.filing import masked_name
from portal.worker import Worker
from tests.page import Page
from tests.people import person
from tests.statements import noted
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


def test_of_each_it_reads_what_a_list_shows_and_no_more(employer: FlaskClient, app: Flask, worker: Worker) -> None:
    taken(employer, worker, sheet([staff_row(1), staff_row(2)]))
    with app.app_context(), noted() as seen:
        Page.open(employer, "/employer/")
    columns = [each.partition("FROM filings")[0].count("filings.") for each, _values in seen if "FROM filings" in each]
    assert columns == [len(LISTED) + 1], "and when it was sent in"


def test_a_page_goes_on_after_its_last_line(
    employer: FlaskClient, app: Flask, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home_routes, "PAGE", 2)
    taken(employer, worker, sheet([staff_row(serial) for serial in (1, 2, 3)]))
    with app.app_context():
        numbers = [grouped(filing.number) for filing in db.session.query(Filing).order_by(Filing.id.desc())]
    first = Page.open(employer, "/employer/")
    second = Page.open(employer, first.links["下一页"])
    assert [[number in page.text for number in numbers] for page in (first, second)] == [
        [True, True, False],
        [False, False, True],
    ]


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
