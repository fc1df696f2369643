"""Its person rates and complains on one page, the supervisor answers on another, and nobody else reads it."""

import pytest
from flask import Flask

from portal.domain.vocabulary import Role
from portal.services import amendments, filings
from tests.certificates import in_force
from tests.page import Page
from tests.people import acting, citizen, long_stay, person, staff
from tests.web.living import signed_in

WHO, WORDS = person(1), "窗口态度不好"


@pytest.fixture
def number(app: Flask) -> str:
    """A filing in force, and its agency."""
    with app.app_context():
        staff("boss", role=Role.SUPERVISOR)
        staff("clerk")
        return in_force(acting(citizen(WHO)), WHO).number


def test_said_by_its_person_answered_by_the_supervisor_and_hidden_from_the_clerk(app: Flask, number: str) -> None:
    she = signed_in(app, WHO.phone)
    page = Page.open(she, f"/me/filings/{number}").follow("评价、投诉或提意见")
    assert "http://sybj.jining.gov.cn" in page.links.values(), "where the county is rated too, as its guide states"
    assert page.form("/rate").submit("评价", status=422).errors == ["请选一项"]
    rated = page.form("/rate").fill({"stars": "2", "remark": "慢"}).submit()
    assert "不满意：慢" in rated.text
    assert page.form("/complain").submit("交给主管", status=422).errors == ["请写下要投诉的事或意见"]
    waiting = page.form("/complain").fill({"words": WORDS}).submit()
    assert [each for each in (WORDS, "几天内答复，还没有定") if each not in waiting.text] == []
    assert "上次提的还没有答复" in page.form("/complain").fill({"words": "又"}).submit(status=422).text
    boss = signed_in(app, "boss")
    listed = Page.open(boss, "/admin/complaints/")
    assert (WORDS in listed.text, WHO.name in listed.text) == (False, False)
    shown = Page.open(boss, f"/admin/complaints/{number}")
    assert WORDS in shown.text
    answered = shown.form(f"/complaints/{number}").fill({"answer": "已经批评"}).submit()
    assert ("已经批评" in answered.text, answered.find(name="answer")) == (True, None), (
        "the next one is asked for alone"
    )
    assert "没有等着答复的" in Page.open(boss, "/admin/complaints/").text
    assert "已经批评" in Page.open(she, f"/me/filings/{number}/feedback").text
    seen = Page.open(signed_in(app, "clerk"), f"/clerk/filings/{number}").text
    assert [each for each in (WORDS, "已经批评", "投诉或提意见", "答复投诉") if each in seen] == []


def test_a_draft_has_no_page_for_it_withdrawn_or_not(app: Flask) -> None:
    with app.app_context():
        ctx = acting(citizen(person(2)))
        draft = filings.open_draft(ctx, "wenshang.long-term", long_stay(person(2)))
        number = draft.number
    she = signed_in(app, person(2).phone)
    assert she.get(f"/me/filings/{number}/feedback").status_code == 404
    with app.app_context():
        amendments.withdraw(ctx, number, 1)
    assert "评价、投诉或提意见" not in Page.open(she, f"/me/filings/{number}").links
    assert she.get(f"/me/filings/{number}/feedback").status_code == 404
