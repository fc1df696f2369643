"""A paper as a page: the same words as its PDF, in duplicate where the form is, with its QR."""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest
from flask import Flask, Response, render_template
from werkzeug.exceptions import NotFound

from portal.adapters import qr
from portal.adapters.file_store import FileStore
from portal.adapters.prepared_pictures import PictureOf
from portal.adapters.sandbox import SANDBOX, CheckerFull, CheckerUnavailable, FileBrokeChecker
from portal.domain.notice import NoticeContent, NoticeList, NoticeOffice, NoticeRow
from portal.domain.vocabulary import NoticeKind
from portal.models import Document, FaxPage
from portal.models.crypto import SealBroken
from portal.web import downloads
from portal.web.uploads import seat
from tests.adapters import hostile
from tests.page_lint import faults_of_page, text_of
from tests.people import NOW, id_number
from tests.trees import parse

OFFICE = NoticeOffice("测试中心", "测试路1号", ("0537-7212345",), "工作日 9:00 到 16:00", "0537-7293008")


def drawn(app: Flask, **parts: object) -> tuple[str, str]:
    notice = NoticeContent(
        NoticeKind.FILING_FORM,
        "异地就医登记备案表",
        "Registration form",
        "表〔2026〕123456789012-1",
        date(2026, 9, 14),
        OFFICE,
        **parts,  # type: ignore[arg-type]
    )
    with app.test_request_context("/me/filings/123456789012/papers/x"):
        markup = render_template(
            "notices/page.html",
            title=notice.title,
            notice=notice,
            pdf_url="/p.pdf",
            back_url="/me/filings/123456789012",
        )
    tree, forgiven = parse(markup)
    assert forgiven + faults_of_page(tree) == []
    return markup, text_of(next(tree.iter("main")))


def test_every_part_of_the_paper_is_on_the_page(app: Flask) -> None:
    _markup, text = drawn(
        app,
        addressee="张测试",
        paragraphs=("您的申请还差下面的材料。",),
        rows=(NoticeRow("就医地", "上海市", "Place of treatment"), NoticeRow("代办人", "")),
        lists=(NoticeList("请补交", ("身份证", "居住证")),),
        closing=("补齐后接着办。",),
        signature_lines=("申请人签名",),
        sealed_by="测试局",
    )
    for words in (
        "张测试：",
        "您的申请还差",
        "就医地",
        "上海市",
        "代办人",
        "请补交",
        "居住证",
        "补齐后接着办",
        "申请人签名：",
    ):
        assert words in text
    for words in ("测试局", "2026年9月14日", "（盖章）", "0537-7212345", "0537-7293008", "工作日 9:00", "测试路1号"):
        assert words in text


def test_form_in_duplicate_is_two_sheets(app: Flask) -> None:
    markup, text = drawn(app, copies=("第一份　参保人留存", "第二份　经办机构留存"))
    assert markup.count('class="paper-sheet"') == 2
    assert "第一份 参保人留存" in text
    assert "第二份 经办机构留存" in text


def test_id_number_is_grouped_for_comparing(app: Flask) -> None:
    number = id_number(1)
    markup, _text = drawn(app, rows=(NoticeRow("身份证号", number, "ID number"),))
    assert number not in markup
    assert f"<span>{number[:6]}</span><span>{number[6:14]}</span><span>{number[14:]}</span>" in markup


def test_option_stays_with_its_box(app: Flask) -> None:
    markup, text = drawn(app, rows=(NoticeRow("险种类型", "■\u00a0职工医保　□\u00a0居民医保", "Scheme"),))
    assert [part.partition("<")[0] for part in markup.split('<span class="paper-option">')[1:]] == [
        "■\u00a0职工医保",
        "□\u00a0居民医保",
    ]
    assert "职工医保" in text


def test_qr_stands_in_the_page_without_a_style(app: Flask) -> None:
    code = qr.svg("http://127.0.0.1:8000/p/abc", "查办理进度的二维码")
    markup, text = drawn(app, qr_svg=code, qr_caption="扫码看办理进度", copies=("一", "二"))
    assert markup.count("<svg") == 2
    assert "扫码看办理进度" in text


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x>'])
def test_words_of_people_are_words(app: Flask, words: str) -> None:
    markup, text = drawn(app, addressee=words, rows=(NoticeRow("姓名", words),))
    assert words not in markup
    assert words in text


