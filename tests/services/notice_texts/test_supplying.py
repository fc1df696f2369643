"""Papers that ask for something: the true reason and its basis, only ways the item offers, by when, and who hears."""

import io
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from portal.adapters import qr
from portal.adapters.pdf import render
from portal.domain.claims import CallerClaim, ReferralClaim
from portal.domain.notice import NoticeContent
from portal.domain.vocabulary import Channel, Evidence, Mark, NoticeKind
from portal.services.notice_letter import Letter
from portal.services.notice_texts import COMPOSERS
from tests.people import person
from tests.services.notice_texts.letters import EVERYTHING, ITEMS, claims_of, letter_of, prepare

ACCOUNT = {"applicant_id": 1}


@pytest.fixture(scope="module", autouse=True)
def prepared() -> None:
    """The rules and the keys."""
    prepare()


def asked_by(letter: Letter, kind: NoticeKind = NoticeKind.CORRECTION) -> NoticeContent:
    return COMPOSERS[kind](letter)


def items_of(content: NoticeContent, heading: str) -> tuple[str, ...]:
    return next(each.items for each in content.lists if each.heading == heading)


def slip_letter(issued_on: date, mark: Mark = Mark.SOUND, note: str = "") -> Letter:
    """A Wenshang referral whose slip came."""
    claims = claims_of(person(1), "370830", referral=ReferralClaim("汶上县中医院", issued_on))
    letter = letter_of("wenshang.referral", claims, (Evidence.UPLOAD,), kinds=("referral_slip",))
    for document in letter.documents:
        document.mark, document.mark_note = mark, note
    return letter


def test_document_that_never_came_is_said_not_to_have_come() -> None:
    [line] = items_of(asked_by(letter_of("wenshang.long-term", kinds=("residence_proof",))), "请补交")
    assert line.startswith("异地居住证明")
    assert line.endswith("：没有收到（依据：汶上县异地就医备案办事指南第34行）")


def test_a_number_says_which_of_several_offices_it_rings() -> None:
    """S0:33, 45 and 63 print a number for each of three offices; where there is one, its name stands above."""
    several = asked_by(letter_of("fushun.settled-retiree", kinds=("settlement_proof",))).office.phones
    assert "024-55883333（抚顺市医疗保障事务服务中心）" in several
    assert [number for number in several if "（" not in number] == []
    assert asked_by(letter_of("liujiang.emergency")).office.phones == ("0772-7261186",)


@pytest.mark.parametrize(
    ("item", "days", "sentence"),
    [
        ("wenshang.long-term", {}, "指南没有写明最晚哪天补。补齐以前办不成，请尽快补。"),
        ("liujiang.emergency", {"deadline_on": date(2026, 9, 18)}, "请在 2026年9月18日（周五） 以前补齐。"),
        ("liujiang.emergency", {"deadline_on": date(2026, 9, 8)}, "补齐以前办不成，请尽快补。"),
        ("liujiang.emergency", {}, "补齐以前办不成，请尽快补。"),
    ],
)
def test_by_when_it_is_to_be_sent_stands_in_the_notice(item: str, days: dict[str, date], sentence: str) -> None:
    """As on the page of the filing; whoever has only the sheet read nothing of it."""
    owed = next(each.kind for each in letter_of(item).item.materials)
    assert sentence in asked_by(letter_of(item, kinds=(owed,), **days)).paragraphs


def test_slip_that_expired_is_said_to_have_expired_and_when() -> None:
    [line] = items_of(asked_by(slip_letter(date(2024, 1, 10))), "请补交")
    assert "：到 2025年1月10日 已经过期，请重新开（依据：" in line


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (Mark.UNSEALED, "没有盖公章，请盖章后重交"),
        (Mark.WRONG_PERSON, "不是参保人本人的，请换成本人的"),
        (Mark.EXPIRED, "已经过期，请重新开"),
        (Mark.ILLEGIBLE, "看不清，请重新拍照或扫描"),
        (Mark.OTHER, "少了第二页"),
    ],
)
def test_what_a_clerk_found_is_the_reason(mark: Mark, words: str) -> None:
    [line] = items_of(
        asked_by(slip_letter(date(2026, 9, 10), mark, "少了第二页" if mark is Mark.OTHER else "")), "请补交"
    )
    assert f"：{words}（依据：" in line


def test_what_a_clerk_asks_for_beyond_the_rules_is_not_said_to_be_missing_by_them() -> None:
    [line] = items_of(asked_by(letter_of("wenshang.emergency", kinds=("identity",))), "请补交")
    assert line.endswith("：经办机构要求补交")


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("kind", [NoticeKind.CORRECTION, NoticeKind.RECEIPT])
def test_only_ways_the_item_offers_are_named(item: str, kind: NoticeKind) -> None:
    """S4:159 alone speaks of a fax; it was printed for the other three counties too."""
    letter = letter_of(item, kinds=("identity",))
    text = "".join(line for each in asked_by(letter, kind).lists for line in each.items)
    assert ("传真" in text) == (letter.item.channel(Channel.FAX) is not None)
    assert "窗口：送到" in text


