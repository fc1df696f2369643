"""Papers as PDF: what is printed can be copied and scanned, and every paper comes out."""

import datetime
import io
import threading
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
import typst
import zxingcpp

from portal.adapters import pdf, qr
from portal.domain.notice import NoticeContent, NoticeList, NoticeOffice, NoticeRow
from portal.domain.vocabulary import NoticeKind
from tests.done_once import DRAWN_ANEW

ADDRESS = "http://127.0.0.1:8000/p/Zk3vT9qLx0aB7mN2cR5wYg"
CONTENT = NoticeContent(
    kind=NoticeKind.CORRECTION,
    title="一次性告知书",
    title_en="Notice of everything still needed",
    number="WS-2026-000123-7",
    issued_on=datetime.date(2026, 11, 22),
    addressee="欧阳𠮷𬭎",
    paragraphs=("请在 2026年12月4日（周五）前一次补齐。",),
    rows=(NoticeRow("参保人姓名", "欧阳𠮷𬭎", "Name"), NoticeRow("联系地址", "上海市浦东新区测试大道123弄45号607室")),
    lists=(NoticeList("需要补的材料", ("居住证明（医保办发〔2019〕33号）", "身份证件")),),
    closing=("以上内容一次告知完毕。",),
    signature_lines=("申请人签名", "日期"),
    sealed_by="汶上县医疗保障局",
    office=NoticeOffice("汶上县医疗保障局", "测试路1号", ("0537-0000001",), "工作日 8:30—12:00", "0537-12345"),
    qr_svg=qr.svg(ADDRESS, "扫码查看办理进度"),
    qr_caption="扫码查看办理进度",
)


def texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def test_everything_on_the_paper_can_be_copied() -> None:
    drawn = pdf.render(CONTENT)
    [text] = texts(drawn.content)
    expected = [
        "一次性告知书",
        "WS-2026-000123-7",
        "2026年11月22日",
        "欧阳𠮷𬭎",
        "请在 2026年12月4日（周五）前一次补齐。",
    ]
    expected += ["上海市浦东新区测试大道123弄45号607室", "医保办发〔2019〕33号", "以上内容一次告知完毕。", "申请人签名"]
    expected += ["汶上县医疗保障局", "测试路1号", "0537-0000001", "0537-12345", "第 1 页，共 1 页"]
    assert [words for words in expected if words not in text] == []
    assert drawn.missing_glyphs == ""


def test_qr_is_read_back_from_the_printed_page() -> None:
    page = pypdfium2.PdfDocument(pdf.render(CONTENT).content)[0]
    picture = page.render(scale=150 / 72).to_pil()
    [code] = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert code.text == ADDRESS


def test_paper_is_tagged_titled_and_in_chinese() -> None:
    with pikepdf.open(io.BytesIO(pdf.render(CONTENT).content)) as document:
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "一次性告知书 WS-2026-000123-7"
        assert str(document.Root.Lang) == "zh-CN"
        assert bool(document.Root.MarkInfo.Marked) is True


def test_form_in_duplicate_names_and_counts_each_copy() -> None:
    copies = ("第一份　参保人留存", "第二份　经办机构留存")
    pages = texts(pdf.render(replace(CONTENT, kind=NoticeKind.FILING_FORM, copies=copies)).content)
    assert [(copies[0] in page, copies[1] in page) for page in pages] == [(True, False), (False, True)]
    assert ["第 1 页，共 1 页" in page for page in pages] == [True, True]


def test_long_paper_runs_over_and_counts_its_pages() -> None:
    items = tuple(f"第{number}样材料，请拍清楚再传。" for number in range(90))
    pages = texts(pdf.render(replace(CONTENT, lists=(NoticeList("需要补的材料", items),))).content)
    assert len(pages) > 1
    assert all(f"第 {number} 页，共 {len(pages)} 页" in page for number, page in enumerate(pages, 1))
    assert sum(page.count("样材料，请拍清楚再传") for page in pages) == 90


