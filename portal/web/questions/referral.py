"""The referral: what its slip says, and how a hospital is asked what others are asked too."""

from collections.abc import Mapping
from dataclasses import replace

from portal.domain.icd import LONGEST
from portal.web.language import lazy_gettext as _
from portal.web.questions.contact import CONTACT
from portal.web.questions.person import PERSON
from portal.web.questions.stay import STAY
from portal.web.questions.wording import Wording

REFERRAL: Mapping[str, Wording] = {
    "referral.institution": Wording("institution", _("转诊转院单是哪家医院开的"), _("请选择开单的医院")),
    "referral.issued_on": Wording("issued_on", _("转诊转院单是哪天开的"), _("请填写转诊转院单上的日期")),
    "slip.diagnosis_name": Wording("diagnosis_name", _("疾病诊断"), _("请填写疾病诊断"), most=120),
    "slip.diagnosis_code": Wording("diagnosis_code", _("诊断编码（ICD-10 医保版）"), width="medium", most=LONGEST),
    "slip.condition": Wording("condition", _("病情摘要"), _("请填写病情摘要"), most=500, rows=4),
    "slip.reason": Wording("reason", _("转诊原因"), _("请填写为什么要转出去治疗"), most=500),
    "slip.opinion": Wording("opinion", _("医院意见"), most=500),
    "slip.doctor": Wording("doctor", _("经治医生"), _("请填写经治医生姓名"), width="medium"),
    "slip.chief": Wording("chief", _("科主任"), _("请填写科主任姓名"), width="medium"),
    "slip.sealed": Wording("is_sealed", _("转诊单上盖了医院公章吗？"), _("请选择转诊单有没有盖公章")),
    "slip.agreed": Wording("is_agreed", _("本院同意转诊"), _("医院同意转诊才能提交，请先打勾")),
}

BY_HOSPITAL: Mapping[str, Wording] = {
    "person.name": replace(PERSON["person.name"], hint=_("请照身份证填写"), width="long"),
    "contact.phone": replace(CONTACT["contact.phone"], hint=_("病人或家属能接到的电话")),
    "contact.name": CONTACT["contact.name"],
    "treatment_place": Wording("treatment_place", _("转到哪里（就医地）"), _("请选择转到哪里")),
    "hospital": Wording(
        "destination",
        _("转往医院"),
        hint=_("病人可以在转去的地方自己选联网医院，不用限定一家"),
        most=80,
    ),
    "referral.issued_on": Wording("issued_on", _("开单日期"), _("请填写转诊单上的日期"), hint=_("有效期从这一天算起")),
}
"""What a hospital reads differently from the person."""

BY_TELEPHONE: Mapping[str, Wording] = {
    "caller.relation": replace(CONTACT["caller.relation"], label=_("和参保人的关系")),
    "person.insured_place": replace(PERSON["person.insured_place"].for_somebody_else(), label=_("参保地")),
    "admission.networked": replace(STAY["admission.networked"].for_somebody_else(), label=_("医院能异地联网结算吗？")),
    "admission.discharged_on": replace(STAY["admission.discharged_on"].for_somebody_else(), label=_("哪天出院的")),
    "contact.phone": replace(CONTACT["contact.phone"], hint=_("和回电号码一样就不用填")),
}
"""What a clerk reads differently with somebody on the line."""
