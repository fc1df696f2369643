"""Facts that cannot be used: each bad value is named by its key path, all of them at once."""

import json
import re
from typing import Any

import pytest

from portal.cli.decide import MOST_FAULTS
from tests.rules.cases import ABSENT, changed, id_number
from tests.rules.conftest import DecideText, Ran
from tests.rules.people import DAUGHTER, LIUJIANG, WENSHANG_REFERRAL


def fault_paths(ran: Ran) -> list[str]:
    """The key path each line of stderr begins with; list places are written `documents[0]` or `documents.0`."""
    paths = []
    for line in ran.err.splitlines():
        path, colon, sentence = line.partition(":")
        assert colon
        assert re.search("[一-鿿]", sentence)
        paths.append(re.sub(r"\[(\d+)\]", r".\1", path))
    return paths


def refused(ran: Ran) -> list[str]:
    """A faulty file prints nothing on stdout, ends with 2 and shows nobody a stack trace."""
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    return fault_paths(ran)


def fault(why: str, changes: dict[str, Any], *paths: str) -> Any:
    """One row: these changes, and the key path (or one of them) that must be named, once and alone."""
    return pytest.param(changes, paths or tuple(changes), id=why)


DOCUMENT = {"kind": "emergency_record"}
FAULTS = [
    fault("没有的键", {"colour": "red"}),
    fault("person 里没有的键", {"person.nickname": "演示"}),
    fault("admission 里没有的键", {"admission.ward": "3"}),
    fault("referral 里没有的键", {"referral": {"colour": "red"}}, "referral.colour"),
    fault("agent 里没有的键", {"agent": {**DAUGHTER, "age": 40}}, "agent.age"),
    fault("documents 里没有的键", {"documents": [{**DOCUMENT, "colour": "red"}]}, "documents.0.colour"),
    fault("缺 item", {"item": ABSENT}),
    fault("缺 channel", {"channel": ABSENT}),
    fault("缺 filed_at", {"filed_at": ABSENT}),
    fault("缺 person", {"person": ABSENT}),
    fault("缺姓名", {"person.name": ABSENT}),
    fault("缺身份证号", {"person.id_number": ABSENT}),
    fault("缺险种", {"person.scheme": ABSENT}),
    fault("缺参保地", {"person.insured_place": ABSENT}),
    fault("没有这个事项", {"item": "liujiang.dental"}),
    fault("事项不是文字", {"item": 7}),
    fault("事项是空的", {"item": None}),
    fault("没有这个渠道", {"channel": "email"}),
    fault("渠道是空的", {"channel": None}),
    fault("F20 没有这个行政区划：就医地", {"treatment_place": "999999"}),
    fault("F20 没有这个行政区划：参保地", {"person.insured_place": "450299"}),
    fault("没有这个险种", {"person.scheme": "both"}),
    fault("没有这个类型", {"person.kind": "tourist"}),
    fault("申请时间没有时区", {"filed_at": "2026-03-12T10:00:00"}),
    fault("申请时间只有日期", {"filed_at": "2026-03-12"}),
    fault("申请时间不存在", {"filed_at": "2026-02-31T10:00:00+08:00"}),
    fault("申请时间不是时间", {"filed_at": "昨天"}),
    fault("申请时间是数字", {"filed_at": 20260312}),
    fault("申请时间太早", {"filed_at": "0001-01-01T00:00:00+08:00"}),
    fault("申请时间太晚", {"filed_at": "9999-12-31T23:59:59-08:00"}),
    fault("person 不是对象", {"person": ["演示"]}),
    fault("参保地五位", {"person.insured_place": "45020"}),
    fault("参保地有字母", {"person.insured_place": "45020a"}),
    fault("参保地七位", {"person.insured_place": "4502066"}),
    fault("参保地是数字", {"person.insured_place": 450206}),
    fault("就医地两位", {"treatment_place": "31"}),
    fault("就医地是数字", {"treatment_place": 310000}),
    fault("就医地是上标数字", {"treatment_place": "³10000"}),
    fault("是否参保写成文字", {"person.insured": "true"}),
    fault("是否参保写成1", {"person.insured": 1}),
    fault("是否退休写成0", {"person.retired": 0}),
    fault("户籍是否迁入写成文字", {"household_moved": "是"}),
    fault("天数是负的", {"stay_days": -1}),
    fault("天数是真假", {"stay_days": True}),
    fault("天数是小数", {"stay_days": 1.5}),
    fault("天数是文字", {"stay_days": "60"}),
    fault("天数大得离谱", {"stay_days": 10**9}),
    fault("月数是负的", {"stay_days": ABSENT, "stay_months": -1}, "stay_months"),
    fault("月数大得离谱", {"stay_days": ABSENT, "stay_months": 10**30}, "stay_months"),
    fault("天数月数都写了", {"stay_months": 2}, "stay_months", "stay_days"),
    fault("2月31日", {"begins_on": "2026-02-31"}),
    fault("13月", {"begins_on": "2026-13-01"}),
    fault("日期带时间", {"begins_on": "2026-03-01T00:00:00"}),
    fault("日期没有横线", {"begins_on": "20260301"}),
    fault("日期是周数", {"begins_on": "2026-W10-1"}),
    fault("日期在1900年以前", {"begins_on": "1899-12-31"}),
    fault("日期在2200年以后", {"begins_on": "2201-01-01"}),
    fault("日期是数字", {"begins_on": 20260301}),
    fault("入院日用斜线", {"admission.on": "2026/03/10"}),
    fault("admission 不是对象", {"admission": "2026-03-10"}),
    fault("是否急诊写成文字", {"admission.emergency": "yes"}),
    fault("是否住院写成1", {"admission.inpatient": 1}),
    fault("是否联网写成文字", {"admission.networked": "是"}),
    fault("出院早于入院", {"admission.discharged_on": "2026-03-09"}),
    fault("出院日不存在", {"admission.discharged_on": "2026-02-30"}),
    fault("开单日不存在", {"referral": {"institution": "演示医院", "issued_on": "2026-02-30"}}, "referral.issued_on"),
    fault("医院是数字", {"referral": {"institution": 5, "issued_on": "2026-03-01"}}, "referral.institution"),
    fault("医院名是空的", {"referral": {"institution": " ", "issued_on": "2026-03-01"}}, "referral.institution"),
    fault("身份证号校验错", {"person.id_number": LIUJIANG["person"]["id_number"][:17] + "?"}),
    fault("身份证号17位", {"person.id_number": "45022119700910004"}),
    fault("身份证号是数字", {"person.id_number": 450221197009100041}),
    fault("身份证号出生日不存在", {"person.id_number": id_number("45022119700231004")}),
    fault("身份证号出生在申请之后", {"person.id_number": id_number("45022120260313004")}),
    fault(
        "代办人身份证号和本人一样",
        {"agent": {**DAUGHTER, "id_number": LIUJIANG["person"]["id_number"]}},
        "agent.id_number",
    ),
    fault("代办人身份证号校验错", {"agent": {**DAUGHTER, "id_number": "110105194912310021"}}, "agent.id_number"),
    fault("代办人数是负的", {"agent": {**DAUGHTER, "persons_this_year": -1}}, "agent.persons_this_year"),
    fault("代办人数是真假", {"agent": {**DAUGHTER, "persons_this_year": True}}, "agent.persons_this_year"),
    fault("代办人没有名字", {"agent": {"id_number": DAUGHTER["id_number"]}}, "agent.name"),
    fault("代办人没有身份证号", {"agent": {"name": "演示女儿"}}, "agent.id_number"),
    fault("agent 不是对象", {"agent": "演示女儿"}),
    fault("名字是空的", {"person.name": ""}),
    fault("名字只有空格", {"person.name": "  　"}),
    fault("名字是数字", {"person.name": 5}),
    fault("名字全是看不见的字符", {"person.name": "\u0000\u200b"}),
    fault("医院名里有控制字符", {"referral": {"institution": "演\u0000示"}}, "referral.institution"),
    fault("名字里有半个字符", {"person.name": "演\ud800示"}),
    fault("材料不是列表", {"documents": "identity"}),
    fault("没有这种材料", {"documents": ["passport"]}, "documents.0", "documents.0.kind"),
    fault("第二份材料没有种类", {"documents": ["identity", {"sealed": True}]}, "documents.1.kind", "documents.1"),
    fault("材料是数字", {"documents": [5]}, "documents.0"),
    fault("是否盖章写成文字", {"documents": [{**DOCUMENT, "sealed": "是"}]}, "documents.0.sealed"),
    fault("没有这种承诺", {"commitments": ["passport"]}, "commitments.0"),
    fault("承诺不是列表", {"commitments": "identity"}),
    fault("承诺是空的", {"commitments": [None]}, "commitments.0"),
]


