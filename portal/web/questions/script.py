"""What a clerk says into the telephone to have a question answered: whole sentences, one at a time."""

from collections.abc import Mapping

from portal.web.language import lazy_gettext as _

SCRIPT: Mapping[str, str] = {
    "caller.name": _("请问您怎么称呼？"),
    "caller.phone": _("电话断了，打哪个号码能找到您？"),
    "caller.relation": _("您是病人的什么人？"),
    "person.name": _("病人叫什么名字？是哪几个字？"),
    "person.id_number": _("请念一下病人的身份证号，我跟着读。"),
    "person.scheme": _("病人的医保是单位交的，还是居民医保？"),
    "person.insured_place": _("病人的医保在哪里交？"),
    "person.kind": _("病人是什么情况：退休搬走、长住、派驻，还是生病转院？"),
    "person.retired": _("病人退休了吗？"),
    "household_moved": _("病人的户口迁到外地了吗？"),
    "treatment_place": _("在哪个城市看病？"),
    "admission.on": _("哪天住进医院的？"),
    "admission.emergency": _("是急诊收进去的吗？"),
    "admission.inpatient": _("办了住院吗？"),
    "admission.networked": _("医院能异地联网结算吗？不知道的话，请问一下医院医保办。"),
    "stay_days": _("这次在外地一共多少天，算到预计回来？"),
    "referral.institution": _("转诊单是哪家医院开的？"),
    "referral.issued_on": _("转诊单上写的是哪天？"),
}
"""By the key path of the question; one that is not here is put in the words of its label."""
