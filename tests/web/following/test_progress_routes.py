"""Somebody without an account follows a filing and sends what is missing."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import Document, Filing, db
from portal.services import intake, progress, review, tokens
from tests.page import Page
from tests.people import acting, long_stay, person, staff

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


def test_the_qr_opens_the_state_without_a_name(app: Flask, client: FlaskClient, number: str) -> None:
    with app.app_context():
        secret = tokens.printed_qr(db.session.query(Filing).one())
    page = Page.open(client, f"/p/{secret}")
    assert "待补材料" in page.text
    for hidden in (CALLER.name, CALLER.id_number, "张三", number):
        assert hidden not in page.markup


def test_an_unknown_qr_is_like_a_missing_page(client: FlaskClient) -> None:
    assert Page.open(client, "/p/nonsense", 404).title == "没有找到这一页"


def test_an_upload_link_takes_what_is_missing_and_works_once(app: Flask, client: FlaskClient, number: str) -> None:
    with app.app_context():
        clerk = staff("second")
        secret = progress.upload_link(acting(clerk), number)
    page = Page.open(client, f"/upload/{secret}")
    assert "还差 1 样。" in page.text
    assert CALLER.name not in page.markup
    page = page.form("/residence_proof").fill({"residence_proof-files": photo()}).submit()
    assert "材料齐了。" in page.text
    finish = page.form(f"/upload/{secret}")
    assert finish.submit().title == "材料已经交上去了"
    finish.submit(status=404)
    Page.open(client, f"/upload/{secret}", 404)
    with app.app_context():
        assert db.session.query(Filing).one().status is FilingStatus.SUBMITTED
        assert db.session.query(Document).filter(Document.kind == "residence_proof").count() == 1


def test_an_upload_link_refuses_what_is_no_paper(app: Flask, client: FlaskClient, number: str) -> None:
    with app.app_context():
        secret = progress.upload_link(acting(staff("second")), number)
    form = Page.open(client, f"/upload/{secret}").form("/residence_proof")
    page = form.fill({"residence_proof-files": (b"", "empty.jpg")}).submit(status=422)
    assert page.errors == ["文件“empty.jpg”是空的，请重新拍照或重新选择文件。"]
