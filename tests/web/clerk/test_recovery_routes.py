"""The page that shows the whole telephone of an account: each time it does is a look."""

from flask.testing import FlaskClient

from portal.models import AccessLog, db
from tests.page import Page
from tests.web.clerk.cases import filed


def test_the_telephone_is_shown_with_its_look_also_beside_what_is_wrong(clerk: FlaskClient) -> None:
    number = filed(1).number
    shown = Page.open(clerk, f"/clerk/filings/{number}").form("/account-code").submit()
    shown.form("/give").submit(status=422)
    looks = db.session.query(AccessLog).filter_by(what="account_phone")
    assert looks.count() == 2
