"""Whoever leaves a terminal leaves nothing there, and no other device is one."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.models import Filing, db
from tests.page import Page
from tests.people import person
from tests.web.kiosk.standing import answered, begin, sent
from tests.web.living import signed_in

WHO = person(1)


@pytest.mark.parametrize("url", ["/kiosk/", "/kiosk/check", "/kiosk/ask/name", "/kiosk/receipt", "/kiosk/stay"])
def test_another_device_is_turned_away_whoever_is_signed_in(app: Flask, url: str) -> None:
    for client in (app.test_client(), signed_in(app, "boss")):
        answer = client.get(url)
        assert answer.status_code == 403
        client.set_cookie("portal_terminal", "made-up")
        assert client.get(url).status_code == 403
    assert "没有设为自助机" in answer.text


def test_the_first_page_offers_what_the_county_opens_there(device: FlaskClient) -> None:
    page = Page.open(device, "/kiosk/")
    assert "异地" in page.text
    assert not [url for url in page.links.values() if not url.startswith(("/kiosk", "#"))], "nothing leads away"
    assert page.find(data_size="large") is not None


@pytest.mark.parametrize("was_sent", [False, True])
def test_the_end_leaves_nothing(device: FlaskClient, app: Flask, was_sent: bool) -> None:
    device.set_cookie("portal_size", "large")
    page = sent(device, WHO) if was_sent else answered(device, WHO)
    answer = page.form("/kiosk/end").send("清除", follow_redirects=False)
    assert (answer.status_code, answer.location) == (303, "/kiosk/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert {cookie.key for cookie in device._cookies.values()} == {"portal_terminal"}
    for url in ("/kiosk/receipt", "/kiosk/check", "/kiosk/ask/name"):
        assert WHO.name not in Page.open(device, url).markup
    with app.app_context():
        assert db.session.query(Filing).count() == (1 if was_sent else 0)


def test_a_form_of_another_site_begins_and_ends_nothing(device: FlaskClient, app: Flask) -> None:
    begin(device)
    for url in ("/kiosk/end", "/kiosk/begin/long-term-resident", "/kiosk/ask/name", "/kiosk/check"):
        assert device.post(url, data={"name": "别人"}).status_code == 400, "without its token"
    with app.app_context():
        assert db.session.query(Filing).count() == 1


def test_what_the_county_does_not_open_there_is_missing(device: FlaskClient) -> None:
    form = Page.open(device, "/kiosk/").form()
    token = {"csrf_token": form.values["csrf_token"]}
    assert device.post("/kiosk/begin/no-such-item", data=token).status_code == 404


def test_the_paper_to_take_along_is_the_issued_one(device: FlaskClient) -> None:
    page = sent(device, WHO)
    assert page.tree.find(".//article[@class='paper-sheet']") is not None
    assert "收件回执" in page.text or "受理" in page.text
    assert WHO.id_number not in page.markup
    assert page.find(id="kiosk-print") is not None
