"""The guides held against the county files, row by row: one row a sentence that was once set down wrongly (§6)."""

from typing import Any, NamedTuple

import pytest

from portal.catalogue.repository import Catalogue
from portal.domain.item import Item
from portal.domain.sourced import Fact, FactState
from portal.domain.vocabulary import Channel

CATALOGUE = Catalogue.load()
ITEMS = {item.id: item for item in CATALOGUE.items()}
STATED, SILENT, TWO_WAYS, UNSET = (
    FactState.STATED,
    FactState.NOT_STATED,
    FactState.CONTRADICTORY,
    FactState.UNSET,
)


class GuideRow(NamedTuple):
    """A sentence of a guide, the fact it is about, how the guide stands to it, and on which lines."""

    sentence: str
    item: str
    fact: str
    state: FactState
    lines: tuple[int, ...] = ()
    words: str = ""


WENSHANG = ("wenshang.long-term", "wenshang.referral", "wenshang.emergency")
ROWS = (
    GuideRow(
        "S3:50 纸质材料 is the head of a column", "liujiang.emergency", "material.identity.medium", SILENT, words="表头"
    ),
    GuideRow("S3:50 1份 of what", "liujiang.emergency", "material.identity.copies", SILENT, words="1份"),
    GuideRow("S3:50 the printed name", "liujiang.emergency", "material.identity.printed_name", STATED, (50,)),
    GuideRow("S4:34 the printed name", "wenshang.long-term", "material.residence_proof.printed_name", STATED, (34,)),
    GuideRow("S4:34 1份 of what", "wenshang.long-term", "material.residence_proof.copies", SILENT, words="1份"),
    GuideRow("S4:35 one may commit", "wenshang.long-term", "material.residence_proof.commitment_terms", STATED, (35,)),
    GuideRow("S0:40 originals 0", "fushun.referral", "material.identity.originals", TWO_WAYS, (40, 40)),
    GuideRow("S0:40 copies 0", "fushun.referral", "material.identity.copies", TWO_WAYS, (40, 40)),
    GuideRow(
        "S1:65 或个人承诺书等", "fushun.settled-retiree", "material.settlement_proof.commitment_terms", STATED, (65,)
    ),
    GuideRow("S3:51 0份", "liujiang.emergency", "material.emergency_record.copies", TWO_WAYS, (51, 51)),
    GuideRow("S3:53 0份", "liujiang.emergency", "material.filing_form.originals", TWO_WAYS, (53, 53)),
    GuideRow(
        "S4:88 the year of the slip",
        "wenshang.referral",
        "material.referral_slip.valid_years",
        SILENT,
        words="一年内有效",
    ),
    GuideRow("S3:17 即办件, S3:43 1", "liujiang.emergency", "handling_mode", TWO_WAYS, (17, 43)),
    GuideRow("S0:7 即办, S0:18 20", "fushun.referral", "handling_mode", TWO_WAYS, (7, 18)),
    GuideRow("S3:14 是", "liujiang.emergency", "body_nature", STATED, (14,), "印的是“是”"),
    GuideRow("S3:21 无", "liujiang.emergency", "authority_source", STATED, (21,), "印的是“无”"),
    GuideRow("S3:80 无", "liujiang.emergency", "commitment_regime", SILENT, words="“无”"),
    GuideRow("S3:82 无", "liujiang.emergency", "reconsideration", STATED, (82,), "不等于没有权利"),
    GuideRow("S3:83 无", "liujiang.emergency", "litigation", STATED, (83,), "不等于没有权利"),
    GuideRow("S1:116 无", "fushun.settled-retiree", "remedy", STATED, (116,), "不等于没有救济的权利"),
    GuideRow("S3:62 无", "liujiang.emergency", "fee", STATED, (62,), "没有直接写收不收费"),
    GuideRow("S2:90 无", "zhenping.long-term-resident", "fee", STATED, (90,), "没有直接写收不收费"),
    GuideRow("S3:43 who is served", "liujiang.emergency", "served", STATED, (43,)),
    GuideRow("S3:35 法定节假日除外", "liujiang.emergency", "office_hours", STATED, (35,), "法定节假日除外"),
    GuideRow("S3:105 （九）", "liujiang.emergency", "settlement", STATED, (105,), "原则上按参保地"),
    GuideRow("S3:105 （十八）", "liujiang.emergency", "settlement_card", STATED, (105,), "社会保障卡"),
    GuideRow("S4:14 常驻异地工作人员", "wenshang.long-term", "scope", STATED, (14,), "常驻异地工作人员"),
    GuideRow("S0:56 先登记", "fushun.referral", "register_before", STATED, (56,)),
    GuideRow("S1:61 先登记", "fushun.settled-retiree", "register_before", STATED, (61,)),
    GuideRow("S3:105 先登记", "liujiang.emergency", "register_before", STATED, (105,)),
    GuideRow("S0:62, 65 the ten fields", "fushun.referral", "online_form", STATED, (65,), "联系地址"),
    GuideRow("S1:65 the ten fields", "fushun.settled-retiree", "online_form", STATED, (65,), "联系地址"),
    GuideRow("S4:94 公众号 and telephone", "wenshang.referral", "channels", TWO_WAYS, (88, 94)),
    GuideRow("S2:135 无, S2:104 通知书", "zhenping.long-term-resident", "result_name", TWO_WAYS, (135, 104)),
    GuideRow("S1:20 审核二部, S0:20 分中心", "fushun.settled-retiree", "accepting_body", TWO_WAYS, (20, 20)),
    GuideRow("nothing is posted: nobody pays", "fushun.referral", "post_paid_by", UNSET),
    GuideRow("nothing is posted: nobody pays", "zhenping.long-term-resident", "post_paid_by", UNSET),
    GuideRow("S3:77 政府支付", "liujiang.emergency", "post_paid_by", STATED, (77,)),
    GuideRow("nothing comes later: no period", "fushun.settled-retiree", "deferred_period", UNSET),
    GuideRow("no fax is offered", "liujiang.emergency", "fax_number", UNSET),
    GuideRow("no fax is offered", "wenshang.referral", "fax_number", UNSET),
    GuideRow("S4:159 传真 without a number", "wenshang.emergency", "fax_number", SILENT),
    *(GuideRow("依法依规办理", item, "service_standard", STATED, words="依法依规") for item in WENSHANG),
    *(GuideRow("who accepts", item, "accepting_body", STATED, words="医保经办机构") for item in WENSHANG),
    *(GuideRow("是否网办", item, "online", STATED) for item in ITEMS),
)


