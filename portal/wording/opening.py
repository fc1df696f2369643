"""What a question is called where it stands alone, and why a notice opens it."""

from collections.abc import Collection, Mapping

from portal.domain.findings import Finding
from portal.domain.opening import OpenedQuestion, objection
from portal.wording.answers import row_name
from portal.wording.findings import finding_text
from portal.wording.translation import _, pgettext, translated

_ALONE: Mapping[str, str] = {
    "caller.name": pgettext("question", "来电人姓名"),
    "person.name": pgettext("question", "参保人姓名"),
    "person.id_number": pgettext("question", "参保人身份证号"),
    "person.retired": pgettext("question", "是否已经退休"),
    "household_moved": pgettext("question", "户口是否已经迁走"),
    "agent.name": pgettext("question", "代办人姓名"),
    "agent.id_number": pgettext("question", "代办人身份证号"),
    "agent.phone": pgettext("question", "代办人电话"),
    "agent.relation": pgettext("question", "代办人和参保人的关系"),
    "stay_months": pgettext("question", "打算住几个月"),
    "stay_days": pgettext("question", "在外地一共多少天"),
    "hospital": pgettext("question", "在哪家医院"),
    "admission.emergency": pgettext("question", "是不是急诊"),
    "admission.inpatient": pgettext("question", "是不是住院"),
    "admission.networked": pgettext("question", "医院能不能联网结算"),
    "referral.institution": pgettext("question", "转诊转院单的开单医院"),
    "referral.issued_on": pgettext("question", "转诊转院单的开单日期"),
    "slip.sealed": pgettext("question", "转诊转院单有没有盖公章"),
}
"""Where it stands under a heading, a shorter name will do."""

_CARRIED = _("请照新的材料填写")
_ALONG = _("诊断和编码要写同一种病，请一起核对")
_UNANSWERED = _("没有填，请补上")
_TO_BE_CHECKED = _("请对照证件或单据核对，填错的请改正")


def question_name(path: str, language: str) -> str:
    """What the question at that key path is called among others."""
    return translated(_ALONE[path], language) if path in _ALONE else row_name(path, language)


def why_opened(each: OpenedQuestion, findings: Collection[Finding], language: str) -> str:
    """What has to be done with it, and what is wrong; never the answer itself."""
    if (wrong := objection(each.question.path, findings)) is not None:
        return finding_text(wrong, language)
    if each.is_carried:
        return translated(_CARRIED, language)
    if each.is_along:
        return translated(_ALONG, language)
    return translated(_TO_BE_CHECKED if each.is_answered else _UNANSWERED, language)