@pytest.mark.parametrize("words", ["A" * 150, "某" * 300, "long " * 60])
def test_nothing_runs_off_the_page(words: str) -> None:
    crowded = replace(CONTENT, title=words[:30], rows=(NoticeRow("参保人姓名", words),), paragraphs=(words,))
    document = pypdfium2.PdfDocument(pdf.render(crowded).content)
    page = document[0]
    text = page.get_textpage()
    right = [text.get_charbox(place)[2] for place in range(text.count_chars())]
    assert len(right) > 300
    assert max(right) < page.get_width() - 50


@pytest.mark.parametrize("kind", NoticeKind)
def test_paper_with_the_least_it_may_have_is_drawn(kind: NoticeKind) -> None:
    bare = NoticeContent(kind, "受理单", "", "", datetime.date(2026, 1, 1), NoticeOffice("镇平县医疗保障局"))
    [text] = texts(pdf.render(bare).content)
    assert "受理单" in text
    assert "监督投诉" not in text


@pytest.mark.parametrize(
    "words", ["#import", "$x$ *粗* _斜_ `码`", '#read("/etc/passwd")', "<script>", "\\u{41}", "= 标题"]
)
def test_words_of_users_are_printed_and_not_run(words: str) -> None:
    [text] = texts(pdf.render(replace(CONTENT, addressee=words)).content)
    assert f"{words}：" in text


@pytest.mark.parametrize("name", ["扎西བཀྲ་ཤིས", "ئالىم", "ᠪᠠᠲᠤ", "笑😀"])
def test_name_the_font_lacks_still_gets_its_paper_and_a_warning(name: str) -> None:
    drawn = pdf.render(replace(CONTENT, addressee=name))
    assert drawn.missing_glyphs != ""
    assert set(drawn.missing_glyphs) <= set(name)
    assert "一次性告知书" in texts(drawn.content)[0]


@pytest.mark.parametrize("rare", ["\U0002ebf0", "\U0003158e", "\U000323b0", "\U0003fffd", "\ue000", "\u0378"])
def test_what_the_font_lacks_the_font_says_and_no_table_of_python(rare: str) -> None:
    """Extensions I, H and J, planes nobody has filled, the private area: in the paper, or staff are warned."""
    drawn = pdf.render(replace(CONTENT, addressee=f"赵{rare}"))
    assert (f"赵{rare}：" in texts(drawn.content)[0]) or drawn.missing_glyphs == rare


@pytest.mark.parametrize("name", ["张\ud800三", "张\x00三", "张\x1b三"])
def test_character_that_cannot_be_printed_becomes_a_box_and_a_warning(name: str) -> None:
    drawn = pdf.render(replace(CONTENT, addressee=name))
    assert drawn.missing_glyphs == "□"
    assert "张□三：" in texts(drawn.content)[0]


def test_fault_of_the_template_is_not_taken_for_a_missing_glyph() -> None:
    with pytest.raises(RuntimeError, match=r"svg|SVG"):
        pdf.render(replace(CONTENT, qr_svg="no picture"))


def test_same_paper_gives_the_same_bytes_also_on_many_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst, "compile", DRAWN_ANEW)
    expected = {title: pdf.render(replace(CONTENT, title=title)).content for title in ("受理单", "决定")}
    seen: list[bool] = []

    def draw(title: str) -> None:
        seen.extend(pdf.render(replace(CONTENT, title=title)).content == expected[title] for _ in range(5))

    threads = [threading.Thread(target=draw, args=(title,)) for title in expected for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * 40


def test_fonts_are_read_once_and_each_notice_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What drawing costs is counted, not timed (bench/ratios.py has the times)."""
    pdf.render(CONTENT)
    drawn = []
    compile_notice = typst.compile
    monkeypatch.setattr(typst, "Fonts", lambda **_: pytest.fail("the fonts are read again"))
    monkeypatch.setattr(typst, "compile", lambda *args, **how: drawn.append(args) or compile_notice(*args, **how))
    for number in range(5):
        pdf.render(replace(CONTENT, number=f"WS-2026-{number}"))
    assert len(drawn) == 5
