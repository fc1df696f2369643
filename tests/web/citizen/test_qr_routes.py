"""The QR on one's own papers: it ends with its filing, and before that when its person says so."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.vocabulary import EventKind, TokenPurpose
from portal.models import Filing, User, db
from portal.services import amendments, filings, history, review, tokens
from tests.page import Page
from tests.people import acting, citizen, long_stay, person, staff
from tests.web.living import LivingPortal, signed_in

WHO = person(1)


@pytest.fixture
def number(app: Flask) -> str:
    """A filing that was sent in by its person."""
    with app.app_context():
        owner = acting(citizen(WHO))
        return filings.submit(owner, filings.open_draft(owner, "wenshang.long-term", long_stay(WHO)).number).number


def printed(app: Flask) -> str:
    """What is on its papers now."""
    with app.app_context():
        return tokens.printed(TokenPurpose.QR, db.session.query(Filing).one()) or ""


def scanned(app: Flask, secret: str, status: int) -> str:
    """What a stranger with the paper sees."""
    return Page.open(app.test_client(), f"/p/{secret}", status).text


def test_changed_for_another_the_printed_one_is_like_an_unknown_one(app: Flask, number: str) -> None:
    browser, old = signed_in(app, WHO.phone), printed(app)
    assert "待审核" in scanned(app, old, 200)
    page = Page.open(browser, f"/me/filings/{number}").follow("二维码作废或换一个")
    assert page.title == "二维码作废？"
    assert "换了新的二维码" in page.form("/qr/renew").submit().text
    assert scanned(app, old, 404) == scanned(app, "nonsense", 404)
    assert "待审核" in scanned(app, printed(app), 200)


def test_ended_it_stays_so_whatever_is_issued_until_its_person_makes_one(app: Flask, number: str) -> None:
    browser, old = signed_in(app, WHO.phone), printed(app)
    end = Page.open(browser, f"/me/filings/{number}/qr").form("/qr/end")
    end.submit()
    page = end.submit()
    scanned(app, old, 404)
    with app.app_context():
        review.request_correction(acting(staff("clerk")), number, db.session.query(Filing).one().version, [], "请补")
    assert printed(app) == ""
    page.follow("旧单子上的二维码已经作废，做一个新的").form("/qr/renew").submit()
    assert "待补材料" in scanned(app, printed(app), 200)
    with app.app_context():
        kinds = [event.kind for event in history.events_of(db.session.query(Filing).one())]
    assert kinds == [
        EventKind.SUBMITTED,
        EventKind.QR_ENDED,
        EventKind.CORRECTION_REQUESTED,
        EventKind.QR_RENEWED,
    ]


def test_a_filing_that_is_over_is_followed_no_longer(app: Flask, living: LivingPortal, number: str) -> None:
    secret = printed(app)
    with app.app_context():
        amendments.withdraw(acting(db.session.query(User).one()), number, db.session.query(Filing).one().version)
    living.clock.pass_by(timedelta(days=731))
    assert "已经撤回" in scanned(app, secret, 200)
    living.clock.pass_by(timedelta(days=1))
    scanned(app, secret, 404)
    browser = signed_in(app, WHO.phone)
    assert "二维码" not in Page.open(browser, f"/me/filings/{number}").text
    Page.open(browser, f"/me/filings/{number}/qr", 404)
