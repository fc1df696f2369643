"""A hospital issues a referral, sees where it stands, mends what came back, and closes it."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.adapters import sample_documents
from portal.domain.actor import Context
from portal.domain.claims import ReferralClaim
from portal.domain.numbering import grouped
from portal.domain.vocabulary import Channel, FilingStatus, Mark
from portal.models import Filing, User, db
from portal.services import claims, marks, referral_lists, review
from portal.web.hospital import referral_routes
from tests.approving import approve
from tests.page import Page
from tests.people import acting
from tests.services.test_altering import revoke
from tests.statements import statements_of
from tests.web.hospital.conftest import photograph, slip
from tests.web.living import signed_in


def issued(client: FlaskClient, **other: object) -> Page:
    return Page.open(client, "/hospital/issue").form("/issue").fill(slip(**other)).submit()


def the_filing() -> Filing:
    return db.session.query(Filing).one()


def clerk() -> Context:
    return acting(db.session.query(User).filter(User.username == "clerk").one())


def test_slip_is_sent_with_its_scan_and_answers_with_a_number(app: Flask, hospital: FlaskClient) -> None:
    page = issued(hospital)
    with app.app_context():
        filing = the_filing()
        assert filing.status is FilingStatus.SUBMITTED
        assert filing.claims.slip.diagnosis_code == "I25.100"
        assert filing.claims.referral == ReferralClaim("汶上县中医院", date(2026, 9, 14))
        assert [document.kind for document in claims.live_documents(filing)] == ["referral_slip"]
        number = filing.number
    assert page.url == f"/hospital/filings/{number}/issued"
    assert f"{number[:4]} {number[4:8]} {number[8:]}" in page.text
    assert "规则检查提示" not in page.text


def test_the_scan_of_a_slip_is_not_called_optional(hospital: FlaskClient) -> None:
    text = Page.open(hospital, "/hospital/issue").text
    assert "转诊转院单（照片或扫描件）" in text
    assert "转诊转院单（照片或扫描件） （可以不填）" not in text


def test_every_page_of_a_scan_is_seen(hospital: FlaskClient) -> None:
    two_pages = sample_documents.fax("转诊转院单", (("姓名：测试",), ("第二页",)))
    sent = issued(hospital, slip=[(two_pages, "slip.tif")])
    page = Page.open(hospital, sent.url.removesuffix("/issued"))
    shown = re.findall(r'<img class="thumbnail" src="([^"]+)"', page.markup)
    assert [hospital.get(url).mimetype for url in shown] == ["image/png"] * 2
    assert hospital.get(shown[1].replace("/2.png", "/3.png")).status_code == 404


def test_page_opened_once_and_sent_twice_is_one_referral(app: Flask, hospital: FlaskClient) -> None:
    form = Page.open(hospital, "/hospital/issue").form("/issue").fill(slip())
    first, second = form.send(follow_redirects=False), form.send(follow_redirects=False)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    with app.app_context():
        assert db.session.query(Filing).count() == 1


def test_empty_slip_names_every_fault_and_keeps_what_was_typed(app: Flask, hospital: FlaskClient) -> None:
    form = Page.open(hospital, "/hospital/issue").form("/issue").fill({"doctor": "王测试", "id_number": "12345"})
    page = form.submit(status=422)
    assert "请填写参保人姓名，和身份证上一样" in page.errors
    assert "请拍照或选择盖了章的转诊转院单" in page.errors
    assert "请先告诉对方个人信息怎么用，对方同意了再打勾；不同意就不能办" in page.errors
    assert any("身份证号是 18 位，您填了 5 位" in message for message in page.errors)
    kept = page.find(id="doctor")
    assert kept is not None
    assert kept.get("value") == "王测试"
    with app.app_context():
        assert db.session.query(Filing).count() == 0


def test_a_bad_file_is_said_with_the_fields(hospital: FlaskClient) -> None:
    bad = slip(name="", slip=[(b"not a picture at all", "slip.jpg")])
    errors = Page.open(hospital, "/hospital/issue").form("/issue").fill(bad).submit(status=422).errors
    assert [error for error in errors if "slip.jpg" in error or "参保人姓名" in error] == errors
    assert len(errors) == 2


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"slip": [(b"not a picture at all", "slip.jpg")]}, "slip"),
        ({"issued_on-month": "2", "issued_on-day": "31"}, "2026年2月没有31日"),
        ({"contact_phone": "123"}, "电话号码不对"),
        ({"condition": "长" * 501}, "最多写 500 个字"),
        ({"condition": "胸闷\x01"}, "看不见的符号"),
    ],
    ids=["not-a-picture", "no-such-day", "phone", "too-much", "control-characters"],
)
def test_bad_input_is_told_and_nothing_is_saved(
    app: Flask, hospital: FlaskClient, other: dict[str, object], message: str
) -> None:
    page = Page.open(hospital, "/hospital/issue").form("/issue").fill(slip(**other)).submit(status=422)
    assert any(message in error for error in page.errors), page.errors
    with app.app_context():
        assert db.session.query(Filing).count() == 0


def test_second_referral_of_one_person_is_told_on_the_form(app: Flask, hospital: FlaskClient) -> None:
    issued(hospital)
    page = Page.open(hospital, "/hospital/issue").form("/issue").fill(slip()).submit(status=422)
    assert any("还有一件没有办完" in message for message in page.errors)


def test_approved_referral_shows_a_year_of_validity(app: Flask, hospital: FlaskClient) -> None:
    issued(hospital)
    with app.app_context():
        filing = the_filing()
        approve(clerk(), filing)
        number = filing.number
    page = Page.open(hospital, "/hospital/?list=in-force")
    assert "还有 12 个月，到 2027年9月14日（周二）" in page.text
    shown = page.follow(f"{number[:4]} {number[4:8]} {number[8:]}")
    assert "已备案" in shown.text
    assert "************" in shown.text
    document = shown.follow("备案回执")
    assert document.title == "异地就医备案回执"
    pdf = hospital.get(document.links["下载 PDF"])
    assert pdf.data.startswith(b"%PDF")
    assert document.links["‹ 返回这一件"] == f"/hospital/filings/{number}"


def test_returned_referral_stands_first_and_goes_back_mended(app: Flask, hospital: FlaskClient) -> None:
    issued(hospital)
    with app.app_context():
        filing = the_filing()
        ctx = clerk()
        scan = claims.live_documents(filing)[0]
        marks.mark(ctx, filing.number, scan.uid, Mark.ILLEGIBLE)
        review.request_correction(ctx, filing.number, filing.version, ["referral_slip"], "请写清手术名称")
        number = filing.number
    page = Page.open(hospital, "/hospital/")
    assert "退回我们的（1 件）" in page.text
    form_page = page.follow(f"{number[:4]} {number[4:8]} {number[8:]}").follow("去改正")
    assert "请写清手术名称" in form_page.text
    sent = form_page.form("/correct").fill(
        {"condition": "需要冠状动脉搭桥手术", "slip": [photograph("grey")], "is_agreed": "y"}
    )
    assert "待审核" in sent.submit().text
    with app.app_context():
        filing = the_filing()
        assert filing.status is FilingStatus.SUBMITTED
        assert filing.claims.slip.condition == "需要冠状动脉搭桥手术"
        assert filing.claims.slip.diagnosis_name == "冠心病"
        assert [document.mark for document in claims.live_documents(filing)] == [Mark.UNCHECKED]


def test_what_came_back_stands_first_in_part_and_whole_in_its_own_list(
    app: Flask, hospital: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(referral_routes, "FIRST_RETURNED", 1)
    numbers = [returned_one(app, hospital, serial) for serial in (1, 2)]
    home = Page.open(hospital, "/hospital/")
    assert "退回我们的（超过 1 件）" in home.text
    assert [number in home.markup for number in numbers] == [False, True], "the newest alone"
    everything = home.follow("看全部退回的")
    assert all(number in everything.markup for number in numbers)
    assert "退回我们的（" not in everything.text, "each once"


def returned_one(app: Flask, hospital: FlaskClient, serial: int) -> str:
    """The number of a referral of that person that a clerk sent back."""
    Page.open(hospital, "/hospital/issue").form("/issue").fill(slip(serial)).submit()
    with app.app_context():
        filing = db.session.scalars(select(Filing).order_by(Filing.id.desc()).limit(1)).one()
        review.request_correction(clerk(), filing.number, filing.version, ["referral_slip"])
        return filing.number


def test_stale_correction_loses_politely(app: Flask, hospital: FlaskClient) -> None:
    issued(hospital)
    with app.app_context():
        filing = the_filing()
        review.request_correction(clerk(), filing.number, filing.version, ["referral_slip"])
        number = filing.number
    form = Page.open(hospital, f"/hospital/filings/{number}/correct").form("/correct").fill({"is_agreed": "y"})
    form.values["version"] = "1"
    assert "您的操作没有执行" in form.submit(status=409).text


@pytest.mark.parametrize(("act", "ends"), [("withdraw", FilingStatus.WITHDRAWN), ("cancel", FilingStatus.CANCELLED)])
def test_closing_asks_first(app: Flask, hospital: FlaskClient, act: str, ends: FilingStatus) -> None:
    issued(hospital)
    with app.app_context():
        filing = the_filing()
        if act == "cancel":
            approve(clerk(), filing)
        number = filing.number
    page = Page.open(hospital, f"/hospital/filings/{number}/{act}")
    page.form(f"/{act}").submit()
    with app.app_context():
        assert the_filing().status is ends
    assert "已结束" in Page.open(hospital, "/hospital/?list=ended").text


def test_search_finds_by_whole_id_and_not_by_address(app: Flask, hospital: FlaskClient) -> None:
    issued(hospital)
    filled = slip()
    found = Page.open(hospital, "/hospital/").form("/search").fill({"words": filled["id_number"]}).submit()
    assert "找到 1 件" in found.text
    assert f"测**，证号尾 {filled['id_number'][-2:]}" in found.text
    assert filled["name"] not in found.text
    assert "没有找到" in Page.open(hospital, "/hospital/").form("/search").fill({"words": "查无此人"}).submit().text


def test_another_hospitals_referral_is_like_a_missing_one(app: Flask, hospital: FlaskClient) -> None:
    issued(hospital)
    with app.app_context():
        filing = the_filing()
        number, uid = filing.number, claims.live_documents(filing)[0].uid
    other = signed_in(app, "people")
    missing = "/hospital/filings/123456789012"
    assert hospital.get(missing).status_code == 404
    scans = (f"/scans/{uid}", f"/scans/{uid}/1.png")
    for path in ("", "/issued", "/correct", "/withdraw", *scans, f"/papers/{uid}", f"/papers/{uid}.pdf"):
        assert hospital.get(f"/hospital/filings/{number}{path}").status_code != 404 or "papers" in path
        assert other.get(f"/hospital/filings/{number}{path}").status_code == 404, path
    assert "测试" not in Page.open(other, "/hospital/").text


def test_lists_take_the_same_statements_for_one_row_and_three(app: Flask, hospital: FlaskClient) -> None:
    def statements() -> int:
        with app.app_context():
            return statements_of(hospital, "/hospital/")

    issued(hospital)
    one = statements()
    for serial in (8, 9):
        issued(hospital, serial=serial)
    assert statements() == one
    assert one <= 5


def test_doctors_typed_before_are_offered_the_most_frequent_first(app: Flask, hospital: FlaskClient) -> None:
    assert Page.open(hospital, "/hospital/issue").find(id="doctor-familiar") is None
    for serial, doctor in enumerate(("赵测试", "王测试", "王测试")):
        issued(hospital, **{**slip(serial + 1), "doctor": doctor})
    page = Page.open(hospital, "/hospital/issue")
    offered = page.find(id="doctor-familiar")
    assert offered is not None
    assert [option.get("value") for option in offered] == ["王测试", "赵测试"]
    typed = page.find(id="doctor")
    assert typed is not None
    assert typed.get("list") == "doctor-familiar"
    assert Page.open(signed_in(app, "people"), "/hospital/issue").find(id="doctor-familiar") is None


def test_what_ends_within_a_month_is_renewed_from_its_list(app: Flask, hospital: FlaskClient) -> None:
    for serial in (7, 8):
        issued(hospital, **slip(serial))
    with app.app_context():
        ctx = clerk()
        first, second = (approve(ctx, each) for each in db.session.query(Filing).order_by(Filing.id))
        second.ends_on, first.ends_on = ctx.today, ctx.today + timedelta(days=20)
        db.session.commit()
        numbers = [grouped(each.number) for each in (second, first)]
        second_number = second.number
        renewal = f"/{second_number}/renew"
    page = Page.open(hospital, "/hospital/?list=ending")
    assert re.findall(r'class="number" href="[^"]+">([^<]+)<', page.markup) == numbers
    form_page = page.form(renewal).submit()
    assert form_page.url.endswith("/complete")
    form = form_page.form("/complete")
    assert (form.values["diagnosis_name"], form.values["issued_on-day"]) == ("冠心病", "14")
    assert not {"is_agreed", "is_sealed"} & {name for name, value in form.values.items() if value}
    again = page.form(renewal).submit()
    assert again.url == form_page.url
    sent = form.fill({"is_agreed": "y", "is_sealed": "yes", "consents": "y", "slip": [photograph("grey")]}).submit()
    assert sent.url.endswith("/issued")
    with app.app_context():
        revoke(ctx, db.session.query(Filing).filter_by(number=second_number).one())
    ended = f"您要续办的那一件（{numbers[0]}）已撤销。"
    assert ended in Page.open(hospital, sent.url.removesuffix("/issued")).text


def test_the_list_of_what_ends_goes_on_after_its_last_row(app: Flask, hospital: FlaskClient) -> None:
    for serial in (7, 8, 9, 10):
        issued(hospital, **slip(serial))
    with app.app_context():
        ctx = clerk()
        filings = [approve(ctx, each) for each in db.session.query(Filing).order_by(Filing.id)]
        for filing, days in zip(filings, (9, 3, 3, 40), strict=True):
            filing.ends_on = ctx.today + timedelta(days=days)
        db.session.commit()
        own = acting(db.session.query(User).filter(User.username == "tcm").one(), Channel.HOSPITAL)
        pages, after = [], None
        while rows := referral_lists.ending(own, after, 1):
            pages += [row.id for row in rows]
            after = pages[-1]
        assert pages == [filings[1].id, filings[2].id, filings[0].id]


def test_before_and_after_it_is_said_who_hears_of_it(hospital: FlaskClient) -> None:
    sent = issued(hospital)
    shown = sent.follow("看这一件")
    for page in (sent, shown, shown.follow("撤回这张转诊单")):
        assert "没有设置短信通道，不发短信。" in page.text
