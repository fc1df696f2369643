"""Forms to be signed: made of the table of questions, ruled, under the guide's name, whole however long a name is."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from portal.adapters import pdf
from portal.domain.notice import NoticeContent
from portal.domain.questions import QUESTIONS, Question, question_at
from portal.domain.vocabulary import Evidence, FilingStatus, NoticeKind
from portal.services.notice_texts import COMPOSERS, forms
from portal.services.notice_texts.answered import MEMBERS, PRINTED
from portal.wording.answers import ROWS
from portal.wording.translation import SOURCE_LANGUAGE, translated
from tests.people import SyntheticPerson, id_number, person
from tests.services.notice_texts.letters import EVERYTHING, ITEMS, claims_of, letter_of, prepare

UYGHUR = "阿卜杜热依木·阿卜杜克热木·艾合买提江·麦麦提图尔荪·吾守尔·伊斯拉木·阿不都外力·木沙"
RARE = "欧阳𠮷𬭎𠀋"
FROM_THE_OFFICE = ("备案编号", "申报方式", "办理事项", "提交时间", "开始日期", "有效期至")


@pytest.fixture(scope="module", autouse=True)
def prepared() -> None:
    """The rules and the keys."""
    prepare()


def labels(content: NoticeContent) -> list[str]:
    return [row.label for block in content.blocks for row in block.rows]


def cell(content: NoticeContent, label: str) -> str:
    return next(row.value for block in content.blocks for row in block.rows if row.label == label)


def words_of(content: NoticeContent) -> str:
    return "\n".join(words for block in content.blocks for words in block.words)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.path)
def test_every_question_is_on_the_form_or_has_its_reason(question: Question) -> None:
    is_left_out = {question.section, question.path} & forms.NOT_ON_THE_FORM.keys()
    stands_in = [title for title, sections in forms.FORM_BLOCKS.items() if question.section in sections]
    assert len(is_left_out) == 1 or len(stands_in) == 1, f"{question.path} is neither on the form nor left out"
    assert question.kind != "choice" or question.path in MEMBERS, f"{question.path} has no boxes"


def test_what_forms_name_by_path_is_a_question() -> None:
    named = {*forms.ARTICLE_7, *PRINTED, *MEMBERS, *(path for paths in forms.ON_THE_LETTER.values() for path in paths)}
    assert [path for path in named if not question_at(path)] == []


@pytest.mark.parametrize("item", ITEMS)
def test_form_of_every_item_has_article_7_and_everything_that_was_answered(item: str) -> None:
    county = letter_of(item).county
    blank = COMPOSERS[NoticeKind.FILING_FORM](letter_of(item))
    expected = [translated(PRINTED.get(path, ROWS[path]), SOURCE_LANGUAGE) for path in sorted(forms.ARTICLE_7)]
    assert [name for name in expected if name not in labels(blank)] == []
    full = COMPOSERS[NoticeKind.FILING_FORM](letter_of(item, claims_of(person(1), county.division_code, **EVERYTHING)))
    text = "".join(cell for block in full.blocks for row in block.rows for cell in (row.label, row.value))
    answers = (
        "12 个月",
        "瑞金医院",
        "2026年9月12日",
        "汶上县中医院",
        "2026年9月10日",
        "测试女儿",
        "13900000001",
        "■\u00a0是",
    )
    assert [words for words in answers if words not in text] == []
    assert person(1).id_number in text, "whole, to be compared with the card"


def test_kinds_and_schemes_are_boxes_of_which_one_is_ticked() -> None:
    form = COMPOSERS[NoticeKind.FILING_FORM](letter_of("fushun.settled-retiree"))
    assert cell(form, "险种类型") == "■\u00a0职工医保　□\u00a0居民医保"
    kinds = cell(form, "备案类型")
    assert re.findall(r"■\s(\w+)", kinds) == ["异地安置退休人员"]
    assert kinds.count("□") == 5
    assert cell(form, "户口已经迁走") == "□\u00a0是　□\u00a0否", "nobody was asked: left to the pen"


def test_documents_are_ticked_with_how_they_came() -> None:
    form = COMPOSERS[NoticeKind.FILING_FORM](letter_of("fushun.settled-retiree", evidence=(Evidence.SIGHTED,)))
    text = words_of(form)
    assert re.search(r"■ .*（已看原件）", text)
    assert re.search(r"□ 异地安置认定材料", text)
    assert "备案表" not in text, "a form does not hand in itself"


def test_opinion_is_left_to_the_pen_until_there_is_one() -> None:
    before = COMPOSERS[NoticeKind.FILING_FORM](letter_of("wenshang.referral"))
    assert before.blocks[-1].words == ("□\u00a0同意备案　□\u00a0不同意备案",)
    assert (before.blocks[-1].sealed_on, cell(before, "开始日期")) == ("", "")
    begins, ends = date(2026, 9, 10), date(2027, 9, 10)
    approved = letter_of("wenshang.referral", status=FilingStatus.APPROVED, begins_on=begins, ends_on=ends)
    after = COMPOSERS[NoticeKind.FILING_FORM](approved)
    assert after.blocks[-1].words == ("■\u00a0同意备案　□\u00a0不同意备案",)
    assert after.blocks[-1].sealed_on == "2026年9月14日（周一）"
    assert (cell(after, "开始日期"), cell(after, "有效期至")) == ("2026年9月10日（周四）", "2027年9月10日（周五）")


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("fushun.settled-retiree", "异地就医登记备案表"),
        ("zhenping.long-term-resident", "河南省异地就医登记备案表"),
        ("liujiang.emergency", "广西基本医疗保险异地就医备案登记表"),
        ("wenshang.long-term", "异地就医登记备案表"),
    ],
    ids=["S1:42", "S2:86", "S3:53", "no name printed"],
)
def test_form_goes_by_the_name_the_guide_prints(item: str, name: str) -> None:
    assert COMPOSERS[NoticeKind.FILING_FORM](letter_of(item)).title == name


@pytest.mark.parametrize("kind", [NoticeKind.FILING_FORM, NoticeKind.COMMITMENT, NoticeKind.AUTHORISATION])
def test_form_or_pledge_is_no_letter_to_its_person(kind: NoticeKind) -> None:
    assert COMPOSERS[kind](letter_of("wenshang.long-term")).addressee == ""
    assert COMPOSERS[NoticeKind.RECEIPT](letter_of("wenshang.long-term")).addressee == person(1).name


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("kind", NoticeKind)
def test_papers_are_issued_by_an_agency_and_not_by_a_floor(item: str, kind: NoticeKind) -> None:
    paper = COMPOSERS[kind](letter_of(item))
    stamps = {paper.sealed_by, *(block.sealed_by for block in paper.blocks)} - {""}
    assert stamps <= {paper.issuer}
    assert paper.issuer
    assert not re.search(r"楼|窗口|大厅", paper.issuer)
    assert not paper.office.name.endswith("楼"), "the floor is part of the address"


@pytest.mark.parametrize(
    ("item", "title"),
    [("liujiang.emergency", "受理单"), ("wenshang.long-term", "收件回执"), ("fushun.referral", "收件回执")],
    ids=["S3:23", "not accepted yet", "not accepted yet either"],
)
def test_receipt_says_accepted_only_where_the_guide_calls_it_so(item: str, title: str) -> None:
    assert COMPOSERS[NoticeKind.RECEIPT](letter_of(item)).title == title


def test_letter_of_authority_names_both_and_how_they_belong_together() -> None:
    claims = claims_of(person(1), "370830", agent=EVERYTHING["agent"])
    paper = COMPOSERS[NoticeKind.AUTHORISATION](letter_of("wenshang.long-term", claims))
    assert [row.value for row in paper.blocks[0].rows] == [person(1).name, person(1).id_number, person(1).phone]
    assert [row.value for row in paper.blocks[1].rows] == ["测试女儿", id_number(9001), "13900000001", "女儿"]
    assert [block.signature_lines for block in paper.blocks] == [("委托人签名", "日期"), ("受托人签名", "日期")]


@pytest.mark.parametrize("name", [UYGHUR, RARE * 8], ids=["dots", "Extension B"])
@pytest.mark.parametrize("kind", [NoticeKind.FILING_FORM, NoticeKind.AUTHORISATION, NoticeKind.DECISION])
def test_long_and_rare_names_are_printed_whole_and_over_nothing(kind: NoticeKind, name: str) -> None:
    who = SyntheticPerson(name, id_number(1), "13800000001")
    agent = replace(EVERYTHING["agent"], name=name)
    claims = claims_of(who, "450206", **EVERYTHING | {"agent": agent, "hospital": name})
    drawn = pdf.render(COMPOSERS[kind](letter_of("liujiang.emergency", claims, status=FilingStatus.APPROVED)))
    assert drawn.missing_glyphs == ""
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(io.BytesIO(drawn.content))]
    assert sum("".join(text.get_text_range().split()).count(name) for text in pages) >= 2
    for text in pages:
        letters = {text.get_charbox(place) for place in range(text.count_chars())}
        inked = [box for box in letters if box[2] - box[0] > 1]
        assert min(box[0] for box in inked) > 40
        assert max(box[2] for box in inked) < 595 - 40
        assert list(_overlapping(inked)) == []


def _overlapping(boxes: list[tuple[float, ...]]) -> Iterator[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Two letters of which one stands on the other; a hair's breadth is how type is set."""
    ordered = sorted(boxes)
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other[0] >= one[2] - 1:
                break
            if min(one[3], other[3]) - max(one[1], other[1]) > 1:
                yield one, other
