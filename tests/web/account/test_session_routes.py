"""One's own sessions: listed in plain words, ended one by one or all but this (W5)."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from portal.domain.actor import STRANGER, Context
from portal.models import User, db
from portal.services import sessions
from tests.page import Page
from tests.people import NOW, PASSWORD, citizen, person, staff
from tests.web.living import StoppedClock, signed_in, signing_in

WHO = person(7)
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36 MicroMessenger/8.0"
COMPUTER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120"


def on(app: Flask, user_agent: str) -> FlaskClient:
    """Somebody signs in with that browser."""
    client = app.test_client()
    client.environ_base["HTTP_USER_AGENT"] = user_agent
    form = Page.open(client, "/login").form("/login")
    form.fill({"login": WHO.phone, "password": PASSWORD}).submit()
    return client


def test_each_is_named_in_plain_words_and_ended_by_itself(app: Flask, clock: StoppedClock) -> None:
    with app.app_context():
        citizen(WHO)
    phone = on(app, PHONE)
    clock.pass_by(timedelta(minutes=5))
    here, third = on(app, COMPUTER), on(app, "")
    page = Page.open(here, "/account").follow("看看在哪里登录着")
    assert [text in page.text for text in ("安卓手机上的微信", "Windows 电脑上的Edge", "别的设备上的浏览器")] == [
        True
    ] * 3
    assert "10:00" in page.text
    forms = [form.get("action", "") for form in page.tree.iter("form") if form.get("action", "").endswith("/end")]
    assert len(forms) == 2, "this one is left by signing out"
    for action in forms:
        page = page.form(action).submit()
    assert [browser.get("/account").status_code for browser in (phone, here, third)] == [303, 200, 303]
    assert here.post(forms[0], data={"csrf_token": page.form("/end-others").values["csrf_token"]}).status_code == 404


def test_all_others_end_at_once_and_nobody_elses(app: Flask) -> None:
    with app.app_context():
        citizen(WHO)
        citizen(person(8))
    here, there, other = (signing_in(app, each) for each in (WHO.phone, WHO.phone, person(8).phone))
    page = Page.open(here, "/account/sessions").form("/end-others").submit()
    assert not [form for form in page.tree.iter("form") if form.get("action", "").endswith("/end")]
    assert [browser.get("/account").status_code for browser in (here, there, other)] == [200, 303, 200]


def test_what_nobody_can_go_on_in_is_not_listed(app: Flask, clock: StoppedClock) -> None:
    """One that rested too long, one that ended, one whose second factor was not given."""
    with app.app_context():
        staff("clerk")
    left, _resting = signed_in(app, "clerk"), signed_in(app, "clerk")
    Page.open(left, "/account").form("/logout").send()
    clock.pass_by(timedelta(minutes=16))
    with app.app_context():
        sessions.begin(Context(STRANGER, clock.now), db.session.query(User).one())
    here = signed_in(app, "clerk")
    page = Page.open(here, "/account/sessions")
    assert [form for form in page.tree.iter("form") if form.get("action", "").endswith("/end")] == []
    assert "就是您现在用的这一个" in page.text
    assert clock.now > NOW
