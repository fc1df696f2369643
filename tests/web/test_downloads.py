"""A paper as a page: the same words as its PDF, in duplicate where the form is, with its QR."""

import os
from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest
from flask import Flask, render_template

from portal.adapters import qr
from portal.adapters.file_store import FileStore
from portal.domain.notice import NoticeContent, NoticeList, NoticeOffice, NoticeRow
from portal.domain.vocabulary import NoticeKind
from portal.models import Document
from portal.models.crypto import SealBroken
from portal.web import downloads
from tests.page_lint import faults_of_page, text_of
from tests.people import id_number
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
        assert (response.content_length, response.mimetype) == (len(content), "image/jpeg")
        parts = list(cast(Iterable[bytes], response.response))
        assert b"".join(parts) == content
        assert max(map(len, parts)) < 10_000
        path = store._path(key)
        sealed = path.read_bytes()
        path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))  # another byte, whichever it was
        with pytest.raises(SealBroken):
            downloads.scan(document)
