"""What others reset of one's account comes before everything else at the sign-in, until it is answered."""

from flask import Flask

from portal.domain.account_resets import ResetKind
from portal.domain.vocabulary import Role
from portal.services import account_resets
from tests.page import Page
from tests.people import PASSWORD, acting, staff
from tests.resetting import REASON, reset_link
from tests.web.living import proven, signed_in


def reset_clerk(app: Flask) -> str:
    """A clerk whose password was reset by two; the link, which nobody used."""
    with app.app_context():
        return reset_link(staff("chief", role=Role.SUPERVISOR), staff("clerk"))


def at_the_sign_in(app: Flask) -> Page:
    """The page a clerk comes to who was going to the queue."""
    page = Page.open(app.test_client(), "/login?next=/clerk/").form("/login")
    return proven(page.fill({"login": "clerk", "password": PASSWORD}).submit(), app, "clerk")


def test_what_only_waits_is_not_said_to_be_done(app: Flask) -> None:
    with app.app_context():
        chief, clerk = staff("chief", role=Role.SUPERVISOR), staff("clerk")
        account_resets.want(acting(chief), clerk.uid, ResetKind.PASSWORD, REASON)
    page = at_the_sign_in(app)
    assert page.title == "有人申请重设您的账号"
    assert "还没有，等另一位主管确认" in page.text
    assert page.form("/disown").submit().title == "已经全部退出登录"


def test_owner_reads_who_what_when_why_and_who_confirmed_at_every_sign_in_until_they_answer(app: Flask) -> None:
    reset_clerk(app)
    page = at_the_sign_in(app)
    assert (page.url, page.title) == ("/account/resets?next=/clerk/", "有人重设了您的账号")
    for words in (
        "重设密码",
        "经办chief（chief）",
        REASON,
        "2026年9月14日（周一） 10:00",
        "系统管理员（在服务器上）确认",
    ):
        assert words in page.text
    assert "链接还没有人用过" in page.text
    assert page.follow("以后再回答，先办事").url == "/clerk/"
    again = at_the_sign_in(app)
    assert again.url == "/account/resets?next=/clerk/"
    answered = again.form("/recognise").submit()
    assert answered.follow("接着办事").url == "/clerk/"
    assert at_the_sign_in(app).url == "/clerk/"


def test_disowning_ends_everything_says_whom_to_ring_and_supervisors_see_it(app: Flask) -> None:
    link = reset_clerk(app)
    elsewhere = signed_in(app, "clerk")
    page = at_the_sign_in(app).form("/disown").submit()
    assert "已经全部退出登录" in page.text
    assert "0537-" in page.text
    assert elsewhere.get("/clerk/").status_code == 303
    assert app.test_client().get(f"/reset/{link}").status_code == 404
    accounts = Page.open(signed_in(app, "chief"), "/admin/accounts/")
    assert "经办clerk：重设密码（2026年9月14日（周一） 10:00 申请）不是本人要求的" in accounts.text
    assert "说重设不是自己要求的" in Page.open(signed_in(app, "chief"), "/admin/trail?show=portal").text
