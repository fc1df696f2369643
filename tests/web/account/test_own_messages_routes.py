"""How messages reach their reader: chosen on a page of one's own, kept sealed, said on the account."""

import pytest
from flask import Flask

from portal.domain.errors import Invalid
from portal.domain.messages import MessageKind, MessageNotTaken, OutgoingMessage
from portal.domain.portal_events import PortalEventKind
from portal.models import PortalEvent, User, db
from portal.services import own_mailbox
from tests.page import Page
from tests.people import PASSWORD, acting, citizen, person
from tests.web.living import signing_in

WHO = person(36)


def test_language_and_mailbox_are_chosen_kept_and_taken_back(app: Flask) -> None:
    with app.app_context():
        citizen(WHO)
    page = Page.open(signing_in(app, WHO.phone), "/account").follow("消息怎么发给我")
    assert "没有设置邮件服务器，现在不发邮件" in page.text
    form = page.form("/account/messages")
    wrong = form.fill({"language": "en", "mailbox": "wang@example"}).submit(status=422)
    assert wrong.errors == ["邮箱不对，要像 wang@example.cn 这样"]
    account = wrong.form("/account/messages").fill({"mailbox": "ｗａｎｇ＠Example。cn "}).submit()
    assert "w…@example.cn" in account.text
    assert "改了消息怎么发给自己" in account.text
    with app.app_context():
        user = db.session.query(User).one()
        assert (user.identity.mailbox, user.identity.language) == ("wang@example.cn", "en")
        assert b"wang" not in user.identity_sealed
        assert db.session.query(PortalEvent).filter_by(kind=PortalEventKind.MESSAGES_CHOSEN).count() == 1
    again = account.follow("消息怎么发给我").form("/account/messages").fill({"mailbox": ""}).submit()
    assert "example.cn" not in again.text


class Mailbag:
    """A mail server that keeps what it was given; one that is `closed` takes nothing."""

    def __init__(self) -> None:
        self.mails: list[OutgoingMessage] = []
        self.is_closed = False

    def send(self, message: OutgoingMessage) -> None:
        """Keep it."""
        if self.is_closed:
            raise MessageNotTaken("mail_busy")
        self.mails.append(message)


@pytest.fixture
def bag(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Mailbag:
    """The mail server of the portal."""
    bag = Mailbag()
    monkeypatch.setitem(app.extensions, "portal_mail", bag)
    return bag


def asked_for_a_code(app: Flask, mailbox: str = "wang@example.cn", status: int = 200) -> Page:
    """The page on which the code is typed."""
    with app.app_context():
        if db.session.query(User).count() == 0:
            citizen(WHO)
    form = Page.open(signing_in(app, WHO.phone), "/account/messages").form("/account/messages")
    return form.fill({"language": "zh", "mailbox": mailbox}).submit(status=status)


def proven(app: Flask) -> str:
    """The mailbox that messages go to."""
    with app.app_context():
        return db.session.query(User).one().identity.proven_mailbox


def test_a_mailbox_is_written_to_once_the_code_was_typed_and_not_before(app: Flask, bag: Mailbag) -> None:
    page = asked_for_a_code(app)
    [mail] = bag.mails
    assert (mail.address, mail.kind, proven(app)) == ("wang@example.cn", MessageKind.MAILBOX_CODE, "")
    wrong = page.form("/code").fill({"code": f"{(int(mail.values['code']) + 1) % 10**6:06d}"}).submit(status=422)
    assert wrong.errors == ["验证码不对，或者已经过期。请再看一遍邮件，或返回再发一次"]
    assert proven(app) == ""
    account = wrong.form("/code").fill({"code": mail.values["code"]}).submit()
    assert "核实了邮箱" in account.text
    assert "（还没有核实）" not in account.text
    assert proven(app) == "wang@example.cn"
    account.follow("消息怎么发给我").form("/account/messages").fill({"language": "en"}).submit()
    assert (proven(app), len(bag.mails)) == ("wang@example.cn", 1), "what is proven stays so"
    asked_for_a_code(app, "li@example.cn")
    assert (proven(app), bag.mails[-1].address) == ("", "li@example.cn")


def test_a_code_is_of_one_mailbox_and_one_account_alone(app: Flask, bag: Mailbag) -> None:
    first, second = (asked_for_a_code(app, mailbox) for mailbox in ("wang@example.cn", "li@example.cn"))
    assert first.form("/code").fill({"code": bag.mails[0].values["code"]}).submit(status=422).errors
    assert proven(app) == ""
    proof = second.form("/code").values["proof"]
    with app.app_context(), pytest.raises(Invalid, match="wrong_mailbox_code"):
        own_mailbox.finish(acting(citizen(person(37))), proof, bag.mails[1].values["code"], "::1")


def test_where_the_server_takes_nothing_the_page_says_so_and_what_was_typed_is_kept(app: Flask, bag: Mailbag) -> None:
    bag.is_closed = True
    page = asked_for_a_code(app, status=422)
    assert page.errors == ["邮件没有发出去。请看看邮箱对不对，过几分钟再试"]
    assert "（还没有核实）" in Page.open(signing_in(app, WHO.phone), "/account").text


def test_who_registers_on_an_english_page_is_written_to_in_english(app: Flask) -> None:
    client = app.test_client()
    client.post("/preferences", data={"language": "en"})
    form = Page.open(client, "/register").form("/register")
    own = {"name": WHO.name, "id_number": WHO.id_number, "phone": WHO.phone}
    form.fill({**own, "password": PASSWORD, "consents": "y"}).submit()
    with app.app_context():
        assert db.session.query(User).one().identity.language == "en"
