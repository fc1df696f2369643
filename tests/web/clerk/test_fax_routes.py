"""The tray on its pages: what a clerk sees of a fax, and how its pages become papers of a filing."""

import io
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from portal.adapters.uploads import UploadLimits
from portal.domain.errors import Invalid
from portal.domain.faxes import FaxState
from portal.domain.vocabulary import Channel, Evidence
from portal.fax_taking import FaxTaker
from portal.models import Document, Fax, Filing, db
from portal.services import fax_tray, intake
from portal.services.cases import Case
from portal.services.fax_tray import FilledPages
from tests import faxes
from tests.page import Page
from tests.people import NOW, acting, person, staff
from tests.services.test_fax_tray import came as waiting
from tests.statements import statements_of
from tests.web.clerk.cases import telephoned
from tests.web.clerk.test_intake_routes import answers_of
from tests.web.living import StoppedClock


@pytest.fixture
def taker(in_app: Flask) -> FaxTaker:
    """What the watcher takes files with."""
    return FaxTaker(in_app.extensions["portal_papers"], UploadLimits(), StoppedClock())


def came(taker: FaxTaker, serial: int = 1, pages: int = 2, county: str = "wenshang") -> Fax:
    """A fax in the tray."""
    assert taker.take(county, f"fax{serial}.tif", io.BufferedReader(io.BytesIO(faxes.fax(serial, pages))))  # type: ignore[arg-type]
    return db.session.scalars(select(Fax).order_by(Fax.id.desc())).first()  # type: ignore[return-value]


