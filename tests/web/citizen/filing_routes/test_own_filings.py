"""A citizen's own filings after they were sent in: seen, completed, changed, ended."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import event

from portal.domain.claims import Claims, ContactClaim, ReferralClaim
from portal.domain.vocabulary import Channel, FilingStatus, Mark, TokenPurpose
from portal.models import Filing, User, db
from portal.services import documents, filings, intake, marks, review, tokens
from portal.services.cases import Case
from portal.services.documents import StoredFile
from tests.approving import approve
from tests.page import Page
from tests.people import NOW, acting, citizen, insured, long_stay, person, staff
from tests.statements import statements_of
from tests.web.living import signed_in

WHO, OTHER = person(1), person(2)


def photo(colour: str = "white") -> tuple[bytes, str]:
    """A small photograph."""
    body = BytesIO()
    Image.new("RGB", (300, 200), colour).save(body, "JPEG")
    return body.getvalue(), "photo.jpg"


@pytest.fixture
def owner(app: Flask) -> User:
    """Somebody with an account."""
    with app.app_context():
        return citizen(WHO)


def sent_in(user: User, with_document: bool = True) -> Filing:
    """A long-stay filing by its own person."""
    filing = filings.open_draft(acting(user), "wenshang.long-term", long_stay(WHO))
    if with_document:
        stored = StoredFile(f"key-{filing.number}", "image/jpeg", 1000, 1, "a" * 64)
        documents.attach(acting(user), filing.number, "residence_proof", stored, None)
    return filings.submit(acting(user), filing.number)


@pytest.fixture
def returned(app: Flask, owner: User) -> str:
    """A filing whose paper is asked for."""
    with app.app_context():
        filing, clerk = sent_in(owner, with_document=False), acting(staff("clerk"))
        return review.request_correction(clerk, filing.number, filing.version, [], "居住证拍清楚").number


@pytest.fixture
def approved(app: Flask, owner: User) -> str:
    """A filing in force."""
    with app.app_context():
        filing = sent_in(owner)
        return approve(acting(staff("clerk")), filing).number


@pytest.fixture
def browser(app: Flask, owner: User) -> FlaskClient:
    """The owner's browser."""
    return signed_in(app, WHO.phone)


def test_nothing_yet_says_what_to_do(browser: FlaskClient) -> None:
    page = Page.open(browser, "/me")
    assert "还没有办件" in page.text
    assert page.links["我该办哪一种？"] == "/start"


def test_the_card_names_the_one_next_act(browser: FlaskClient, returned: str) -> None:
    page = Page.open(browser, "/me")
    assert "待补材料" in page.text
    assert page.follow("补材料").title == "补材料"


def test_what_was_asked_for_is_supplied_in_one_go(app: Flask, browser: FlaskClient, returned: str) -> None:
    page = Page.open(browser, f"/me/filings/{returned}").follow("补材料")
    assert "居住证拍清楚" in page.text
    page = page.form("/supply").submit("一次交齐", status=422)
    assert page.errors == ["还差 1 样。请补齐以后再交，或打电话问经办机构"]
    page = page.form("/add").fill({"residence_proof-files": photo()}).submit()
    page = page.form("/supply").submit("一次交齐")
    assert page.url == f"/me/filings/{returned}"
    assert "待审核" in page.text
    with app.app_context():
        assert db.session.query(Filing).one().status is FilingStatus.SUBMITTED


def test_sending_the_correction_twice_counts_once(browser: FlaskClient, returned: str) -> None:
    page = Page.open(browser, f"/me/filings/{returned}/supply")
    page = page.form("/add").fill({"residence_proof-files": photo()}).submit()
    form = page.form("/supply")
    assert form.submit("一次交齐").url == form.submit("一次交齐").url == f"/me/filings/{returned}"


def test_papers_open_as_page_and_pdf(browser: FlaskClient, approved: str) -> None:
    page = Page.open(browser, f"/me/filings/{approved}")
    assert "已备案" in page.text
    url = next(url for name, url in page.links.items() if name == "备案回执")
    assert "异地就医备案回执" in Page.open(browser, url).text
    answer = browser.get(url + ".pdf")
    assert (answer.mimetype, answer.data[:4]) == ("application/pdf", b"%PDF")


def test_the_receipt_shows_number_qr_and_what_happens_next(app: Flask, owner: User, browser: FlaskClient) -> None:
    with app.app_context():
        number = sent_in(owner).number
    page = Page.open(browser, f"/me/filings/{number}/receipt")
    assert f"{number[:4]} {number[4:8]} {number[8:]}" in page.text
    assert "最晚 2026年9月14日（周一） 办结。" in page.text
    assert "<svg" in page.markup
    assert WHO.name not in page.text


