"""How messages reach their reader: chosen on a page of one's own, kept sealed, said on the account."""

from flask import Flask

from portal.domain.portal_events import PortalEventKind
from portal.models import PortalEvent, User, db
from tests.page import Page
from tests.people import PASSWORD, citizen, person
from tests.web.living import signed_in

WHO = person(36)


def test_language_and_mailbox_are_chosen_kept_and_taken_back(app: Flask) -> None:
    with app.app_context():
        citizen(WHO)
    page = Page.open(signed_in(app, WHO.phone), "/account").follow("消息怎么发给我")
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


def test_who_registers_on_an_english_page_is_written_to_in_english(app: Flask) -> None:
    client = app.test_client()
    client.post("/preferences", data={"language": "en"})
    form = Page.open(client, "/register").form("/register")
    own = {"name": WHO.name, "id_number": WHO.id_number, "phone": WHO.phone}
    form.fill({**own, "password": PASSWORD, "consents": "y"}).submit()
    with app.app_context():
        assert db.session.query(User).one().identity.language == "en"
