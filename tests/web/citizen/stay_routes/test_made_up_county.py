"""A county of somebody's own, whose deadline runs from an admission although its item is no emergency: it is asked,
kept, shown and counted, without a line of Python."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.catalogue.loader import load_county
from portal.catalogue.repository import Catalogue
from portal.models import Filing, db
from portal.services.rulebook import rulebook
from tests.catalogue.test_examples import FROM_ADMISSION
from tests.page import Page
from tests.people import citizen, person
from tests.web.living import signed_in

WHO = person(1)


@pytest.fixture
def browser(app: Flask) -> Iterator[FlaskClient]:
    """The browser of somebody registered, in a portal that knows one county more."""
    county = load_county(FROM_ADMISSION, "demo.toml").county
    assert county is not None
    usual = rulebook.catalogue
    rulebook.use(Catalogue((*usual.editions, county)), rulebook.calendar, rulebook.gazetteer)
    with app.app_context():
        citizen(WHO)
    yield signed_in(app, WHO.phone)
    rulebook.use(usual, rulebook.calendar, rulebook.gazetteer)


def where_page(browser: FlaskClient) -> Page:
    """The second step of an application."""
    page = Page.open(browser, "/apply/demo/students").form(button="现在就办").submit().follow("给我自己办")
    return page.form("/who").fill({"scheme": "resident"}).submit("下一步")


def test_day_of_admission_is_asked_and_needed(browser: FlaskClient) -> None:
    page = where_page(browser)
    assert "哪天住院的" in page.text
    stay = {"treatment_place": "310000", "begins_on": date(2026, 9, 1)}
    assert page.form("/where").fill(stay).submit("下一步", 422).errors == ["请填写住院日期"]


def test_day_of_admission_is_kept_shown_and_counted(app: Flask, browser: FlaskClient) -> None:
    stay = {"treatment_place": "310000", "begins_on": date(2026, 9, 1), "admitted_on": date(2026, 8, 20)}
    page = where_page(browser).form("/where").fill(stay).submit("下一步").follow("下一步")
    assert "入院日期" in page.text
    assert "最晚 2026年8月30日" in page.text
    page.form("/check").fill({"agrees": "y", "signed_name": WHO.name}).submit("提交")
    with app.app_context():
        filing = db.session.query(Filing).one()
        assert filing.claims.admission.on == date(2026, 8, 20)
        assert filing.deadline_on == date(2026, 8, 30)


def test_the_plain_questions_ask_for_the_day_the_deadline_runs_from(browser: FlaskClient) -> None:
    page = Page.open(browser, "/start?county=demo&situation=other")
    assert page.title == "哪天住院的？"
    page = page.form("/start").fill({"admitted": date(2026, 9, 10)}).submit()
    page = page.form("/start").fill({"place": "310000"}).submit()
    assert "最晚 2026年9月20日" in page.text
