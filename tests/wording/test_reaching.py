"""How what is missing is sent, and who hears of a result: one sentence a way, telephones masked, in both languages."""

import re

import pytest

from portal.domain.reaching import Holder, Rung, Supply
from portal.wording.reaching import answering_text, hearing_text, ways_text

SENT = {
    Supply.ACCOUNT: "网上：登录后在“我的办件”里打开这一件，按“补材料”上传。",
    Supply.LINK: "网上：不用账号，查进度时按“补材料”上传，或者扫单子上补材料的二维码。",
    Supply.HOSPITAL: "请开单的医院改好以后，在网上交回。",
    Supply.WINDOW: "窗口：送到中心一楼，说明编号。",
    Supply.FAX: "传真：先打电话问清传真号码，传过去以后说明编号。",
}
ANSWERED = {
    Supply.ACCOUNT: "补填或改正：登录后在“我的办件”里打开这一件填写。",
    Supply.LINK: "补填或改正：不用账号，查进度时填写，或者扫单子上的二维码。",
    Supply.HOSPITAL: "请开单的医院改好以后，在网上交回。",
    Supply.WINDOW: "补填或改正：也可以打电话或到窗口说明编号，由工作人员替您改。",
}
RINGS = {Rung.CALLER: "来电人留的电话", Rung.AGENT: "代办人的电话", Rung.CONTACT: "联系电话"}
SEES = {Holder.PERSON: "我的办件", Holder.AGENT: "代办人的账号", Holder.HOSPITAL: "开单的医院", Holder.NOBODY: "二维码"}


def test_one_sentence_a_way_in_the_order_given() -> None:
    assert ways_text(list(Supply), "中心一楼") == tuple(SENT.values())
    assert ways_text([Supply.FAX, Supply.WINDOW], "中心一楼") == (SENT[Supply.FAX], SENT[Supply.WINDOW])
    assert ways_text([], "中心一楼") == ()


def test_a_fax_number_is_said_where_there_is_one() -> None:
    assert ways_text([Supply.FAX], "", "0537-7212345") == ("传真：发到 0537-7212345，写明编号。",)


def test_an_answer_comes_by_every_way_but_a_fax() -> None:
    assert answering_text(list(Supply)) == tuple(ANSWERED.values())
    assert answering_text([Supply.FAX]) == ()


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
    sentences = [*ways_text(list(Supply), "X", "1", "en"), *ways_text(list(Supply), "X", "", "en")]
    sentences += answering_text(list(Supply), "en")
    for holder in Holder:
        sentences += hearing_text(holder, None, "en")
    for whose in Rung:
        sentences += hearing_text(Holder.PERSON, (whose, "13812345688"), "en")
    assert [each for each in sentences if re.search(r"[\u4e00-\u9fff]", each)] == []