def test_withdrawing_asks_once_more(app: Flask, browser: FlaskClient, returned: str) -> None:
    page = Page.open(browser, f"/me/filings/{returned}").follow("撤回申请")
    assert "没有设置短信通道，不发短信。" in page.text
    page = page.form("/withdraw").submit("撤回")
    assert "已撤回" in page.text


def test_cancelling_ends_the_filing_today(browser: FlaskClient, approved: str) -> None:
    page = Page.open(browser, f"/me/filings/{approved}").follow("取消备案")
    assert "没有设置短信通道，不发短信。" in page.text
    page = page.form("/cancel").fill({"reason": "已经回来住"}).submit("取消备案")
    assert "已取消" in page.text
    assert "已经回来住" in page.text


def test_a_stale_cancellation_loses_politely(browser: FlaskClient, approved: str) -> None:
    form = Page.open(browser, f"/me/filings/{approved}/cancel").form("/cancel")
    form.values.setlist("version", ["1"])
    page = form.submit("取消备案", status=409)
    assert "您的操作没有执行" in page.errors[0]


def test_changing_goes_through_the_same_steps_and_keeps_the_old_one(
    app: Flask, browser: FlaskClient, approved: str
) -> None:
    page = Page.open(browser, f"/me/filings/{approved}").form("/change").submit("变更")
    form = page.form("/who")
    assert form.values["name"] == WHO.name
    where = form.submit("下一步").form("/where")
    assert where.values["treatment_place"] == "310000"
    documents = where.fill({"treatment_place": "450100"}).submit("下一步")
    documents = documents.form("/add").fill({"residence_proof-files": photo()}).submit()
    check = documents.follow("下一步").form("/check")
    check.fill({"agrees": "y", "signed_name": WHO.name}).submit("提交")
    with app.app_context():
        assert {row.status for row in db.session.query(Filing)} == {FilingStatus.APPROVED, FilingStatus.SUBMITTED}


def test_a_window_filing_is_added_by_number_and_code(app: Flask, browser: FlaskClient) -> None:
    with app.app_context():
        clerk = acting(staff("clerk"), Channel.WINDOW)
        entered = intake.enter(clerk, "wenshang.long-term", long_stay(WHO), "key")
        number, code = entered.filing.number, entered.binding_code
    Page.open(browser, f"/me/filings/{number}", 404)
    form = Page.open(browser, "/me/add").form("/me/add")
    wrong = form.fill({"number": number, "code": "000000" if code != "000000" else "111111"}).submit(status=422)
    assert wrong.errors[0].startswith("编号或一次性代码不对")
    page = form.fill({"code": code}).submit()
    assert page.url == f"/me/filings/{number}"


def test_a_foreign_filing_is_like_a_missing_one(app: Flask, browser: FlaskClient, approved: str) -> None:
    own = Page.open(browser, f"/me/filings/{approved}")
    urls = [
        f"/me/filings/{approved}",
        f"/me/filings/{approved}/cancel",
        *[u for u in own.links.values() if approved in u],
    ]
    with app.app_context():
        citizen(OTHER)
    other = signed_in(app, OTHER.phone)
    missing = other.get("/me/filings/100000000008")
    for url in urls:
        answer = other.get(url)
        assert (answer.status_code, _title(answer.text)) == (404, _title(missing.text)), url


def _title(markup: str) -> str:
    return markup.partition("<title>")[2].partition("</title>")[0]


@pytest.mark.parametrize(("page", "statements"), [("", 6), ("/supply", 3), ("/receipt", 5)])
def test_page_of_one_filing_reads_each_thing_once(
    app: Flask, browser: FlaskClient, returned: str, page: str, statements: int
) -> None:
    with app.app_context():
        assert statements_of(browser, f"/me/filings/{returned}{page}") == statements


def test_the_list_goes_on_page_by_page_with_the_same_few_statements(
    app: Flask, owner: User, browser: FlaskClient
) -> None:
    with app.app_context():
        for _ in range(1):
            filings.open_draft(acting(owner), "wenshang.long-term", long_stay(WHO))
        engine = db.engine
    counted: list[str] = []
    event.listen(engine, "after_cursor_execute", lambda *args: counted.append(args[2]))
    Page.open(browser, "/me")
    few, counted[:] = len(counted), []
    with app.app_context():
        for _ in range(24):
            filings.open_draft(acting(owner), "wenshang.long-term", long_stay(WHO))
    counted[:] = []
    page = Page.open(browser, "/me")
    assert len(counted) == few
    second = page.follow("下一页")
    assert second.markup.count("接着填") == 5


def test_an_expired_filing_says_since_when(app: Flask, owner: User, browser: FlaskClient, approved: str) -> None:
    with app.app_context():
        db.session.query(Filing).update({"ends_on": NOW.date() - timedelta(days=1), "begins_on": None})
        db.session.commit()
    page = Page.open(browser, f"/me/filings/{approved}")
    assert "已过期" in page.text
    assert "到 2026年9月13日（周日） 为止" in page.text


