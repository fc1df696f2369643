"""What becomes of what was typed where it cannot count: said on the page it came from, and kept there."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.vocabulary import Mark
from portal.models import Filing, User, db
from portal.services import amendments, filings, marks, review, scoping
from portal.services.cases import Case
from tests.approving import approve
from tests.page import Page
from tests.people import acting, citizen, person, staff
from tests.web.citizen.filing_routes.test_own_filings import sent_in
from tests.web.living import signed_in

WHO, OTHER = person(1), person(2)


@pytest.fixture
def owner(app: Flask) -> User:
    """Somebody with an account."""
    with app.app_context():
        return citizen(WHO)


@pytest.fixture
def approved(app: Flask, owner: User) -> str:
    """A filing in force."""
    with app.app_context():
        return approve(acting(staff("clerk")), sent_in(owner)).number


@pytest.fixture
def browser(app: Flask, owner: User) -> FlaskClient:
    """Its person's browser."""
    return signed_in(app, WHO.phone)


def test_a_change_is_not_given_to_somebody_else(app: Flask, browser: FlaskClient, approved: str) -> None:
    page = Page.open(browser, f"/me/filings/{approved}").form("/change").submit("变更")
    assert "给别人办，请到首页选县，另办一件" in page.text
    form = Page.open(browser, f"{page.url}?whom=other").form("/who")
    typed = {"name": OTHER.name, "id_number": OTHER.id_number, "agent_relation": "女儿", "scheme": "employee"}
    answers = {**typed, "kind": "long_term_resident", "contact_phone": OTHER.phone}
    refused = form.fill(answers).submit("下一步", status=422)
    assert any("变更只改同一个人的备案" in error for error in refused.errors)
    assert refused.form("/who").values["id_number"] == OTHER.id_number
    with app.app_context():
        assert {filing.claims.person.id_number for filing in db.session.query(Filing)} == {WHO.id_number}


def test_answers_that_come_too_late_are_said_and_stay_in_their_fields(app: Flask, owner: User) -> None:
    with app.app_context():
        clerk, filing = acting(staff("clerk")), sent_in(owner)
        number = review.request_correction(clerk, filing.number, filing.version, [], questions=["contact.phone"]).number
    form = Page.open(signed_in(app, WHO.phone), f"/me/filings/{number}/supply").form("/supply")
    with app.app_context():
        amendments.receive_correction(clerk, number, scoping.filing_by_number(clerk.actor, number).version)
    late = form.fill({"contact_phone": "13800009999"}).submit("一次交齐", status=409)
    assert any("您的操作没有执行" in error for error in late.errors)
    assert late.form("/supply").values["contact_phone"] == "13800009999"
    with app.app_context():
        assert db.session.query(Filing).one().claims.contact.phone == WHO.phone


def test_every_page_says_the_same_is_wanting(app: Flask, owner: User) -> None:
    """A clerk found the paper unsound, asked for it, and took that back; the telephone is asked for still."""
    with app.app_context():
        clerk, filing = acting(staff("clerk")), sent_in(owner)
        number, uid = filing.number, Case(clerk, filing).documents[0].uid
        marks.mark(clerk, number, uid, Mark.EXPIRED)
        review.request_correction(clerk, number, filing.version, [], questions=["contact.phone"])
        marks.mark(clerk, number, uid, Mark.SOUND)
    browser = signed_in(app, WHO.phone)
    own = Page.open(browser, f"/me/filings/{number}")
    assert "要补填或改正的" in own.text
    assert "还差的材料" not in own.text
    assert "材料齐了" in Page.open(browser, f"/me/filings/{number}/supply").text
    form = Page.open(app.test_client(), "/progress").form("/progress")
    progress = form.fill({"number": number, "last_four": WHO.id_number[-4:]}).submit()
    assert "要补填或改正的" in progress.text
    assert "还差的材料" not in progress.text


def test_whoever_cancels_a_change_before_it_begins_hears_what_comes_back(
    app: Flask, owner: User, browser: FlaskClient, approved: str
) -> None:
    with app.app_context():
        filer = acting(owner)
        draft = amendments.begin_change(filer, approved, lambda key: f"copy-{key}")
        filings.save_draft(filer, draft.number, {"begins_on": date(2026, 12, 1)})
        change = approve(acting(staff("second")), filings.submit(filer, draft.number)).number
    page = Page.open(browser, f"/me/filings/{change}").follow("取消备案")
    assert "它代替的那一件" in page.text
    page.form("/cancel").submit("取消备案")
    assert "已备案" in Page.open(browser, f"/me/filings/{approved}").text
