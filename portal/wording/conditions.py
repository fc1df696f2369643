"""What a condition of an item asks, in one plain sentence, for guides and for `portal catalogue show`."""

from collections.abc import Mapping
from dataclasses import fields

from portal.domain.check import Check
from portal.wording.findings import shown
from portal.wording.translation import SOURCE_LANGUAGE, _, translated

SENTENCES: Mapping[str, str] = {
    "scheme_is": _("参加的是{schemes}"),
    "normally_insured": _("现在正常参保"),
    "retired": _("已经退休"),
    "household_moved": _("户口已经迁到安置地"),
    "stay_at_least": _("在外地住满{months}个月"),
    "stay_at_least_in_principle": _("原则上在外地住满{months}个月"),
    "stay_at_most": _("在外地不超过{months}个月"),
    "emergency_admission": _("已经因急诊住院"),
    "networked_hospital": _("住的医院能异地联网结算"),
    "inpatient_care": _("是住院治疗"),
    "designated_referrer": _("转诊转院单由名单里的医院开"),
    "paper_in_basis_only": _("材料清单里没有{kind}，引用的文件里有，要不要交由经办人员定"),
    "purpose_disputed": _("指南的名称和条件说的不是一回事，由经办人员定"),
    "discharged_noted": _("出院以后能不能办，指南没有写明"),
}


def condition_text(name: str, check: Check, language: str = SOURCE_LANGUAGE) -> str:
    """The sentence for one reading of a condition."""
    parameters = {each.name: getattr(check, each.name) for each in fields(check)}  # type: ignore[arg-type]
    code = f"{name}_in_principle" if parameters.get("in_principle") else name
    values = {key: shown(key, value, language) for key, value in parameters.items()}
    return translated(SENTENCES[code], language, values)
