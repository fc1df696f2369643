"""Somebody without an account follows a filing and sends what is missing."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from portal import drawing
from portal.domain.actor import Context
from portal.domain.vocabulary import Channel, FilingStatus, Outcome, Role, TokenPurpose
from portal.models import Document, Filing, db
from portal.models.transaction import transaction
from portal.services import amendments, intake, notices, progress, review, tokens
from portal.services.cases import Case
from portal.services.intake import Sighted
from tests.certificates import in_force
from tests.page import Page
from tests.people import NOW, acting, citizen, long_stay, person, staff

CALLER = person(5)


def photo() -> tuple[bytes, str]:
    """A small photograph."""
    body = BytesIO()
    Image.new("RGB", (300, 200), "white").save(body, "JPEG")
    return body.getvalue(), "photo.jpg"


@pytest.fixture
def number(app: Flask) -> str:
    """A window filing that lacks its paper, which the clerk asked for."""
    with app.app_context():
        clerk = staff("clerk")
        entered = intake.enter(acting(clerk, Channel.WINDOW), "wenshang.long-term", long_stay(CALLER), "key")
        filing = entered.filing
        review.request_correction(acting(clerk), filing.number, filing.version, [], "张三请补居住证")
        return filing.number


def looked_up(client: FlaskClient, number: str, last_four: str, status: int = 200) -> Page:
    """What the progress page answers."""
    form = Page.open(client, "/progress").form("/progress")
    return form.fill({"number": number, "last_four": last_four}).submit(status=status)


def test_number_and_last_four_open_the_state_and_nothing_personal(client: FlaskClient, number: str) -> None:
    page = looked_up(client, number, CALLER.id_number[-4:])
    assert "待补材料" in page.text
    assert "异地居住证明" in page.text
    for secret in (CALLER.name, CALLER.id_number, CALLER.phone, "张三", number):
        assert secret not in page.markup


def test_before_it_ends_its_person_reads_how_to_go_on_and_what_to_do_at_home(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        filing = in_force(acting(citizen(CALLER)), CALLER)
        with transaction():
            filing.ends_on = NOW.date()
        number = filing.number
    page = looked_up(client, number, CALLER.id_number[-4:])
    assert "点“续办一次”" in page.text
    assert "指南没有写明：看病带什么卡、选哪家医院、不能联网结算怎么办、回来以后怎么办。" in page.text
    assert page.links["去办"] == "/me"
    assert number not in page.markup
    with app.app_context(), transaction():
        db.session.query(Filing).filter_by(number=number).one().ends_on = None
    lasting = looked_up(client, number, CALLER.id_number[-4:]).text
    assert "续办" not in lasting
    assert "回来以后怎么办" in lasting, "whoever has no account asks it of what has no last day, too"


def test_a_reason_written_in_a_notice_says_how_to_come_by_it(app: Flask, client: FlaskClient) -> None:
    way, last_four = "没有账号，请向经办机构要一份", CALLER.id_number[-4:]
    with app.app_context():
        clerk = staff("clerk")
        entered = intake.enter(acting(clerk, Channel.WINDOW), "wenshang.long-term", long_stay(CALLER), "key").filing
        number, printed = entered.number, tokens.printed(TokenPurpose.QR, entered)
    assert way not in looked_up(client, number, last_four).text
    with app.app_context():
        review.refuse(acting(staff("colleague")), number, db.session.query(Filing).one().version, "不在受理范围")
    assert way in looked_up(client, number, last_four).text
    assert way in Page.open(client, f"/p/{printed}").text


def test_what_a_chinese_keyboard_or_a_paste_gives_is_found_as_well(client: FlaskClient, number: str) -> None:
    wide = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
    four = CALLER.id_number[-4:]
    for typed in (
        (number.translate(wide), four.translate(wide)),
        (f" {number[:4]} {number[4:8]} {number[8:]} ", CALLER.id_number),
        (f"编号：{number}", f"\u202d{CALLER.id_number}\u202c"),
        (f"\u2066{number}\u2069", four.lower()),
    ):
        assert "待补材料" in looked_up(client, *typed).text, typed


def test_every_miss_answers_alike(client: FlaskClient, number: str) -> None:
    unknown = "100000000008"
    wrong = "0000" if not CALLER.id_number.endswith("0000") else "1111"
    errors = {tuple(looked_up(client, *typed, status=422).errors) for typed in ((number, wrong), (unknown, "1234"))}
    assert errors == {("没有找到：编号或身份证号后四位不对。请对照回执和身份证再看一遍",)}


def test_guessing_the_last_four_is_slowed_down(client: FlaskClient, number: str) -> None:
    for guess in range(5):
        looked_up(client, number, f"000{guess}", status=422)
    page = looked_up(client, number, CALLER.id_number[-4:], status=429)
    assert page.errors == ["试的次数太多了，请过 15 分钟再试"]


def test_a_number_that_cannot_be_one_is_said_beside_the_field(client: FlaskClient) -> None:
    assert looked_up(client, "123", "1234", status=422).errors == ["编号是 12 位数字，请对照回执再看一遍"]


def test_two_faults_are_said_at_once(client: FlaskClient) -> None:
    page = Page.open(client, "/progress").form("/progress").fill({"number": "12"}).submit(status=422)
    assert page.errors == ["编号是 12 位数字，请对照回执再看一遍", "请填写身份证号最后四位"]


def test_the_qr_opens_the_state_without_a_name(app: Flask, client: FlaskClient, number: str) -> None:
    with app.app_context():
        secret = tokens.printed(TokenPurpose.QR, db.session.query(Filing).one())
    page = Page.open(client, f"/p/{secret}")
    assert "待补材料" in page.text
    for hidden in (CALLER.name, CALLER.id_number, "张三", number):
        assert hidden not in page.markup


def test_the_qr_tells_the_rest_after_the_last_four(app: Flask, client: FlaskClient, number: str) -> None:
    with app.app_context():
        secret = tokens.printed(TokenPurpose.QR, db.session.query(Filing).one())
    page = Page.open(client, f"/p/{secret}")
    assert "异地居住证明" not in page.text
    wrong = page.form(f"/p/{secret}").fill({"last_four": "000X"}).submit(status=422)
    assert wrong.errors == ["没有对上：身份证号后四位不对。请对照参保人的身份证再看一遍"]
    whole = page.form(f"/p/{secret}").fill({"last_four": CALLER.id_number[-4:]}).submit(status=200)
    assert "异地居住证明（居住证、居住证办理回执单或其他居住证明，有一样就行）：没有收到" in whole.text
    assert f"会打联系电话 138…{CALLER.phone[-2:]}。" in whole.text
    for hidden in (CALLER.name, CALLER.id_number, CALLER.phone, number):
        assert hidden not in whole.markup


def test_what_is_owed_is_said_and_sent_from_the_first_minute_without_an_account(
    app: Flask, client: FlaskClient
) -> None:
    """No notice went out, and nobody made a link."""
    with app.app_context():
        clerk = acting(staff("clerk"), Channel.WINDOW)
        sent = intake.enter(clerk, "wenshang.long-term", long_stay(CALLER), "key").filing
        number, qr = sent.number, tokens.printed(TokenPurpose.UPLOAD, sent)
        [receipt] = [drawing.with_qr(sent, notice, "http://portal") for notice in notices.of_filing(sent)]
    assert receipt.link_url == f"http://portal/upload/{qr}"
    assert "<svg" in receipt.link_qr_svg
    page = looked_up(client, number, CALLER.id_number[-4:])
    assert "指南没有写明最晚哪天补。补齐以前办不成，请尽快补。" in page.text
    assert "窗口：送到汶上县医疗保险管理中心（汶上县泉河路856号，一楼），说明编号。" in page.text
    assert "传真" not in page.text
    desk = page.follow("补材料")
    assert desk.url == f"/upload/{qr}"
    desk.form("/residence_proof").fill({"residence_proof-files": photo()}).submit().form(f"/upload/{qr}").submit()
    Page.open(client, f"/upload/{qr}", 404)
    with app.app_context():
        filing = db.session.query(Filing).one()
        assert filing.status is FilingStatus.SUBMITTED
        assert Case(clerk, filing).determination.outcome is Outcome.APPROVE
        [notice] = notices.of_filing(filing)
        assert drawing.with_qr(filing, notice, "http://portal").link_caption == "", "used up, printed no more"


def test_a_clerk_who_asks_leaves_the_printed_link_good(app: Flask, client: FlaskClient, number: str) -> None:
    with app.app_context():
        filing = db.session.query(Filing).one()
        received, corrected = notices.of_filing(filing)
        links = {drawing.with_qr(filing, notice, "http://portal").link_url for notice in (received, corrected)}
    assert len(links) == 1


@pytest.mark.parametrize(
    ("months", "has_proof", "outcome", "heading"),
    [
        (12, False, Outcome.CORRECT, "看还差什么、怎么补"),
        (3, False, Outcome.ASK, "看还差什么、怎么补"),
        (3, True, Outcome.ASK, "看详细的"),
        (12, True, Outcome.APPROVE, "看详细的"),
    ],
)
def test_the_qr_says_that_something_is_missing_whatever_else_is_asked_about(
    app: Flask, client: FlaskClient, months: int, has_proof: bool, outcome: Outcome, heading: str
) -> None:
    with app.app_context():
        seen = [Sighted("residence_proof")] if has_proof else []
        typed = long_stay(CALLER, stay_months=months)
        filing = intake.enter(acting(staff("clerk"), Channel.WINDOW), "wenshang.long-term", typed, "key", seen).filing
        assert filing.outcome is outcome
        secret = tokens.printed(TokenPurpose.QR, filing)
    assert f"<h2>{heading}</h2>" in Page.open(client, f"/p/{secret}").markup


def test_an_unknown_qr_is_like_a_missing_page(client: FlaskClient) -> None:
    assert Page.open(client, "/p/nonsense", 404).title == "没有找到这一页"


def test_an_upload_link_takes_what_is_missing_and_works_once(app: Flask, client: FlaskClient, number: str) -> None:
    with app.app_context():
        clerk = staff("second")
        secret = progress.upload_link(acting(clerk), number)
    page = Page.open(client, f"/upload/{secret}")
    assert "还差 1 样。" in page.text
    assert CALLER.name not in page.markup
    early = page.form(f"/upload/{secret}").submit(status=422)
    assert early.errors == ["还差 1 样。请补齐以后再交，或打电话问经办机构"]
    page = early.form("/residence_proof").fill({"residence_proof-files": photo()}).submit()
    assert "材料齐了。" in page.text
    finish = page.form(f"/upload/{secret}")
    assert finish.submit().title == "已经交上去了"
    finish.submit(status=404)
    Page.open(client, f"/upload/{secret}", 404)
    with app.app_context():
        assert db.session.query(Filing).one().status is FilingStatus.SUBMITTED
        assert db.session.query(Document).filter(Document.kind == "residence_proof").count() == 1


def test_a_link_says_what_is_missing_with_what_is_not_filled_in(app: Flask, client: FlaskClient, number: str) -> None:
    with app.app_context():
        clerk = acting(staff("second"))
        filing = db.session.query(Filing).one()
        again = review.request_correction(
            acting(staff("chief", role=Role.SUPERVISOR)),
            number,
            resumed(clerk, filing),
            [],
            "",
            "漏了",
            ["contact.phone"],
        )
        secret = progress.upload_link(clerk, again.number)
    page = Page.open(client, f"/upload/{secret}").form(f"/upload/{secret}").submit(status=422)
    assert page.errors == ["还差 1 样。请补齐以后再交，或打电话问经办机构", "请填写联系电话"]


def resumed(clerk: Context, filing: Filing) -> int:
    """The version once the clerk no longer waits."""
    return amendments.receive_correction(clerk, filing.number, filing.version).version


def test_an_upload_link_refuses_what_is_no_paper(app: Flask, client: FlaskClient, number: str) -> None:
    with app.app_context():
        secret = progress.upload_link(acting(staff("second")), number)
    form = Page.open(client, f"/upload/{secret}").form("/residence_proof")
    page = form.fill({"residence_proof-files": (b"", "empty.jpg")}).submit(status=422)
    assert page.errors == ["文件“empty.jpg”是空的，请重新拍照或重新选择文件。"]
