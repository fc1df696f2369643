"""Who is back reads what the guide says of coming home, and ends the filing; what was signed is said there too."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from portal.domain.actor import SYSTEM, Context
from portal.domain.numbering import grouped
from portal.domain.reminders import ReminderDays
from portal.models import Filing, User, db
from portal.models.sealed import person_index
from portal.services import amendments, filings, reminders
from portal.services.rulebook import rulebook
from portal.web.presenters.after_approval import on_returning
from tests.approving import approve
from tests.certificates import in_force
from tests.page import Page
from tests.people import NOW, acting, citizen, person, staff
from tests.services.test_pledge_checks import pledged
from tests.web.living import signed_in

WHO = person(1)


def filing_of_today(app: Flask) -> str:
    """One that counts from today on."""
    with app.app_context():
        filer = acting(citizen(WHO))
        filing = in_force(filer, WHO)
        filing.begins_on = filer.today
        db.session.commit()
        return str(filing.number)


def test_its_person_says_so_and_the_filing_ends(app: Flask) -> None:
    number = filing_of_today(app)
    page = Page.open(signed_in(app, WHO.phone), f"/me/filings/{number}").follow("我回来了")
    assert "回到参保地以后怎么办，指南没有写明" in page.text
    after = page.form("/return-home").fill({"reason": "周一回来的"}).submit()
    for sentence in ("已取消", "回到参保地", "周一回来的"):
        assert sentence in after.text


def test_what_a_guide_has_of_coming_home_is_quoted(app: Flask) -> None:
    with app.test_request_context():
        item = rulebook.filed_item("liujiang.emergency")
        filing = Filing(item_id=item.id, item_version=item.version)
        assert on_returning(filing).startswith("指南写着：回到柳江以后，要及时变更或取消备案；从那天起恢复本地待遇")


def test_before_it_begins_nobody_is_back(app: Flask) -> None:
    with app.app_context():
        filing = in_force(acting(citizen(WHO)), WHO)
        number, filing.begins_on = filing.number, date(2026, 9, 15)
        db.session.commit()
    form = Page.open(signed_in(app, WHO.phone), f"/me/filings/{number}/return-home").form("/return-home")
    assert "还没有到外地" in form.submit(status=409).text


def test_whoever_signed_reads_what_for_by_when_and_what_follows(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        number = pledged(1).number
    she, page = signed_in(app, WHO.phone), f"/me/filings/{number}"
    for sentence in ("您签的承诺书", "异地居住证明", "哪天核查，经办机构还没有定", "没有兑现会怎样", "指南没有写明"):
        assert sentence in Page.open(she, page).text
    with app.app_context():
        filing = db.session.query(Filing).one()
        filing.pledge_check_on = filing.decided_at.date() if filing.decided_at else None
        db.session.commit()
    assert "2026年9月14日（周一）以前核查" in Page.open(she, page).text
    assert "提醒" not in Page.open(she, page).text, "nobody set how many days before"
    set_to_remind = replace(app.config["PORTAL_SETTINGS"], reminder_days=ReminderDays(of_pledge=7))
    monkeypatch.setitem(app.config, "PORTAL_SETTINGS", set_to_remind)
    assert "7 天以前发消息提醒" in Page.open(she, page).text
    with app.app_context():
        assert reminders.put(Context(SYSTEM, NOW), ReminderDays(of_pledge=7)) == 1
    reminded = Page.open(she, page).text
    assert "已经发过消息提醒" in reminded
    assert "提醒：快要核查承诺了" in reminded


def test_a_change_that_waits_is_not_forgotten(app: Flask) -> None:
    """Coming home says that it waits still, and its own page what became of the filing it would change."""
    number = filing_of_today(app)
    with app.app_context():
        filer = acting(db.session.query(User).filter_by(person_index=person_index(WHO.id_number)).one())
        draft = amendments.begin_change(filer, number, lambda key: f"copy-{key}")
        filings.save_draft(filer, draft.number, {"begins_on": date(2026, 12, 1)})
        change = filings.submit(filer, draft.number).number
    she = signed_in(app, WHO.phone)
    assert "您要变更的那一件" not in Page.open(she, f"/me/filings/{change}").text
    page = Page.open(she, f"/me/filings/{number}/return-home")
    assert f"它的变更或者续办（{grouped(change)}）还没有办完，不会跟着结束；不要了，请另外撤回。" in page.text
    page.form("/return-home").submit()
    assert f"您要变更的那一件（{grouped(number)}）已取消。" in Page.open(she, f"/me/filings/{change}").text


def test_it_is_offered_where_somebody_can_be_back(app: Flask) -> None:
    """On what counts today, even where another filing follows it; not on the one that has not begun."""
    number = filing_of_today(app)
    with app.app_context():
        filer = acting(db.session.query(User).filter_by(person_index=person_index(WHO.id_number)).one())
        draft = amendments.begin_change(filer, number, lambda key: f"copy-{key}")
        filings.save_draft(filer, draft.number, {"begins_on": date(2026, 12, 1)})
        following = approve(acting(staff("desk")), filings.submit(filer, draft.number)).number
    she = signed_in(app, WHO.phone)
    assert "我回来了" not in Page.open(she, f"/me/filings/{following}").links
    page = Page.open(she, f"/me/filings/{number}").follow("我回来了")
    assert f"以后接替它的那一件（{grouped(following)}）还没有开始，也一起取消。" in page.text
    assert "已取消" in page.form("/return-home").submit().text
    assert "已取消" in Page.open(she, f"/me/filings/{following}").text
