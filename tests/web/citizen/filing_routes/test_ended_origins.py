"""Whoever waits for a change or a renewal reads on its card and its page what became of the filing it is of."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.actor import Context
from portal.domain.numbering import grouped
from portal.models import Filing, User, db
from portal.models.sealed import person_index
from portal.models.transaction import transaction
from portal.services import amendments, filings
from tests.page import Page
from tests.people import acting, person
from tests.services.test_altering import End, cancel, expire, return_home, revoke
from tests.services.test_amendments import in_force
from tests.services.test_origins import BEGINS, Begin, begun
from tests.web.living import signed_in

ENDS = [(revoke, "已撤销"), (cancel, "已取消"), (return_home, "已取消")]
WHAT = {amendments.begin_change: "变更", amendments.begin_renewal: "续办"}


def waiting(app: Flask, begin: Begin) -> tuple[FlaskClient, str, str]:
    """Its filer's browser, its number, and that of what it was begun from."""
    with app.app_context():
        filer, before = in_force()
        with transaction():
            before.begins_on = date(2026, 9, 1)
        sent = filings.submit(filer, begun(filer, before, begin).number)
        return signed_in(app, person(1).phone), sent.number, before.number


def of_number(number: str) -> tuple[Context, Filing]:
    filer = db.session.query(User).filter_by(person_index=person_index(person(1).id_number)).one()
    return acting(filer), db.session.query(Filing).filter_by(number=number).one()


@pytest.mark.parametrize("begin", BEGINS)
@pytest.mark.parametrize(("end", "state"), ENDS)
def test_card_and_page_say_that_it_ended(app: Flask, begin: Begin, end: End, state: str) -> None:
    browser, number, before = waiting(app, begin)
    sentence = f"您要{WHAT[begin]}的那一件（{grouped(before)}）{state}。"
    for page in ("/me", f"/me/filings/{number}"):
        assert sentence not in Page.open(browser, page).text
    with app.app_context():
        end(*of_number(before))
    assert Page.open(browser, "/me").text.count(sentence) == 1
    assert f"{sentence}这份{WHAT[begin]}还在审核" in Page.open(browser, f"/me/filings/{number}").text


@pytest.mark.parametrize(("begin", "is_told"), [*zip(BEGINS, (True, False), strict=True)])
def test_what_is_renewed_may_expire_meanwhile(app: Flask, begin: Begin, is_told: bool) -> None:
    browser, number, before = waiting(app, begin)
    with app.app_context():
        expire(*of_number(before))
    for page in ("/me", f"/me/filings/{number}"):
        assert (f"您要{WHAT[begin]}的那一件" in Page.open(browser, page).text) is is_told
