"""Who is back reads what the guide says of coming home, and ends the filing; what was signed is said there too."""

from datetime import date

from flask import Flask

from portal.models import Filing, db
from portal.services.rulebook import rulebook
from portal.web.presenters.after_approval import on_returning
from tests.certificates import in_force
from tests.page import Page
from tests.people import acting, citizen, person
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


def test_whoever_signed_reads_what_for_by_when_and_what_follows(app: Flask) -> None:
    with app.app_context():
        number = pledged(1).number
    she, page = signed_in(app, WHO.phone), f"/me/filings/{number}"
    for sentence in ("您签的承诺书", "异地居住证明", "哪天核查，指南没有写明", "没有兑现会怎样", "指南没有写明"):
        assert sentence in Page.open(she, page).text
    with app.app_context():
        filing = db.session.query(Filing).one()
        filing.pledge_check_on = filing.decided_at.date() if filing.decided_at else None
        db.session.commit()
    assert "2026年9月14日（周一）以前核查" in Page.open(she, page).text
