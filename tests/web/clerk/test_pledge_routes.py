"""A clerk sets a day for a signed promise, and notes what was found; a complaint is written down and seen no more."""

from flask.testing import FlaskClient

from portal.models import Filing, db
from tests.page import Page
from tests.services.test_pledge_checks import pledged
from tests.web.clerk.cases import telephoned

LATER = {"check_on-year": "2026", "check_on-month": "10", "check_on-day": "8"}


def test_a_day_is_set_and_what_was_found_noted(clerk: FlaskClient) -> None:
    filing = pledged(1)
    listed = Page.open(clerk, "/clerk/promises").follow("签了承诺书、要核查的在这里")
    assert "没有定日子的，请先定" in listed.text
    form = listed.follow("测*").form("/pledge")
    assert "请选核查得怎样" in form.submit(status=422).text
    assert "请填哪天以前核查" in form.fill({"found": "open"}).submit(status=422).text
    assert "请写明怎么核查的" in form.fill({"found": "broken"}).submit(status=422).text
    dated = form.fill({"found": "open", **LATER}).submit()
    assert "10月8日（周四）" in dated.text
    screen = Page.open(clerk, f"/clerk/filings/{filing.number}")
    assert "2026年10月8日（周四）以前核查" in screen.text
    done = screen.follow("核查承诺").form("/pledge").fill({"found": "broken", "words": "去看了，人不在"}).submit()
    assert "没有要核查的承诺" in done.text
    after = Page.open(clerk, f"/clerk/filings/{filing.number}")
    for sentence in ("没有兑现", "核查了承诺：没有兑现", "去看了，人不在"):
        assert sentence in after.text
    assert "核查承诺" not in after.links
    assert db.session.query(Filing).one().status == "approved"


def test_a_complaint_by_telephone_is_handed_to_the_supervisors(clerk: FlaskClient, supervisor: FlaskClient) -> None:
    filing = telephoned(1)
    form = Page.open(clerk, f"/clerk/filings/{filing.number}").follow("记下投诉或意见").form("/complaint")
    assert "请写下要投诉的事或意见" in form.submit(status=422).text
    answers = {"words": "没人接电话", "said_by": "马女儿", "relation": "女儿"}
    after = form.fill(answers).submit()
    assert "已记下，交给主管答复。" in after.text
    assert "没人接电话" not in after.text
    assert "上次提的还没有答复" in form.fill(answers).submit(status=422).text
    read = Page.open(supervisor, f"/admin/complaints/{filing.number}").text
    for sentence in ("没人接电话", "是马女儿（女儿）说的，电话"):
        assert sentence in read
