"""变更 and 续办 as their person meets them: of the same person, and begun again where one came to nothing."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.models import Filing, User, db
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