def referral_in_force(owner: User) -> Filing:
    """A referral that counts for a year."""
    claims = Claims(
        person=insured(WHO),
        treatment_place="310000",
        referral=ReferralClaim("汶上县中医院", date(2026, 9, 10)),
        contact=ContactClaim(None, WHO.phone, None),
    )
    draft = filings.open_draft(acting(owner), "wenshang.referral", claims)
    documents.attach(
        acting(owner), draft.number, "referral_slip", StoredFile("slip", "image/jpeg", 9, 1, "b" * 64), True
    )
    filing = filings.submit(acting(owner), draft.number)
    return approve(acting(staff("clerk")), filing)


def test_referral_is_renewed_in_two_taps_with_what_was_typed(app: Flask, owner: User, browser: FlaskClient) -> None:
    with app.app_context():
        number = referral_in_force(owner).number
    page = Page.open(browser, "/me").follow("看详情")
    typing = page.form("/renew").submit()
    assert typing.url.endswith("/where")
    assert 'value="汶上县中医院" selected' in typing.markup or "汶上县中医院" in typing.text
    with app.app_context():
        old, new = db.session.query(Filing).order_by(Filing.id).all()
        assert (old.number, old.status, new.status) == (number, FilingStatus.APPROVED, FilingStatus.DRAFT)
        assert new.amends_id is None
        assert new.claims.person == old.claims.person
        assert new.claims.referral == ReferralClaim("汶上县中医院", None)
    assert page.form("/renew").submit().url == typing.url, "twice is once"


def test_what_to_know_away_from_home_is_the_guides_or_said_to_be_open(
    app: Flask, owner: User, browser: FlaskClient
) -> None:
    """S4:88 lets one choose any networked hospital; of cards and of coming home the guide says nothing."""
    with app.app_context():
        number = referral_in_force(owner).number
    page = Page.open(browser, f"/me/filings/{number}")
    assert "自己挑任何一家能异地住院联网的医院" in page.text
    assert "指南没有写明：看病带什么卡、不能联网结算怎么办、回来以后怎么办。请出发前向经办机构问清。" in page.text
    assert "<svg" in page.markup


@pytest.mark.parametrize(("months", "with_document"), [(12, False), (3, False)])
def test_a_card_leads_to_what_is_owed_whatever_else_is_asked_about(
    app: Flask, owner: User, browser: FlaskClient, months: int, with_document: bool
) -> None:
    """Three months are for the office to look at, and the paper is owed all the same."""
    with app.app_context():
        filing = filings.open_draft(acting(owner), "wenshang.long-term", long_stay(WHO, stay_months=months))
        number = filings.submit(acting(owner), filing.number).number
    card = Page.open(browser, "/me")
    assert "看详情" not in card.text
    assert card.follow("看还差什么").url == f"/me/filings/{number}"


def test_a_card_of_what_is_asked_about_and_lacks_nothing_leads_to_it(
    app: Flask, owner: User, browser: FlaskClient
) -> None:
    with app.app_context():
        stored = StoredFile("key", "image/jpeg", 1000, 1, "a" * 64)
        filing = filings.open_draft(acting(owner), "wenshang.long-term", long_stay(WHO, stay_months=3))
        documents.attach(acting(owner), filing.number, "residence_proof", stored, None)
        filings.submit(acting(owner), filing.number)
    assert "看还差什么" not in Page.open(browser, "/me").text


FOUND = "经办机构核对时发现有要补或者要改的，补正通知还没有发出；发出以后，这里会写明是什么。"


def test_between_a_clerks_mark_and_the_notice_every_page_says_that_one_will_follow(
    app: Flask, client: FlaskClient, owner: User, browser: FlaskClient
) -> None:
    """Accepted, found unsound, and until the notice went out the citizen read that it was accepted, and no more."""
    with app.app_context():
        clerk, filing = acting(staff("clerk")), sent_in(owner)
        number = review.accept(clerk, filing.number, filing.version).number
        secret = tokens.printed(TokenPurpose.QR, filing)
        uid = Case(clerk, filing).documents[0].uid
    pages = {"/me": browser, f"/me/filings/{number}": browser, f"/p/{secret}": client}

    def says() -> list[bool]:
        form = Page.open(client, "/progress").form().fill({"number": number, "last_four": WHO.id_number[-4:]})
        texts = [*(Page.open(who, url).text for url, who in pages.items()), form.submit().text]
        return [FOUND in text for text in texts]

    assert says() == [False] * 4
    with app.app_context():
        marks.mark(clerk, number, uid, Mark.ILLEGIBLE)
    assert says() == [True] * 4
    with app.app_context():
        marks.mark(clerk, number, uid, Mark.SOUND)
    assert says() == [False] * 4, "looked at again, and sound"
