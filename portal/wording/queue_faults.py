"""What is the matter with a filing, in the few characters that a row of the queue has room for."""

from collections.abc import Mapping

from portal.wording.translation import SOURCE_LANGUAGE, pgettext, translated

FAULTS: Mapping[str, str] = {
    "insured_elsewhere": pgettext("queue", "不在本县参保"),
    "insured_place_retired": pgettext("queue", "参保地已改名"),
    "not_insured": pgettext("queue", "不在正常参保"),
    "kind_not_served": pgettext("queue", "人群不对"),
    "treatment_place_unknown": pgettext("queue", "没填就医地"),
    "treatment_place_retired": pgettext("queue", "就医地已改名"),
    "treated_inside_pooling_area": pgettext("queue", "在统筹区内就医"),
    "treatment_place_too_wide": pgettext("queue", "就医地写得太大"),
    "scheme_not_served": pgettext("queue", "险种不对"),
    "insured_status_unknown": pgettext("queue", "没查参保状态"),
    "retirement_unknown": pgettext("queue", "没说退没退休"),
    "not_retired": pgettext("queue", "没有退休"),
    "household_unknown": pgettext("queue", "没说户口迁没迁"),
    "household_not_moved": pgettext("queue", "户口没迁"),
    "stay_unknown": pgettext("queue", "没填住多久"),
    "stay_too_short": pgettext("queue", "住得不够久"),
    "stay_too_long": pgettext("queue", "住得太久"),
    "admission_unknown": pgettext("queue", "没说入院"),
    "admission_unknown_but_referred": pgettext("queue", "没说入院，有转诊单"),
    "emergency_has_its_own_item": pgettext("queue", "应当办急诊"),
    "not_admitted": pgettext("queue", "没有住院"),
    "referral_is_no_emergency": pgettext("queue", "是转诊，不是急诊"),
    "admission_day_unknown": pgettext("queue", "没填入院日期"),
    "not_yet_admitted": pgettext("queue", "入院日期在后面"),
    "emergency_unknown": pgettext("queue", "没说是不是急诊"),
    "not_emergency": pgettext("queue", "不是急诊"),
    "inpatient_unknown": pgettext("queue", "没说是不是住院"),
    "not_inpatient": pgettext("queue", "不是住院"),
    "networked_unknown": pgettext("queue", "没说医院联没联网"),
    "hospital_not_networked": pgettext("queue", "医院没有联网"),
    "beginning_day_unknown": pgettext("queue", "没填从哪天开始"),
    "discharge_day_unknown": pgettext("queue", "没填出院日期"),
    "referring_hospital_unknown": pgettext("queue", "没写哪家医院开的"),
    "referral_day_unknown": pgettext("queue", "没写哪天开的单"),
    "hospital_not_designated": pgettext("queue", "医院不能开转诊单"),
    "paper_in_basis_only": pgettext("queue", "要定交不交材料"),
    "purpose_disputed": pgettext("queue", "指南前后不一"),
    "guide_contradicts": pgettext("queue", "指南前后不一"),
    "channel_not_offered": pgettext("queue", "渠道不对"),
    "channel_not_stated": pgettext("queue", "指南没写渠道"),
    "agent_not_allowed": pgettext("queue", "不能代办"),
    "agent_count_unknown": pgettext("queue", "没说代办过几人"),
    "agent_cap": pgettext("queue", "代办人数满了"),
    "paper_seal_unknown": pgettext("queue", "要看有没有盖章"),
    "commitment_disputed": pgettext("queue", "能否承诺不清楚"),
    "changed_one_is_over": pgettext("queue", "原来那件没了"),
    "over_when_decided": pgettext("queue", "办好也已过期"),
}
"""By the code of a finding that refuses or asks."""


def fault_name(code: str | None, language: str = SOURCE_LANGUAGE) -> str:
    """The words for one; empty for what has none."""
    return translated(FAULTS[code], language) if code and code in FAULTS else ""