@pytest.mark.parametrize("item", ITEMS)
def test_who_is_to_ring_is_given_a_number_to_ask_and_never_one_to_complain(item: str) -> None:
    """S4:108 prints a complaint line and no telephone to ask: "也可以打电话" was said above it."""
    letter = letter_of(item, questions=("contact.phone",))
    phones = letter.county.contact_for(letter.item).phones
    [window] = [line for line in asked_by(letter).closing if "替您改" in line]
    assert ("打" in window) == bool(phones)
    assert all(phone in window for phone in phones)


def test_patient_of_a_slip_is_not_sent_to_an_account_there_is_none_of() -> None:
    """A hospital filed it, and the hospital alone mends it."""
    letter = letter_of("wenshang.referral", questions=("referral.issued_on",))
    letter.filing.hospital_id = 1
    assert [line for line in asked_by(letter).closing if "改" in line] == ["请开单的医院改好以后，在网上交回。"]


def test_without_an_account_the_link_is_named_with_its_last_day() -> None:
    until = date(2026, 9, 28)
    paper = asked_by(letter_of("wenshang.long-term", link_until=until), NoticeKind.RECEIPT)
    assert paper.link_caption.startswith("补材料的链接和二维码，不用账号。到 2026年9月28日（周一） 有效")
    assert "不用账号" in items_of(paper, "怎么补")[0]
    bare = asked_by(letter_of("wenshang.long-term"), NoticeKind.RECEIPT)
    assert bare.link_caption == ""
    assert not any("不用账号" in line for line in items_of(bare, "怎么补"))


def test_receipt_names_the_last_day_that_was_missed_and_what_follows() -> None:
    """S3:98: five working days from the admission on 31 August ended on the 7th; filed on the 14th."""
    claims = claims_of(person(1), "450206", **EVERYTHING)
    late = letter_of("liujiang.emergency", claims, deadline_on=date(2026, 9, 7))
    text = "".join(asked_by(late, NoticeKind.RECEIPT).paragraphs)
    assert "申报期限到 2026年9月7日（周一） 为止，您在 2026年9月14日（周一） 才申报，已经晚了。" in text
    early = letter_of("liujiang.emergency", claims, deadline_on=date(2026, 9, 18))
    assert "没有晚。" in "".join(asked_by(early, NoticeKind.RECEIPT).paragraphs)


def test_late_receipt_of_an_agent_who_brought_nothing_is_one_sheet() -> None:
    claims = claims_of(person(1), "450206", **EVERYTHING)
    late = letter_of("liujiang.emergency", claims, deadline_on=date(2026, 9, 7), link_until=date(2026, 9, 28))
    paper = asked_by(late, NoticeKind.RECEIPT)
    assert len(items_of(paper, "还差的材料，请尽快补上")) >= 4
    code = qr.svg("https://portal.example.gov.cn/upload/x", "")
    linked = replace(paper, qr_svg=code, link_url="https://portal.example.gov.cn/upload/x", link_qr_svg=code)
    drawn = pypdfium2.PdfDocument(io.BytesIO(render(linked).content))
    assert len(drawn) == 1
    drawn.close()


def test_seal_stands_at_the_right_however_short_the_words_above_it() -> None:
    drawn = pypdfium2.PdfDocument(
        io.BytesIO(render(asked_by(letter_of("wenshang.emergency"), NoticeKind.REFUSAL)).content)
    )
    text = drawn[0].get_textpage()
    place, _count = text.search("盖章").get_next() or (0, 0)
    assert text.get_charbox(place)[0] > drawn[0].get_width() * 0.6
    for each in (text, drawn):
        each.close()


def test_how_to_look_it_up_is_said_once() -> None:
    """Whoever hears of the result by the number alone is not told of the number again."""
    ways = [asked_by(letter_of("wenshang.long-term", **more), NoticeKind.RECEIPT).closing for more in ({}, ACCOUNT)]
    assert ["".join(closing).count("身份证号后四位") for closing in ways] == [1, 1]


def test_who_hears_and_whose_telephone_is_rung_is_said_and_masked() -> None:
    caller = CallerClaim("测试女儿", "13900000066", "女儿")
    by_phone = letter_of("wenshang.emergency", claims_of(person(1), "370830", caller=caller), channel=Channel.PHONE)
    assert "会打来电人留的电话 139…66。" in "".join(asked_by(by_phone, NoticeKind.RECEIPT).closing)
    by_agent = letter_of("wenshang.long-term", claims_of(person(1), "370830", agent=EVERYTHING["agent"]), **ACCOUNT)
    by_agent.filing.agent_index = "x"
    closing = "".join(asked_by(by_agent, NoticeKind.RECEIPT).closing)
    assert "在代办人的账号里就能看到" in closing
    assert "会打代办人的电话 139…01。" in closing
    alone = "".join(asked_by(letter_of("wenshang.long-term", **ACCOUNT), NoticeKind.RECEIPT).closing)
    assert "在“我的办件”里就能看到" in alone
    assert f"会打联系电话 138…{person(1).phone[-2:]}。" in alone
    assert person(1).phone not in alone
