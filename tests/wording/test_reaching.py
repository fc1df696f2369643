"""How what is missing is sent, and who hears of a result: one sentence a way, telephones masked, in both languages."""

import re

import pytest

from portal.domain.reaching import Holder, Rung, Supply
from portal.wording.reaching import Destination, answering_text, hearing_text, ways_text

SENT = {
    Supply.ACCOUNT: "网上：登录后在“我的办件”里打开这一件，按“补材料”上传。",
    Supply.LINK: "网上：不用账号，查进度时按“补材料”上传，或者扫单子上补材料的二维码。",
    Supply.HOSPITAL: "请开单的医院改好以后，在网上交回。",
    Supply.WINDOW: "窗口：送到中心一楼，说明编号。",
    Supply.FAX: "传真：先打 0537-7727566、7727567 问清传真号码，传过去以后说明编号。",
}
ANSWERED = {
    Supply.ACCOUNT: "补填或改正：登录后在“我的办件”里打开这一件填写。",
    Supply.LINK: "补填或改正：不用账号，查进度时填写，或者扫单子上的二维码。",
    Supply.HOSPITAL: "请开单的医院改好以后，在网上交回。",
    Supply.WINDOW: "补填或改正：也可以打 0537-7727566、7727567，或到窗口说明编号，由工作人员替您改。",
}
CENTRE = Destination("中心一楼", ("0537-7727566", "7727567"))
RINGS = {Rung.CALLER: "来电人留的电话", Rung.AGENT: "代办人的电话", Rung.CONTACT: "联系电话"}
SEES = {Holder.PERSON: "我的办件", Holder.AGENT: "代办人的账号", Holder.HOSPITAL: "开单的医院", Holder.NOBODY: "二维码"}


def test_one_sentence_a_way_in_the_order_given() -> None:
    assert ways_text(list(Supply), CENTRE) == tuple(SENT.values())
    assert ways_text([Supply.FAX, Supply.WINDOW], CENTRE) == (SENT[Supply.FAX], SENT[Supply.WINDOW])
    assert ways_text([], CENTRE) == ()


def test_a_fax_number_is_said_where_there_is_one() -> None:
    assert ways_text([Supply.FAX], Destination("", fax="0537-7212345")) == ("传真：发到 0537-7212345，写明编号。",)


def test_an_answer_comes_by_every_way_but_a_fax() -> None:
    assert answering_text(list(Supply), CENTRE) == tuple(ANSWERED.values())
    assert answering_text([Supply.FAX], CENTRE) == ()


def test_nobody_is_sent_to_a_telephone_whose_number_is_not_printed() -> None:
    assert ways_text([Supply.FAX], Destination("中心一楼")) == ()
    assert answering_text([Supply.WINDOW], Destination("中心一楼")) == (
        "补填或改正：也可以到窗口说明编号，由工作人员替您改。",
    )


@pytest.mark.parametrize("holder", Holder)
def test_who_sees_the_result(holder: Holder) -> None:
    sees, rings = hearing_text(holder, None)
    assert SEES[holder] in sees
    assert rings == "没有留电话，请您自己来查。"


@pytest.mark.parametrize("whose", Rung)
def test_whose_telephone_is_rung_is_told_masked(whose: Rung) -> None:
    _sees, rings = hearing_text(Holder.PERSON, (whose, "13812345688"))
    assert rings == f"经办机构有事要问，会打{RINGS[whose]} 138…88。"


def test_all_of_it_in_english() -> None:
    sentences = [
        each
        for agency in (Destination("X"), Destination("X", ("1", "2")), Destination("X", fax="1"))
        for text in (ways_text, answering_text)
        for each in text(list(Supply), agency, "en")
    ]
    for holder in Holder:
        sentences += hearing_text(holder, None, "en")
    for whose in Rung:
        sentences += hearing_text(Holder.PERSON, (whose, "13812345688"), "en")
    assert [each for each in sentences if re.search(r"[\u4e00-\u9fff]", each)] == []
