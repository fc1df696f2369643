"""The very device on which a supervisor is signed in becomes a terminal, and the supervisor is gone from it."""

from flask import Flask
from flask.testing import FlaskClient

from portal.domain.vocabulary import Role
from portal.models import Terminal, db
from tests.page import Page
from tests.people import staff
from tests.web.living import signed_in


def set_up(client: FlaskClient) -> Page:
    form = Page.open(client, "/admin/terminals/").form("/admin/terminals/")
    assert form.submit("设为自助机", 422).errors == ["请写明这台自助机放在哪里"]
    return form.fill({"place": "一楼大厅"}).submit("设为自助机")


def test_the_device_is_a_terminal_and_nobody_is_signed_in_on_it(app: Flask) -> None:
    with app.app_context():
        staff("chief-zhenping", "zhenping", Role.SUPERVISOR)
    client = signed_in(app, "chief-zhenping")
    client.set_cookie("portal_browser", "of the supervisor")
    page = set_up(client)
    assert page.title == "在这里办异地就医备案"
    assert client.get("/admin/terminals/").status_code == 303, "to the sign-in"
    kept = {cookie.key: cookie for cookie in client._cookies.values()}
    assert set(kept) <= {"portal_terminal", "portal_session"}
    assert kept["portal_terminal"].http_only
    assert kept["portal_terminal"].same_site == "Strict"


def test_one_that_is_lost_is_ended_from_anywhere(app: Flask) -> None:
    with app.app_context():
        staff("chief-zhenping", "zhenping", Role.SUPERVISOR)
    device = signed_in(app, "chief-zhenping")
    set_up(device)
    with app.app_context():
        uid = db.session.query(Terminal).one().uid
    desk = signed_in(app, "chief-zhenping")
    page = Page.open(desk, "/admin/terminals/").form(f"/{uid}/end").submit("停用")
    assert "已停用" in page.text
    assert device.get("/kiosk/").status_code == 403
