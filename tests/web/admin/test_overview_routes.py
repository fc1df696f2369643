"""A supervisor reads who did what, how much there is to do, and overrides with a reason."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.actor import SYSTEM, Actor, Context
from portal.domain.claims import AgentClaim
from portal.domain.event_detail import EventDetail
from portal.domain.portal_events import PortalEventKind
from portal.domain.vocabulary import EventKind, FilingType, Role
from portal.models import AgentSlot, Filing, User, db
from portal.models.transaction import transaction
from portal.services import audit, documents, filings, history, portal_events, review
from portal.services.documents import StoredFile
from portal.services.sessions import actor_of
from tests.page import Page
from tests.people import NOW, acting, citizen, insured, long_stay, person
from tests.web.living import signed_in


def submitted(serial: int = 1) -> Filing:
    who = person(serial)
    user = citizen(who)
    filing = filings.open_draft(acting(user), "wenshang.long-term", long_stay(who))
    document = StoredFile(f"key-{serial}", "image/jpeg", 100, 1, f"{serial:064d}")
    documents.attach(acting(user), filing.number, "residence_proof", document, None)
    return filings.submit(acting(user), filing.number)


@pytest.mark.parametrize("path", ["", "accounts/", "accounts/invite", "hospitals/", "overrides", "trail"])
@pytest.mark.parametrize("login", ["clerk", "tcm"])
def test_nobody_but_a_supervisor_comes_in(app: Flask, login: str, path: str) -> None:
    assert signed_in(app, login).get(f"/admin/{path}").status_code == 403


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


def test_what_was_done_at_the_machine_or_by_itself_is_no_strangers(app: Flask, boss: FlaskClient) -> None:
    """It stood there as done by somebody without an account, through a link."""
    machine = Actor(user_id=None, role=Role.SUPERVISOR, county="wenshang", operator="root")
    with app.app_context():
        filing = submitted()
        with transaction():
            for actor in (machine, replace(machine, operator="")):  # before names were kept there was none
                history.record(Context(actor, NOW), filing, EventKind.NATIONAL_AGAIN)
            portal_events.record(Context(SYSTEM, NOW), PortalEventKind.RETENTION_RUN)
        number = filing.number
    for address in ("/admin/trail?kind=national_again", f"/clerk/filings/{number}"):
        text = Page.open(boss, address).text
        assert ("命令行：root" in text, "系统管理员（在服务器上）" in text, "链接）" in text) == (True, True, False)
        assert "通过链接" not in text
    text = Page.open(boss, "/admin/trail?show=portal&kind=retention_run").text
    assert ("系统自动" in text, "链接）" in text) == (True, False)


def test_every_kind_of_look_has_its_name_there_and_can_be_looked_for(app: Flask, boss: FlaskClient) -> None:
    kinds = {"filing": "打开备案", "progress": "凭编号查了进度", "search": "查找到", "fax": "看了写着它的传真"}
    with app.app_context():
        filing = submitted()
        clerk = acting(db.session.query(User).filter(User.username == "clerk").one())
        for kind in kinds:
            history.note_looks(clerk, kind, Filing.id, [filing.id])
    assert [name for name in kinds.values() if name not in Page.open(boss, "/admin/trail?show=looks").text] == []
    for kind, name in kinds.items():
        assert name in Page.open(boss, f"/admin/trail?show=looks&kind={kind}").text


@pytest.mark.parametrize(
    "query", ["day=2026-02-31", "after=x", "kind=%00x", "actor=nobody", "show=all", "after=²", "day=0001-01-01"]
)
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
    assert wrong.errors == ["编号是 12 位数字，请对照回执再看一遍"]
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


def test_overrides_go_on_page_by_page(app: Flask, boss: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "PAGE", 2)
    with app.app_context():
        filing, chief = submitted(), acting(db.session.query(User).filter(User.username == "boss").one())
        with transaction():
            for words in ("第一次", "第二次", "第三次"):
                history.record(chief, filing, EventKind.OVERRIDDEN, EventDetail(reason=words))
    first = Page.open(boss, "/admin/overrides")
    assert ("第三次" in first.text, "第二次" in first.text, "第一次" in first.text) == (True, True, False)
    assert "上一页" not in first.links
    second = Page.open(boss, first.links["下一页"])
    assert ("第二次" in second.text, "第一次" in second.text) == (False, True)
    assert (second.links["上一页"], "下一页" in second.links) == ("/admin/overrides", False)
    for nowhere in ("x", "-1", "9" * 19):
        assert Page.open(boss, f"/admin/overrides?after={nowhere}").text == first.text
