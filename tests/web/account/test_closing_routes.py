"""A citizen closes their own account: what can go goes at once, what must stay is said."""

import pytest
from flask import Flask

from portal.adapters.erasure_list import ErasureList
from portal.domain.actor import STRANGER, Context
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing, LoginSession, User, db
from portal.models.accounts import Identity
from portal.models.crypto import SealErased
from portal.services import amendments, closing, filings, registration
from tests.page import Page
from tests.people import NOW, PASSWORD, acting, citizen, long_stay, person
from tests.web.living import LivingPortal, signing_in

WHO = person(35)


@pytest.fixture
def app(living: LivingPortal) -> Flask:
    """Somebody with a filing that was sent in, and a draft."""
    living.renew()
    with living.app.app_context():
        ctx = acting(citizen(WHO))
        filings.submit(ctx, filings.open_draft(ctx, "wenshang.long-term", long_stay(WHO)).number)
        filings.open_draft(ctx, "wenshang.long-term", long_stay(WHO))
    return living.app


def test_it_waits_for_what_is_undecided_and_then_leaves_nothing_of_its_owner(app: Flask, living: LivingPortal) -> None:
    client, elsewhere = signing_in(app, WHO.phone), signing_in(app, WHO.phone)
    page = Page.open(client, "/account").follow("注销账号")
    assert "登录和改动账号的记录" in page.text, "lines of the trail outlive the account"
    form = page.form("/account/close")
    assert form.fill({"old_password": "a wrong password"}).submit(status=422).errors == ["原来的密码不对，请再看一遍"]
    refused = form.fill({"old_password": PASSWORD}).submit(status=422)
    assert refused.errors == ["还有 1 件没有办完，办完以前还要用您的信息。请先撤回，或等办完再注销"]
    with app.app_context():
        sent = db.session.query(Filing).filter(Filing.status == FilingStatus.SUBMITTED).one()
        amendments.withdraw(acting(db.session.query(User).one()), sent.number, sent.version)
    assert form.fill({"old_password": PASSWORD}).submit().title == "账号已经注销"
    assert elsewhere.get("/me").status_code == 303
    login = Page.open(client, "/login").form("/login").fill({"login": WHO.phone, "password": PASSWORD})
    assert login.submit(status=422).errors == ["用户名（手机号）或密码不对，请再看一遍"]
    with app.app_context():
        user = db.session.query(User).one()
        assert (user.is_erased, user.phone_index, user.person_index) == (True, user.uid, None)
        with pytest.raises(SealErased):
            _ = user.identity
        assert all(session.ended_at for session in db.session.query(LoginSession))
        kept, draft = db.session.query(Filing).order_by(Filing.id)
        assert (kept.status, kept.is_erased, kept.claims.person.name) == (FilingStatus.WITHDRAWN, False, WHO.name)
        assert draft.is_erased
        noted = {each.uid for each in ErasureList(living.data_dir).read()}
        assert noted >= {user.uid, draft.uid}, "a restored backup would bring them back"


def test_who_closed_an_account_may_register_again(app: Flask) -> None:
    with app.app_context():
        sent = db.session.query(Filing).filter(Filing.status == FilingStatus.SUBMITTED).one()
        amendments.withdraw(acting(db.session.query(User).one()), sent.number, sent.version)
        user = db.session.query(User).one()
        closing.close_account(acting(user), lambda _erasures: None)
        registration.register(Context(STRANGER, NOW), Identity(WHO.name, WHO.id_number, WHO.phone), PASSWORD, "::1")
    assert Page.open(signing_in(app, WHO.phone), "/me").title == "我的办件"
