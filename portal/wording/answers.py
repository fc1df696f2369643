"""What each thing a filing says is called where it is read again, and how the answer reads; numbers of identity papers
masked."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from portal.domain import identity
from portal.domain.claims import Answer
from portal.domain.questions import AnswerKind, Question
from portal.wording.names import NAMES, institution_name, name_of
from portal.wording.translation import _, translated

ROWS: Mapping[str, str] = {
    "caller.name": _("来电人"),
    "caller.phone": _("回电号码"),
    "caller.relation": _("来电人和参保人的关系"),
    "caller.at": _("来电时间"),
    "person.name": _("姓名"),
    "person.id_number": _("身份证号"),
    "person.scheme": _("险种"),
    "person.insured_place": _("参保地"),
    "person.kind": _("属于哪种情况"),
    "person.retired": _("已经退休"),
    "household_moved": _("户口已经迁走"),
    "agent.name": _("姓名"),
    "agent.id_number": _("身份证号"),
    "agent.phone": _("电话"),
    "agent.relation": _("和参保人的关系"),
    "contact.phone": _("联系电话"),
    "contact.name": _("联系人"),
    "contact.address": _("联系地址"),
    "slip.diagnosis_name": _("诊断"),
    "slip.diagnosis_code": _("诊断代码"),
    "slip.condition": _("病情"),
    "slip.reason": _("转诊原因"),
    "slip.opinion": _("医院意见"),
    "treatment_place": _("就医地"),
    "begins_on": _("从哪天开始"),
    "stay_months": _("住多久"),
    "stay_days": _("这次在外地"),
    "hospital": _("医院"),
    "admission.on": _("入院日期"),
    "admission.emergency": _("是急诊"),
    "admission.inpatient": _("已经住院"),
    "admission.networked": _("医院能联网结算"),
    "admission.discharged_on": _("出院日期"),
    "referral.institution": _("开单医院"),
    "referral.issued_on": _("开单日期"),
    "slip.doctor": _("医生"),
    "slip.chief": _("科主任"),
    "slip.sealed": _("盖了公章"),
    "slip.agreed": _("本院同意转诊"),
    "declaration.signed_name": _("签名"),
}

COUNTS: Mapping[str, str] = {"stay_months": _("{count} 个月"), "stay_days": _("{count} 天")}
"""How a number reads: with what it counts."""


def row_name(path: str, language: str) -> str:
    """What the answer at that key path is called."""
    return translated(ROWS[path], language)


def answer_text(
    question: Question,
    answer: Answer,
    language: str,
    place_name: Callable[[str], str],
    day: Callable[[date], str],
) -> str:
    """The answer in words; how places and days are written is the caller's. Empty where nobody said anything."""
    if answer is None or answer == "":
        return ""
    if isinstance(answer, bool):
        return translated(_("是") if answer else _("否"), language)
    if isinstance(answer, date):
        return day(answer)
    if isinstance(answer, StrEnum) and type(answer) in NAMES:
        word = name_of(answer, language)
        return word[:1].upper() + word[1:]
    match question.kind:
        case AnswerKind.ID_NUMBER:
            return identity.masked(str(answer))
        case AnswerKind.PLACE:
            return place_name(str(answer))
        case AnswerKind.HOSPITAL:
            return institution_name(str(answer), language)
        case AnswerKind.NUMBER:
            return translated(COUNTS[question.path], language, {"count": answer})
    return str(answer)