def test_what_somebody_sent_is_saved_and_runs_nothing_under_our_address(app: Flask) -> None:
    """A file is whatever its sender made of it: opened in the browser it has no scripts, no forms and no origin."""
    store: FileStore = app.extensions["portal_papers"]
    for media_type, extension in (("image/jpeg", "jpg"), ("application/pdf", "pdf"), ("text/html", "bin")):
        kept = {"storage_key": store.put(b"<script>"), "media_type": media_type, "kind": "slip", "id": 1, "uid": "u"}
        with app.test_request_context("/"):
            headers = downloads.scan(cast(Document, SimpleNamespace(**kept))).headers
        assert headers.getlist("Content-Security-Policy") == ["sandbox; default-src 'none'"]
        assert headers["Content-Disposition"] == f"attachment; filename=slip-1.{extension}"


def test_a_paper_is_read_from_its_sealed_file_while_it_is_sent_and_no_half_of_one(app: Flask) -> None:
    store: FileStore = app.extensions["portal_papers"]
    content = os.urandom(300_000)
    key = store.put(content)
    document = cast(Document, SimpleNamespace(storage_key=key, media_type="image/jpeg", kind="slip", id=1, uid="u"))
    with app.test_request_context("/"):
        response = downloads.scan(document)
        assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response.headers["Content-Disposition"] == "attachment; filename=slip-1.jpg"
        assert (response.content_length, response.mimetype) == (len(content), "image/jpeg")
        parts = list(cast(Iterable[bytes], response.response))
        assert b"".join(parts) == content
        assert max(map(len, parts)) < 10_000
        path = store._path(key)
        sealed = path.read_bytes()
        path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))  # another byte, whichever it was
        with pytest.raises(SealBroken):
            downloads.scan(document)


NOT_NOW = "现在忙不过来，这一页还没有画出来。这不是材料的问题，材料都还在，请过几秒钟再打开一次。"


@pytest.fixture
def page(app: Flask) -> FaxPage:
    """One of a fax, which was sent as a PDF."""
    key = app.extensions["portal_papers"].put(hostile.pdf())
    return cast(FaxPage, SimpleNamespace(file_key=key, uid="u", number=1, turned_by=0))


def refusal(response: Response) -> tuple[int, str | None, bool]:
    """The status, when to come again, and whether the sentence is there."""
    return response.status_code, response.headers.get("Retry-After"), NOT_NOW in response.get_data(as_text=True)


@contextmanager
def every_seat_taken() -> Iterator[None]:
    with ExitStack() as held:
        for _each in range(downloads.PICTURE_SEATS):
            held.enter_context(seat(downloads._PICTURE_SEATS))
        yield


def test_a_picture_beyond_the_seats_is_refused_at_once_and_seats_are_given_back(app: Flask, page: FaxPage) -> None:
    with app.test_request_context("/"):
        with every_seat_taken():
            assert refusal(downloads.fax_picture(page)) == (503, "5", True)
        for _each in range(downloads.PICTURE_SEATS + 1):
            assert downloads.fax_picture(page).mimetype == "image/png"


def test_what_was_drawn_ahead_needs_no_seat_and_nothing_is_drawn_ahead_where_none_is_free(app: Flask) -> None:
    held = SimpleNamespace(opened_key=lambda: bytes(32))
    document = cast(Document, SimpleNamespace(storage_key="", uid="u", pages=1, media_type="", key_holder=held))
    pictures = app.extensions["portal_pictures"]
    with app.test_request_context("/"), every_seat_taken():
        downloads.prepare([document], NOW)
        pictures.prepare(PictureOf("u", 1, bytes(32)), NOW, lambda: b"drawn ahead")
        assert downloads.picture(document, 1).data == b"drawn ahead"
        assert refusal(downloads.picture(document, 2)) == (503, "5", True)


@pytest.mark.parametrize("fault", [CheckerUnavailable, CheckerFull])
def test_a_checker_that_cannot_be_asked_is_not_the_papers_fault(
    app: Flask, page: FaxPage, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def away(*_given: object) -> None:
        raise fault

    monkeypatch.setattr(SANDBOX, "run", away)
    with app.test_request_context("/"):
        assert refusal(downloads.fax_picture(page)) == (503, "5", True)


def test_a_page_that_breaks_the_checker_is_not_there_to_be_seen(
    app: Flask, page: FaxPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise FileBrokeChecker

    monkeypatch.setattr(SANDBOX, "run", broken)
    with app.test_request_context("/"), pytest.raises(NotFound):
        downloads.fax_picture(page)