@pytest.mark.parametrize(("changes", "paths"), FAULTS)
def test_a_bad_value_is_named_by_its_key_path(
    decide_text: DecideText, changes: dict[str, Any], paths: tuple[str, ...]
) -> None:
    (named,) = refused(decide_text(json.dumps(changed(LIUJIANG, changes)).encode()))
    assert named in {re.sub(r"\[(\d+)\]", r".\1", path) for path in paths}


def test_a_wrong_check_character_is_named(decide_text: DecideText) -> None:
    right = LIUJIANG["person"]["id_number"]
    for wrong in set("0123456789X") - {right[-1]}:
        facts = changed(LIUJIANG, {"person.id_number": right[:17] + wrong})
        assert refused(decide_text(json.dumps(facts).encode())) == ["person.id_number"]


def test_all_faults_are_told_at_once(decide_text: DecideText) -> None:
    changes = {
        "colour": "red",
        "channel": "email",
        "person.name": "",
        "person.id_number": "1",
        "stay_days": -1,
        "admission.on": "2026-02-30",
    }
    named = refused(decide_text(json.dumps(changed(LIUJIANG, changes)).encode()))
    assert sorted(named) == sorted(changes)


def test_no_fault_tells_the_id_number(decide_text: DecideText) -> None:
    """A terminal is read over shoulders and kept in logs: a fault says what is wrong, not whose number it is."""
    wrong = LIUJIANG["person"]["id_number"][:17] + "?"
    ran = decide_text(json.dumps(changed(LIUJIANG, {"person.id_number": wrong})).encode())
    assert wrong[:17] not in ran.err