def fact_of(item: Item, name: str) -> Fact[Any]:
    *of_material, part = name.split(".")
    if of_material:
        material = item.material(of_material[1])
        assert material is not None, name
        return getattr(material, part)
    return item.facts[name] if name in item.facts else getattr(item, name)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.item} {row.sentence}")
def test_row_stands_as_the_guide_does(row: GuideRow) -> None:
    fact = fact_of(ITEMS[row.item], row.fact)
    assert fact.state is row.state
    if row.lines:
        assert tuple(reading.citation.line for reading in fact.readings) == row.lines
    assert row.words in f"{fact.value}{fact.why}"


@pytest.mark.parametrize("item", ITEMS.values(), ids=list(ITEMS))
def test_every_window_has_its_address(item: Item) -> None:
    """S4:20, 82, 145; S0:46; S1:49 to 51; S2:31; S3:35."""
    window = item.channel(Channel.WINDOW)
    assert window is not None
    assert window.address.is_stated


@pytest.mark.parametrize("name", WENSHANG)
def test_website_of_wenshang_stands_at_the_online_channel(name: str) -> None:
    online = ITEMS[name].channel(Channel.ONLINE)
    assert online is not None
    assert online.address.value == "http://sybj.jining.gov.cn"


@pytest.mark.parametrize("name", WENSHANG)
def test_the_official_account_that_tells_progress_is_named(name: str) -> None:
    """S4:51 微信公众号可查询办事进程, S4:62 “济宁医保”微信公众号."""
    assert ["“济宁医保”" in way.how for way in ITEMS[name].progress] == [True]


def test_what_agency_wenshang_has_is_what_its_guide_calls_it() -> None:
    """S4:29 医保经办机构; 汶上县医疗保险管理中心 is where one goes (S4:20), and papers go out under it meanwhile."""
    county = CATALOGUE.county("wenshang")
    assert county is not None
    assert (county.agency.name, county.agency.citation.line) == ("汶上县医保经办机构", 29)
    assert (county.agency.issuer.state, county.issuer) == (SILENT, "汶上县医疗保险管理中心")


def test_notices_of_zhenping_come_from_another_text() -> None:
    """S2:104 stands in a copied text about investments; S2:135 prints 无."""
    item = ITEMS["zhenping.long-term-resident"]
    assert [notice.dispute is not None for notice in item.notices] == [True, True]
    assert [[each.value for each in step.working_days.readings] for step in item.steps] == [
        [0, 2],
        [0, 2, 7, 30, 60],
        [0, 10, 20],
    ]
    assert [step.result.state for step in item.steps] == [STATED, SILENT, SILENT]


def test_day_and_working_day_at_the_window_of_fushun() -> None:
    """S1:16 当日 against S1:17 one working day; S1:17 online 2 against the promised 1 of S1:18; S1:83 当日生效."""
    item = ITEMS["fushun.settled-retiree"]
    assert [(limit.citation.line, limit.dispute and limit.dispute.citation.line) for limit in item.limits] == [
        (17, 16),
        (17, None),
        (18, 17),
    ]
    assert item.effective is not None
    assert item.effective.citation.line == 83
    assert any("只说窗口" in quirk.text for quirk in item.quirks if quirk.citation.line == 16)


def test_nothing_is_said_that_no_guide_says() -> None:
    """S3:126 ends at 不能办理; S4:39 prints 即时办结 without 承诺; 异地备案窗口 (S1:73) is the retirees' alone."""
    liujiang, referral = ITEMS["liujiang.emergency"], ITEMS["fushun.referral"]
    assert [each.answer for each in liujiang.common_errors] == ["不能。提供不了急诊住院材料的，不能办急诊备案。"]
    assert {limit.kind.value for name in WENSHANG for limit in ITEMS[name].limits} == {"unnamed"}
    assert "异地备案窗口" not in str(referral.channels)
    assert "异地备案窗口" in str(ITEMS["fushun.settled-retiree"].channels)
    assert [each.copies.state for each in ITEMS["fushun.settled-retiree"].results] == [UNSET, UNSET]
    assert "只印了监督电话" not in str([each.text for each in ITEMS["wenshang.emergency"].quirks])