def now(fax: Fax) -> Fax:
    """As the database has it."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Fax, fax.id)


def test_the_list_tells_whence_and_why_and_runs_few_statements(clerk: FlaskClient, taker: FaxTaker) -> None:
    came(taker)
    page = Page.open(clerk, "/clerk/faxes/")
    assert ("传真 1 号" in page.links, "2 页" in page.text, faxes.SENDER in page.text) == (True, True, False)
    assert page.links["看不了的传真 0"] == "/clerk/faxes/?show=set_aside"
    db.session.remove()
    few = statements_of(clerk, "/clerk/faxes/")
    for serial in (2, 3, 4):
        came(taker, serial)
    taker.take("wenshang", "bad.tif", io.BufferedReader(io.BytesIO(b"nonsense")))  # type: ignore[arg-type]
    db.session.remove()
    assert statements_of(clerk, "/clerk/faxes/") == few
    assert "不是 TIFF 或 PDF" in Page.open(clerk, "/clerk/faxes/?show=set_aside").text


def test_a_page_is_seen_as_it_was_turned(clerk: FlaskClient, taker: FaxTaker) -> None:
    fax = came(taker, pages=1)
    page = Page.open(clerk, f"/clerk/faxes/{fax.uid}")
    assert faxes.SENDER in page.text
    address = f"/clerk/faxes/{fax.uid}/pages/{fax.pages[0].uid}"
    before = Image.open(io.BytesIO(clerk.get(address).data))
    page.form("/turn").submit("向右转")
    after = Image.open(io.BytesIO(clerk.get(address).data))
    assert (after.size, after.tobytes()) == (before.size[::-1], before.rotate(-90, expand=True).tobytes())


def test_in_a_full_tray_it_is_joined_with_the_one_that_came_next_to_it_or_any_by_its_number(
    clerk: FlaskClient, in_app: Flask
) -> None:
    many = [waiting(serial, 1) for serial in range(33)]
    url, second, first = f"/clerk/faxes/{many[-2].uid}", many[-1], many[0]
    page = Page.open(clerk, url)
    assert str(second.id) in offered(page)[:2], "the nearest come first"
    assert str(first.id) not in offered(page)
    page.form("/join", "并成一份").fill({"other": str(second.id)}).submit()
    assert (now(second).state, len(fax_tray.lying(now(many[-2])))) == (FaxState.DONE, 2)
    for typed, status in (("99", 422), (str(second.id), 422), ("x" * 50, 422), (f"传真 {first.id} 号", 200)):
        answer = page.form("/join", "按号合并").fill({"other": typed}).submit(status=status)
        assert ("没有这个号的传真在等着办" in answer.text) == (status == 422)
    assert len(fax_tray.lying(now(many[-2]))) == 3
    itself = page.form("/join", "按号合并").fill({"other": str(many[-2].id)}).submit(status=422)
    assert "这就是正在看的这份传真，不能和自己合并" in itself.text


def offered(page: Page) -> list[str | None]:
    """The numbers of those it may be joined with."""
    chooser = page.find(id="other")
    return [] if chooser is None else [option.get("value") for option in chooser.iter("option")]


def test_put_to_a_filing_it_is_its_paper_and_no_longer_in_the_tray(clerk: FlaskClient, taker: FaxTaker) -> None:
    filing, fax = telephoned(3), came(taker, pages=3)
    fax_tray.turn(acting(staff("other")), fax.uid, fax.pages[0].uid, 180)
    found = (
        Page.open(clerk, f"/clerk/faxes/{fax.uid}").form("/find").fill({"words": person(3).phone}).submit(status=200)
    )
    attach = found.follow("马**")
    assert f"/clerk/faxes/{fax.uid}/pages/" in attach.response.text
    pages = [page.uid for page in fax.pages]
    attach.form("/receive").fill({"fax_emergency_record": pages[:2]}).submit("收下", 200)
    document = db.session.scalars(select(Document).where(Document.filing_id == filing.id)).one()
    assert (document.evidence, document.pages, document.media_type) == (Evidence.FAX, 2, "application/pdf")
    assert [page.uid for page in fax_tray.lying(now(fax))] == pages[2:]
    attach.form("/receive").fill({"fax_emergency_record": pages[:2]}).submit("收下", 200)  # pressed twice
    attach.form("/receive").fill({"fax_emergency_record": pages[1:]}).submit("收下", 422)
    ctx = acting(staff("third"), Channel.FAX)
    as_another = FilledPages(fax.uid, pages[:2], fax.came_at, {"identity"})
    with pytest.raises(Invalid, match="nothing_received"):
        intake.receive(ctx, Case(ctx, filing), filing.version, from_tray=as_another)
    assert db.session.query(Document).count() == 1


def test_a_filing_is_begun_with_the_page_beside_the_form(clerk: FlaskClient, taker: FaxTaker) -> None:
    fax = came(taker)
    form = Page.open(clerk, f"/clerk/faxes/{fax.uid}").follow("异地急诊转住院").form("/emergency")
    answers = answers_of(1) | {"contact_phone": "13900001111", "consents": "y"}
    form.fill(answers | {"name": ""}).submit("登记", 422)
    assert now(fax).state is FaxState.WAITING
    form.fill(answers).submit("登记", 200)
    db.session.rollback()
    filing = db.session.scalars(select(Filing)).one()
    assert (filing.channel, now(fax).state) == (Channel.FAX, FaxState.DONE)
    assert db.session.scalars(select(Document)).one().pages == 2
    again = form.submit("登记", 200)  # the button pressed twice
    assert (filing.number in again.response.request.path, db.session.query(Filing).count()) == (True, 1)


def test_a_filing_begun_from_a_fax_came_in_when_the_fax_did_unless_its_clerk_knows_better(
    clerk: FlaskClient, in_app: Flask
) -> None:
    earlier = StoppedClock()
    earlier.pass_by(timedelta(days=-3))
    taker = FaxTaker(in_app.extensions["portal_papers"], UploadLimits(), earlier)
    why = "请写明为什么不从传真收到的时间算，例如传真机的钟不准"
    own, other = ("10:00", "", NOW), ("8:05", "钟快了", NOW - timedelta(minutes=115))
    for serial, (time, reason, came_at), pages in ((1, own, 2), (2, other, 2), (3, own, 0)):
        fax = came(taker, serial)
        page = Page.open(clerk, f"/clerk/intake/fax/emergency?fax={fax.uid}")
        assert "传真 2026年9月11日（周五） 10:00 收到，迟没迟从这时算" in page.text
        answers = answers_of(serial, admitted_on=date(2026, 9, 10))
        form = page.form("/emergency").fill(answers | {"contact_phone": "13900001111", "consents": "y"})
        assert form.fill({"came_in_time": "8:05"}).submit("登记", 422).errors == [why]
        ticked = [each.uid for each in fax.pages[:pages]]
        form.fill({"came_in_time": time, "outage_reason": reason, "fax_emergency_record": ticked}).submit("登记")
        db.session.rollback()
        filing = db.session.scalars(select(Filing).order_by(Filing.id.desc())).first()
        assert filing is not None
        assert filing.came_in_at == came_at - timedelta(days=3)
        screen = Page.open(clerk, f"/clerk/filings/{filing.number}").text
        assert ("传真收到的时间" in screen, "钟快了" in screen) == (True, bool(reason))
        named = f"传真 {fax.id} 号，2026年9月11日（周五） 10:00 收到"
        assert ("从传真收到的时间算" in screen, named in screen) == (not reason, not reason)


def test_what_a_colleague_took_meanwhile_is_said_and_nothing_entered(clerk: FlaskClient, taker: FaxTaker) -> None:
    fax = came(taker)
    form = Page.open(clerk, f"/clerk/intake/fax/emergency?fax={fax.uid}").form("/emergency")
    fax_tray.junk(acting(staff("other")), fax.uid, "广告")
    answers = answers_of(1) | {"contact_phone": "13900001111", "consents": "y"}
    for pages in ([each.uid for each in fax.pages], []):  # its time is no more to be had than its pages
        page = form.fill(answers | {"fax_emergency_record": pages}).submit("登记", 422)
        assert "这份传真已经办完或作废，不能再从它收到的时间算" in page.text
    assert db.session.query(Filing).count() == 0
    settled = Page.open(clerk, f"/clerk/intake/fax/emergency?fax={fax.uid}")
    assert settled.response.request.path == f"/clerk/faxes/{fax.uid}"
    why = {"outage_reason": "当天收到过，误作广告", "fax_emergency_record": []}
    form.fill(answers | why).submit("登记", 200)
    db.session.rollback()
    assert db.session.query(Filing).count() == 1


def test_a_county_without_fax_items_puts_papers_to_filings_only(taker: FaxTaker, desk_of: object) -> None:
    fax = came(taker, county="fushun")
    page = Page.open(desk_of("fushun", "clerk-fushun"), f"/clerk/faxes/{fax.uid}")  # type: ignore[operator]
    assert "没有写可以传真办理的事项" in page.text


def test_supervisors_read_what_was_done_with_faxes(
    clerk: FlaskClient, supervisor: FlaskClient, taker: FaxTaker
) -> None:
    fax = came(taker)
    page = Page.open(clerk, f"/clerk/faxes/{fax.uid}")
    page.form("/junk").submit(status=422)
    page.form("/junk").fill({"reason": "广告"}).submit(status=200)
    Page.open(clerk, f"/clerk/faxes/{fax.uid}").form("/restore").submit(status=200)
    trail = Page.open(supervisor, "/admin/trail?show=portal").text
    for words in ("收到一份传真", "打开一份传真", "把一份传真作废", "恢复一份作废的传真", "广告"):
        assert words in trail, words