WHOLE = [
    pytest.param(b"", id="空文件"),
    pytest.param(b"   \n \n", id="只有空白"),
    pytest.param(b"not json", id="不是JSON"),
    pytest.param(b'{"item": ', id="半个对象"),
    pytest.param(b"\xff\xfe\x00", id="不是UTF-8"),
    pytest.param(json.dumps(LIUJIANG).replace("60", "NaN").encode(), id="NaN"),
    pytest.param(json.dumps(LIUJIANG).replace("60", "Infinity").encode(), id="Infinity"),
    pytest.param(json.dumps(LIUJIANG).replace("60", "1" * 5000).encode(), id="五千位的数"),
    pytest.param(json.dumps(LIUJIANG).replace("60", "1e999").encode(), id="无穷大的数"),
    pytest.param(b"[" * 100_000 + b"]" * 100_000, id="十万层的列表"),
    pytest.param(b'{"a":' * 100_000 + b"1" + b"}" * 100_000, id="十万层的对象"),
    pytest.param(b'{"item": "x", ' + json.dumps(LIUJIANG).encode()[1:], id="同一个键写了两次"),
    pytest.param(b"[" + b"[]," * 400_000 + b"[]]", id="一兆多"),
    pytest.param(b"\0" * 17_000_000, id="十七兆"),
    pytest.param(b"{" + b",".join(b'"%d":1' % key for key in range(60_000)) + b"}", id="六万个键"),
    pytest.param(b"{" + b'"k":1,' * 60_000 + b'"k":1}', id="一个键写六万次"),
    pytest.param(b'{"documents": [' + b"{}," * 30_000 + b"{}]}", id="三万份材料"),
    pytest.param(b"[]", id="空列表"),
    pytest.param(b"5", id="一个数"),
    pytest.param(b'"wenshang.long-term"', id="一段文字"),
    pytest.param(b"null", id="什么都没有"),
    pytest.param(b"{}", id="空对象"),
]


@pytest.mark.parametrize("content", WHOLE)
def test_what_is_no_set_of_facts_is_a_fault(decide_text: DecideText, content: bytes) -> None:
    ran = decide_text(content)
    assert (ran.code, ran.out) == (2, "")
    assert re.search("[一-鿿]", ran.err)
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) <= MOST_FAULTS + 1


@pytest.mark.parametrize("number", [str(b"\xff"), "１" * 18, "", " "], ids=["字节", "全角", "空", "空格"])
def test_an_odd_id_number_never_breaks_the_program(decide_text: DecideText, number: str) -> None:
    named = refused(decide_text(json.dumps(changed(LIUJIANG, {"person.id_number": number})).encode()))
    assert named == ["person.id_number"]


def test_full_width_id_number_is_read_as_the_same(decide_text: DecideText) -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) for character in WENSHANG_REFERRAL["person"]["id_number"])
    ran = decide_text(json.dumps(changed(WENSHANG_REFERRAL, {"person.id_number": wide})).encode())
    assert (ran.code, json.loads(ran.out)["outcome"]) == (0, "approve")


@pytest.mark.parametrize(
    "name",
    ["演\U00020bb7", "演\U00031350", "阿卜杜拉·艾则孜", "Ｏ’Neill", "𠮷田"],
    ids=["扩展B", "扩展H", "间隔号", "拉丁", "叶"],
)
def test_a_rare_character_is_no_fault(decide_text: DecideText, name: str) -> None:
    """A name in a rare script still gets its paper (docs/product.md), so it must come through the rules first."""
    ran = decide_text(json.dumps(changed(WENSHANG_REFERRAL, {"person.name": name})).encode())
    assert (ran.code, ran.err) == (0, "")
