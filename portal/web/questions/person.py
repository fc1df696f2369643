"""Who is insured, and who files for them."""

from collections.abc import Mapping

from portal.web.language import lazy_gettext as _
from portal.web.questions.wording import Wording

PERSON: Mapping[str, Wording] = {
    "person.name": Wording(
        "name",
        _("参保人姓名"),
        _("请填写参保人姓名，和身份证上一样"),
        hint=_("和身份证上一样"),
        width="medium",
        autocomplete="off",
    ),
    "person.id_number": Wording("id_number", _("身份证号"), _("请填写 18 位身份证号"), autocomplete="off"),
    "person.scheme": Wording(
        "scheme",
        _("参加哪种医保"),
        _("请选择参加哪种医保"),
        hint=_("看医保卡或缴费记录；单位交的一般是职工医保"),
    ),
    "person.insured_place": Wording("insured_place", _("参保地（您交医保的地方）"), _("请选择参保地")),
    "person.kind": Wording(
        "kind",
        _("您属于哪种情况"),
        _("请选择一种情况"),
        answer_hints={
            "relocated_retiree": _("退休以后搬到外地住，户口也迁过去了"),
            "long_term_resident": _("在外地长住，户口没有迁"),
            "posted_worker": _("单位派到外地长期工作"),
            "referral": _("医院建议转到外地治疗"),
            "emergency": _("在外地突然发病，急诊抢救"),
        },
    ),
    "person.retired": Wording("retired", _("已经退休了吗？"), _("请选择是否已经退休")),
    "household_moved": Wording("household_moved", _("户口已经迁到外地了吗？"), _("请选择户口是否已经迁走")),
    "agent.name": Wording("agent_name", _("代办人姓名"), _("请填写代办人姓名"), width="medium", autocomplete="name"),
    "agent.id_number": Wording(
        "agent_id_number", _("代办人身份证号"), _("请填写代办人的 18 位身份证号"), autocomplete="off"
    ),
    "agent.phone": Wording("agent_phone", _("代办人电话"), _("请填写代办人电话"), autocomplete="tel"),
    "agent.relation": Wording(
        "agent_relation", _("和参保人的关系，例如女儿"), _("请填写和参保人的关系"), width="medium", most=20
    ),
}
