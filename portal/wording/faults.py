"""One sentence for each thing that can be wrong with the facts given: what is wrong and how to mend it."""

from collections.abc import Mapping

from portal.domain.fact_rules import FactFault
from portal.wording.translation import SOURCE_LANGUAGE, _, translated

SENTENCES: Mapping[str, str] = {
    "unknown_key": _("这一项不认识，请删掉或改正；这里可以写 {known}"),
    "missing": _("缺少这一项，请补上"),
    "not_text": _("要写成文字，放在引号里"),
    "not_flag": _("只能写 true（是）或 false（否）"),
    "not_whole_number": _("要写成整数，不带引号和小数点"),
    "negative": _("不能是负数，请改成零或正数"),
    "too_large": _("数字太大，最多写 {most}，请核对"),
    "not_date": _("日期要写成“年-月-日”，例如 2026-10-01"),
    "no_such_day": _("没有 {day} 这一天或这个时刻，请核对"),
    "year_out_of_range": _("年份要在 {first} 到 {last} 之间，请核对"),
    "not_moment": _("时间要写成“日期T时刻+时差”，例如 2026-10-08T10:00:00+08:00"),
    "no_offset": _("时间后面缺少时差，北京时间请加 +08:00"),
    "not_one_of": _("只能写 {choices} 之一"),
    "no_such_division": _("没有这个行政区划代码，请核对，例如上海市是 310000"),
    "not_division_code": _("要写六位行政区划代码，例如 310000"),
    "id_number_shape": _("身份证号要写十八位：前十七位是数字，最后一位是数字或 X"),
    "id_number_birth_date": _("身份证号里的出生日期不是真实的日期，请对照证件核对第七到十四位"),
    "id_number_born_later": _("身份证号里的出生日期晚于申报日期，请对照证件核对"),
    "id_number_check_character": _("身份证号最后一位不对，请对照证件逐位核对"),
    "agent_is_person": _("代办人和参保人的身份证号相同；本人办理时请删掉代办人"),
    "not_list": _("要写成列表，放在方括号里"),
    "not_object": _("要写成 JSON 对象，放在花括号里"),
    "empty": _("不能是空的，请填写"),
    "too_long": _("太长，最多 {longest} 个字，请缩短"),
    "control_characters": _("里面有看不见的特殊字符，请重新输入"),
    "unknown_item": _("没有这个事项；用 portal catalogue list 看有哪些"),
    "item_ended": _("{day} 参保地的办事指南里没有这个事项了，不能再申请"),
    "both_stays": _("外出时间只写一种：stay_days（天）或 stay_months（月）"),
    "discharged_before_admission": _("出院日期早于入院日期 {day}，请核对"),
    "unknown_document_kind": _("不认识这种材料；可以写 {kinds}"),
    "not_utf8": _("不是 UTF-8 编码的文字，请另存为 UTF-8"),
    "not_json": _("不是正确的 JSON：第 {line} 行第 {column} 个字符附近有误"),
    "duplicate_key": _("同一个键写了两次，请只留一个"),
    "file_too_large": _("太大，最多 {most} KB，请检查是不是选错了文件"),
    "and_more": _("还有 {count} 处没有列出，请先改上面的"),
    "too_many_parts": _("里面的东西太多，最多 {most} 个括号和逗号，请检查是不是选错了文件"),
    "too_deep": _("括号套得太深，请检查"),
}


def fault_text(fault: FactFault, language: str = SOURCE_LANGUAGE) -> str:
    """The sentence for one fault."""
    return translated(SENTENCES[fault.code], language, dict(fault.values))
