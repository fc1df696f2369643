"""Another telephone is signed in by once its code was typed; nobody learns whose one is already."""

import pytest
from flask import Flask

from portal.domain.messages import MessageKind
from portal.domain.portal_events import PortalEventKind
from portal.models import PortalEvent, User, db
from tests.page import Page
from tests.people import PASSWORD, citizen, person
from tests.web.account.test_own_messages_routes import Mailbag
from tests.web.living import signing_in

WHO, NEW = person(38), "13900000038"


@pytest.fixture
def sender(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Mailbag:
    """What carries text messages."""
    bag = Mailbag()
    monkeypatch.setitem(app.extensions, "portal_messages", bag)
    return bag


def asked_for(app: Flask, phone: str, password: str = PASSWORD, status: int = 200) -> Page:
    """The page on which the code is typed."""
    form = Page.open(signing_in(app, WHO.phone), "/account").follow("换手机号").form("/account/phone")
    return form.fill({"phone": phone, "old_password": password}).submit(status=status)


def test_they_sign_in_by_the_new_one_once_its_code_was_typed(app: Flask, sender: Mailbag) -> None:
    with app.app_context():
        citizen(WHO)
    page = asked_for(app, NEW)
    [sent] = sender.mails
    assert (sent.address, sent.kind) == (NEW, MessageKind.PHONE_CODE)
    wrong = page.form("/code").fill({"code": f"{(int(sent.values['code']) + 1) % 10**6:06d}"}).submit(status=422)
    signing_in(app, WHO.phone)
    assert "换了登录用的手机号" in wrong.form("/code").fill({"code": sent.values["code"]}).submit().text
    signing_in(app, NEW)
    with app.app_context():
        user = db.session.query(User).one()
        assert user.identity.phone == NEW
        failed = db.session.query(PortalEvent).filter_by(kind=PortalEventKind.PROOF_FAILED).one()
        assert failed.account_id == user.id, "a wrong code is an event of the account it was typed in"


def test_of_a_telephone_that_has_an_account_its_owner_alone_hears(app: Flask, sender: Mailbag) -> None:
    with app.app_context():
        citizen(WHO)
        citizen(person(39))
    page = asked_for(app, person(39).phone)
    assert [each.kind for each in sender.mails] == [MessageKind.IS_REGISTERED]
    refused = page.form("/code").fill({"code": "123456"}).submit(status=422)
    assert refused.errors == ["验证码不对，或者已经过期。请再看一遍短信，或返回再填一次"]


def test_without_the_password_and_without_a_channel_it_stays(
    app: Flask, sender: Mailbag, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        citizen(WHO)
    assert asked_for(app, NEW, "not the password", 422).errors
    assert sender.mails == []
    monkeypatch.setitem(app.extensions, "portal_messages", None)
    page = Page.open(signing_in(app, WHO.phone), "/account/phone")
    assert "新号码核实不了，现在换不了" in page.text
