"""One sentence for each finding: what is so, and what to do next."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from portal.domain.claims import NOT_LISTED
from portal.domain.findings import Finding
from portal.domain.values import Value
from portal.wording.names import NAMES, document_name, name_of
from portal.wording.translation import SOURCE_LANGUAGE, _, day_text, translated

_SHORT = re.compile(r"\s*[（(].*")
"""What a paper is made up of is told where it is asked for, and spoils any other sentence."""

SENTENCES: Mapping[str, str] = {
    "insured_elsewhere": _("您的参保地不归{county}管，请到您参保地的医保经办机构办理"),
    "insured_place_retired": _("您填的参保地现在已经改名或并入别处，请经办人员核对您在哪里参保"),
    "not_insured": _("您现在不在正常参保状态，请先到医保经办机构恢复参保，再来备案"),
    "kind_not_served": _("这一项不办“{kind}”，请改办合适的事项"),
    "treatment_place_unknown": _("还没有填就医地，请填写您要去看病的省、市或县"),
    "treatment_place_retired": _("您填的就医地现在已经改名或并入别处，请重新选一次要去看病的地方"),
    "treated_inside_pooling_area": _("就医地在{county}所属的统筹区以内，看病不用办异地备案"),
    "treatment_place_too_wide": _("就医地只写到省，{county}也在这个省里，请写到具体的市或县"),
    "scheme_not_served": _("这一项只办{schemes}，请到窗口问清您能办哪一项"),
    "insured_status_unknown": _("要查明您是否正常参保，请经办人员查询系统后再定"),
    "retirement_unknown": _("要问清您是否已经退休，请补填"),
    "not_retired": _("这一项只办已经退休的人，您可以问窗口有没有别的事项合适"),
    "household_unknown": _("要问清您的户口是否已经迁到安置地，请补填"),
    "household_not_moved": _("这一项要求户口已经迁到安置地；户口没迁的，请问异地长期居住备案"),
    "stay_unknown": _("还没有填在外地住多久（指南写的是{months}个月），请补填"),
    "stay_too_short": _("指南要求在外地住满{months}个月，您填的不到，请核对，或由经办人员定"),
    "stay_too_long": _("这一项只管在外地不超过{months}个月，您填的更长，请改办合适的事项"),
    "admission_unknown": _("要问清是否已经急诊住院、哪天入院，请补填"),
    "admission_unknown_but_referred": _(
        "您有医院开的转诊单，还没有说是不是已经急诊住院；没有急诊住院的，属于转诊备案，不归这一项"
    ),
    "emergency_has_its_own_item": _("您是急诊住院，又没有能用的转诊单，可以改办急诊备案"),
    "not_admitted": _("这一项要已经急诊住院才能办；还没住院的，请住院后再办"),
    "referral_is_no_emergency": _("这是医院建议转到外地去看，不是急诊住院，属于转诊备案，不归这一项"),
    "admission_day_unknown": _("还没有填入院日期，请补填"),
    "not_yet_admitted": _("入院日期 {day} 在申报日期之后；急诊要住院以后才能办，请核对"),
    "emergency_unknown": _("要问清是不是急诊，请补填"),
    "not_emergency": _("这次不是急诊，不能办急诊备案；由医院转到外地的，属于转诊备案"),
    "inpatient_unknown": _("要问清是不是住院，请补填"),
    "not_inpatient": _("这一项只管住院，您这次没有住院，请保留票据，向经办机构问清怎样报销"),
    "networked_unknown": _("要问清住的医院能不能异地联网结算，请问医院医保办后补填"),
    "hospital_not_networked": _("住的医院没有异地联网，不能办这一项，请保留票据，向经办机构问清怎样报销"),
    "beginning_day_unknown": _("期限要从到外地的那天算，还没有填从哪天开始，请补填"),
    "discharge_day_unknown": _("期限要从出院那天算，还没有填出院日期；还没有出院的，出院以后再补填"),
    "referring_hospital_unknown": _("要写清转诊转院单是哪家医院开的，请补填"),
    "referral_day_unknown": _("要写清转诊转院单是哪天开的，请补填"),
    "hospital_not_designated": _("{institution}不在可以开转诊转院单的名单里，请到这些医院开：{hospitals}"),
    "paper_in_basis_only": _("指南的材料清单里没有{kind}，但它引用的文件要求有，请经办人员定是否要交"),
    "purpose_disputed": _("指南的名称和申请条件说的不是一回事：{why}，请经办人员定"),
    "discharged_before_filing": _("您已在 {day} 出院；指南没有写出院以后能不能办，请以经办机构答复为准"),
    "guide_contradicts": _("指南在这一点上前后说法不一：{why}，由{confirm_by}确认，请经办人员定"),
    "channel_not_offered": _("这一项不能用“{channel}”办，请改用：{channels}"),
    "channel_not_stated": _("指南没有写可以用什么办法办，请先打电话问经办机构"),
    "channel_named_only_in_flow": _("指南只在办理流程里提到“{channel}”，没有写怎么联系，请先打电话问清"),
    "agent_not_stated": _("指南没有写能不能由别人代办，请以经办机构答复为准"),
    "agent_not_allowed": _("这一项要本人办理，不能由别人代办"),
    "agent_count_unknown": _("要问清代办人今年已经替几个人办过（原则上一年最多 {cap} 人），请补填"),
    "agent_cap": _("代办人今年已经替 {cap} 人或更多人办过，原则上一年最多 {cap} 人，请由主管定"),
    "paper_missing": _("缺{name}，请补交"),
    "paper_unsound": _("{short}不能用（{mark}），请重新交"),
    "paper_unsealed": _("{short}没有盖医院公章，请盖章后重新交"),
    "paper_seal_unknown": _("要看清{short}有没有盖医院公章，请经办人员核对"),
    "paper_dated_later": _("{short}的日期 {day} 在申报日期之后，请核对，或请医院重新开"),
    "paper_expired": _("{short}到 {day} 已经过期，请医院重新开一份"),
    "commitment_disputed": _("用承诺书代替{short}能不能行，指南说得不清楚，请经办人员定"),
    "by_commitment": _("{short}用书面承诺代替，请遵守承诺"),
    "commitment_not_accepted": _("{short}不能用承诺书代替，请交材料"),
    "commitment_not_asked": _("承诺书写的是{kind}，这一项没有要这份材料，不用承诺"),
    "filed_late": _("申报期限到 {day} 为止，现在已经过了"),
    "start_set_by_guide": _("您想从 {wanted} 开始；按指南，是从 {day} 算起"),
    "start_is_the_decision": _("您想从 {wanted} 开始；按指南，从准予的那天算起"),
    "start_applied": _("您想从 {wanted} 开始；指南没有写明从哪天算，先按 {day} 算起，以经办机构答复为准"),
    "begins_after_admission": _("备案从 {begins_on} 开始，您 {day} 就已经入院，这次住院可能不算在内，请核对"),
    "over_before_treatment": _("转诊或备案到 {day} 就到期，您要 {treated_from} 才去看病，到时请重新开单、重新备案"),
    "changed_one_is_over": _(
        "它要变更的那一件已经不算数了（撤销、取消、过期，或者由另一件代替）；还要不要准予这一件，请写明"
    ),
    "over_when_decided": _("这份备案到 {day} 就到期，那天已经过了；准予了也已经过期"),
    "calendar_year_unknown": _("{years} 年的放假安排还没有公布，日期按周末和固定节日算，公布后可能变动"),
}


def finding_text(finding: Finding, language: str = SOURCE_LANGUAGE) -> str:
    """The sentence for one finding."""
    values = {key: shown(key, value, language) for key, value in finding.values.items()}
    own = f"_{language}"
    values |= {key.removesuffix(own): text for key, text in values.items() if key.endswith(own) and text}
    values["short"] = _SHORT.sub("", values.get("name", ""))
    return translated(SENTENCES[finding.code], language, values)


def shown(key: str, value: Value, language: str) -> str:
    """One value as it stands in a sentence of that language."""
    if isinstance(value, tuple):
        return translated(_("、"), language).join(shown(key, each, language) for each in value)
    if isinstance(value, StrEnum) and type(value) in NAMES:
        return name_of(value, language)
    if isinstance(value, date):
        return day_text(value, language)
    if value == NOT_LISTED:
        return translated(_("这家医院"), language)
    return document_name(str(value), language) if key == "kind" else str(value)
