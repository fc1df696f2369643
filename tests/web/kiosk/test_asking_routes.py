"""One question a page, by the questions and rules of every other channel."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from portal.domain.vocabulary import FilingStatus
from portal.models import Filing, db
from portal.services.terminals import IDLE
from tests.page import Page
from tests.people import person
from tests.web.kiosk.standing import answered, answers_of, begin, sent
from tests.web.living import LivingPortal

WHO = person(1)


def test_every_page_asks_one_thing(device: FlaskClient) -> None:
    page = begin(device)
    assert page.title == "参保人姓名"
    assert "第 1 问，共" in page.text
    form = page.tree.findall(".//form[@autocomplete='off']")
    fields = [field for field in form[0].iter("input") if field.get("type") != "hidden"]
    assert [field.get("name") for field in fields] == ["name"]
    assert fields[0].get("autocomplete") == "off", "the next person is offered nothing"
    assert page.form(button="继续").submit("继续", 422).errors == ["请填写参保人姓名，和身份证上一样"]


def test_all_is_looked_over_signed_and_sent_in(device: FlaskClient, app: Flask) -> None:
    page = answered(device, WHO)
    assert page.title == "核对后提交"
    assert WHO.name in page.text
    assert WHO.id_number not in page.text
    assert "身份证" in page.text, "which papers are to be shown afterwards"
    nobody_agreed = page.form("/kiosk/check").fill({"signed_name": WHO.name}).submit("提交", 422)
    assert len(nobody_agreed.errors) == 2
    signed = page.form("/kiosk/check").fill({"signed_name": "别人", "agrees": "y", "consents": "y"})
    assert signed.submit("提交", 422).errors == [f"签名要和申请人姓名一样，请填写“{WHO.name}”"]
    receipt = sent(device, WHO)
    assert receipt.title == "已经收到您的申请"
    with app.app_context():
        filing = db.session.query(Filing).one()
        assert (filing.status, filing.channel.value) == (FilingStatus.SUBMITTED, "kiosk")
        grouped = re.sub(r"(\d{4})", r"\1 ", filing.number).strip()
    assert grouped in receipt.text
    assert "绑定码" in receipt.text
    assert device.post("/kiosk/check").status_code in (303, 400)


def test_one_answer_is_changed_and_the_rest_stays(device: FlaskClient) -> None:
    page = answered(device, WHO)
    change = next(url for text, url in page.links.items() if "就医地" in text)
    again = Page.open(device, change).form(button="继续").fill({"treatment_place": "500000"}).submit("继续", status=200)
    assert again.title == "核对后提交"
    assert "重庆" in again.text


def test_an_agent_is_asked_for_their_own_name(device: FlaskClient) -> None:
    other = person(2)
    agent = {"agent_name": other.name, "agent_id_number": other.id_number, "agent_phone": other.phone}
    page = answered(device, WHO, whom="other", agent_relation="女儿", **agent)
    assert other.name in page.text
    assert f"“{other.name}”" in page.text, "who signs"
    assert "代办人" in page.text
    alone = Page.open(device, "/kiosk/ask/whom").form(button="继续").fill({"whom": "self"}).submit("继续", status=200)
    assert other.name not in Page.open(device, "/kiosk/check").text
    assert alone.status == 200


def test_what_is_not_answered_is_asked_before_anything_is_sent(device: FlaskClient) -> None:
    begin(device)
    assert device.get("/kiosk/check").location == "/kiosk/ask/name"
    assert device.get("/kiosk/ask/no-such-question").status_code == 404
    assert device.get("/kiosk/receipt").location == "/kiosk/check"


def test_pages_of_who_went_away_show_nothing(device: FlaskClient, living: LivingPortal) -> None:
    page = answered(device, WHO)
    assert page.find(http_equiv="refresh") is not None, "it goes away by itself without a script too"
    living.clock.pass_by(IDLE + timedelta(seconds=1))
    for url in ("/kiosk/check", "/kiosk/ask/name", "/kiosk/receipt"):
        left = Page.open(device, url)
        assert left.title == "在这里办异地就医备案"
        assert WHO.name not in left.markup
    living.clock.pass_by(timedelta(seconds=1))
    answers = {"name": "别人", "csrf_token": "x"}
    assert device.post("/kiosk/ask/name", data=answers).status_code in (303, 400)


def test_no_address_and_no_cookie_says_anything_of_who_stood_there(device: FlaskClient) -> None:
    seen: list[str] = []
    page = begin(device)
    for name, value in answers_of(WHO).items():
        if f"/ask/{name}" not in page.url:
            page = Page.open(device, f"/kiosk/ask/{name}")
        seen.append(page.url)
        page = page.form(button="继续").fill({name: value}).submit("继续", status=200)
    for secret in (WHO.name, WHO.id_number, WHO.phone):
        assert not [url for url in seen if secret in url]
    cookies = {cookie.key for cookie in device._cookies.values()}
    assert cookies <= {"portal_terminal", "portal_session"}
