"""A supervisor keeps accounts, hospitals and overrides of one county, and reads who did what."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.claims import AgentClaim
from portal.domain.vocabulary import FilingType
from portal.models import AgentSlot, Filing, Hospital, User, db
from portal.services import audit, documents, filings, passwords, review, staff_accounts
from portal.services.documents import StoredFile
from portal.services.sessions import actor_of
from tests.page import Page
from tests.people import acting, citizen, insured, long_stay, person
from tests.web.living import signed_in


def uid_of(app: Flask, username: str) -> str:
    with app.app_context():
        return str(db.session.query(User).filter(User.username == username).one().uid)


def submitted(serial: int = 1) -> Filing:
    who = person(serial)
    user = citizen(who)
    filing = filings.open_draft(acting(user), "wenshang.long-term", long_stay(who))
    document = StoredFile(f"key-{serial}", "image/jpeg", 100, 1, f"{serial:064d}")
    documents.attach(acting(user), filing.number, "residence_proof", document, None)
    return filings.submit(acting(user), filing.number)


def test_invitation_is_a_link_shown_once_that_makes_an_account(app: Flask, boss: FlaskClient) -> None:
    form = Page.open(boss, "/admin/accounts/").follow("邀请一个人").form("/invite")
    page = form.fill({"role": "clerk", "username": "New.Clerk"}).submit()
    link = page.find(class_="invitation")
    assert link is not None
    assert link.text is not None
    token = link.text.rpartition("/")[2]
    assert link.text.startswith("http://127.0.0.1:8000/invitation/")
    with app.app_context():
        boss_row = db.session.query(User).filter(User.username == "boss").one()
        made = staff_accounts.redeem_invitation(acting(boss_row), token, "新经办", "a long enough password")
        assert (made.username, made.county) == ("new.clerk", "wenshang")
    assert "new.clerk" in Page.open(boss, "/admin/accounts/").text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"username": "somebody"}, "请选择做什么工作"),
        ({"role": "clerk"}, "请填写用户名"),
        ({"role": "clerk", "username": "王"}, "用户名用 3 到 32 个英文字母或数字"),
        ({"role": "clerk", "username": "clerk"}, "这个用户名已经有人用"),
        ({"role": "hospital", "username": "doctor"}, "没有这家医院"),
    ],
)
def test_invitation_says_what_is_wrong_with_it(boss: FlaskClient, values: dict[str, str], message: str) -> None:
    page = Page.open(boss, "/admin/accounts/invite").form("/invite").fill(values).submit(status=422)
    assert any(message in error for error in page.errors), page.errors


def test_disabled_account_is_signed_out_at_once(app: Flask, boss: FlaskClient) -> None:
    clerk = signed_in(app, "clerk")
    page = Page.open(boss, f"/admin/accounts/{uid_of(app, 'clerk')}")
    assert "已停用" in page.form("/disable").submit().text
    assert clerk.get("/admin/").status_code == 303
    own = Page.open(boss, f"/admin/accounts/{uid_of(app, 'boss')}")
    assert "停用这个账号" not in own.text


def test_reset_link_chooses_a_new_password(app: Flask, boss: FlaskClient) -> None:
    page = Page.open(boss, f"/admin/accounts/{uid_of(app, 'clerk')}").form("/reset").submit()
    link = page.find(class_="invitation")
    assert link is not None
    assert link.text is not None
    with app.app_context():
        boss_row = db.session.query(User).filter(User.username == "boss").one()
        passwords.reset(acting(boss_row), link.text.rpartition("/")[2], "another long password")
    signed_in(app, "clerk", "another long password")


def test_other_countys_accounts_and_hospitals_are_like_missing_ones(app: Flask, boss: FlaskClient) -> None:
    foreign = uid_of(app, "fushun-clerk")
    assert "fushun-clerk" not in Page.open(boss, "/admin/accounts/").text
    assert boss.get(f"/admin/accounts/{foreign}").status_code == 404
    with app.app_context():
        hospital = db.session.query(Hospital).filter(Hospital.county == "wenshang").first()
        assert hospital is not None
        uid = hospital.uid
    other = signed_in(app, "fushun-boss")
    assert other.get(f"/admin/hospitals/{uid}").status_code == 404
    assert other.get("/admin/hospitals/nothing").status_code == 404
    assert "汶上" not in Page.open(other, "/admin/hospitals/").text


@pytest.mark.parametrize("path", ["", "accounts/", "accounts/invite", "hospitals/", "overrides", "trail"])
@pytest.mark.parametrize("login", ["clerk", "tcm"])
def test_nobody_but_a_supervisor_comes_in(app: Flask, login: str, path: str) -> None:
    assert signed_in(app, login).get(f"/admin/{path}").status_code == 403


def test_hospital_is_added_and_its_dates_are_kept(app: Flask, boss: FlaskClient) -> None:
    form = Page.open(boss, "/admin/hospitals/").form("/admin/hospitals/", "添加")
    page = form.fill({"name": "汶上县测试医院", "designated_from": date(2026, 10, 1)}).submit()
    assert "还没到开始日期" in page.text
    dates = page.follow("汶上县测试医院")
    wrong = dates.form("").fill({"designated_until": date(2026, 9, 1)}).submit(status=422)
    assert any("结束日期不能早于开始日期" in message for message in wrong.errors)
    right = wrong.form("").fill({"designated_from": date(2026, 1, 1), "designated_until": date(2026, 9, 1)}).submit()
    assert "已到期，不能再开转诊单" in right.text
    again = right.form("/admin/hospitals/", "添加").fill({"name": "汶上县测试医院"}).submit(status=422)
    assert again.errors == ["这家医院已经在名单里"]


def test_trail_names_who_did_what_and_why(app: Flask, boss: FlaskClient) -> None:
    with app.app_context():
        filing = submitted()
        clerk = acting(db.session.query(User).filter(User.username == "clerk").one(), later=timedelta(hours=1))
        review.reveal_id_number(clerk, filing.number)
        review.accept(clerk, filing.number, filing.version)
        review.reject(clerk, filing.number, filing.version, "不在外地居住")
        number, name = filing.number, filing.claims.person.name
    page = Page.open(boss, "/admin/trail")
    assert "不在外地居住" in page.text
    assert "经办clerk（clerk）" in page.text
    assert name not in page.text
    narrowed = page.form("/trail").fill({"kind": "submitted"}).submit()
    assert f"{number[:4]} {number[4:8]} {number[8:]}" in narrowed.text
    assert "不在外地居住" not in narrowed.text
    looked = Page.open(boss, "/admin/trail?show=looks")
    assert "看完整身份证号" in looked.text
    assert "没有记录" in Page.open(boss, "/admin/trail?day=2026-01-01").text
    assert "没有记录" in Page.open(signed_in(app, "fushun-boss"), "/admin/trail").text


@pytest.mark.parametrize("query", ["day=2026-02-31", "after=x", "kind=%00x", "actor=nobody", "show=all", "after=²"])
def test_odd_addresses_of_the_trail_are_no_crash(boss: FlaskClient, query: str) -> None:
    assert boss.get(f"/admin/trail?{query}").status_code in {200, 400}


def test_trail_goes_on(app: Flask, boss: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "PAGE", 1)
    with app.app_context():
        numbers = [submitted(serial).number for serial in (1, 2)]
    first = Page.open(boss, "/admin/trail?kind=submitted")
    assert numbers[1][-4:] in first.text
    second = first.follow("下一页")
    assert numbers[0][-4:] in second.text
    assert "下一页" not in second.links
    assert second.links["上一页"] == "/admin/trail?show=events&kind=submitted"


def test_workload_counts_by_channel(app: Flask, boss: FlaskClient) -> None:
    assert "还没有办件" in Page.open(boss, "/admin/").text
    with app.app_context():
        submitted()
    assert "各渠道办件" in Page.open(boss, "/admin/").text


def test_override_needs_a_draft_with_an_agent_of_this_county_and_a_reason(app: Flask, boss: FlaskClient) -> None:
    form = Page.open(boss, "/admin/overrides").form("/overrides")
    assert len(form.submit(status=422).errors) == 2
    wrong = form.fill({"number": "1234", "reason": "本人卧床"}).submit(status=422)
    assert wrong.errors == ["编号是 12 位数字，请对照受理单再看一遍"]
    foreign = form.fill({"number": "100000000008", "reason": "本人卧床"}).submit(status=422)
    assert foreign.errors
    with app.app_context():
        assert db.session.query(AgentSlot).count() == 0


def test_override_is_recorded_with_its_reason(app: Flask) -> None:
    boss = signed_in(app, "fushun-boss")
    with app.app_context():
        agent = person(50)
        user = citizen(agent)
        who = person(51)
        moved = insured(who, "210400", kind=FilingType.RELOCATED_RETIREE)
        typed = long_stay(who, person=moved, agent=AgentClaim(agent.name, agent.id_number))
        draft = filings.open_draft(acting(user), "fushun.settled-retiree", typed)
        assert actor_of(user).county is None
        number = draft.number
    form = Page.open(boss, "/admin/overrides").form("/overrides")
    page = form.fill({"number": f"{number[:4]} {number[4:8]} {number[8:]}", "reason": "老人卧床，邻居帮办"}).submit()
    assert "老人卧床，邻居帮办" in page.text
    assert "主管特批" in page.text
    assert page.url == "/admin/overrides"
