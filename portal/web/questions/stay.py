"""Where the treatment is, from when, and what happened in an emergency."""

from collections.abc import Mapping

from portal.web.language import lazy_gettext as _
from portal.web.questions.wording import Wording

STAY: Mapping[str, Wording] = {
    "treatment_place": Wording(
        "treatment_place",
        _("去哪里看病（就医地）"),
        _("请选择就医地"),
        hint=_("选到市；北京、上海、天津、重庆、海南、西藏和兵团选到省"),
    ),
    "begins_on": Wording("begins_on", _("从哪天开始"), hint=_("已经去了的，填实际去的那天")),
    "stay_months": Wording("stay_months", _("打算住几个月"), width="short", most=1200),
    "stay_days": Wording("stay_days", _("这次在外地一共多少天（算到预计回来）"), width="short", most=3660),
    "hospital": Wording("hospital", _("在哪家医院"), most=80),
    "admission.on": Wording("admitted_on", _("哪天住院的"), _("请填写住院日期"), hint=_("还没有住院，不用填")),
    "admission.emergency": Wording("emergency", _("是急诊吗？"), _("请选择是不是急诊")),
    "admission.inpatient": Wording("inpatient", _("已经住院了吗？"), _("请选择是否已经住院")),
    "admission.networked": Wording("networked", _("医院能异地联网结算吗？（可以问医院医保办）")),
    "admission.discharged_on": Wording("discharged_on", _("出院日期（还没出院不填）")),
}

STAY_AHEAD: Mapping[str, Wording] = {
    "admission.inpatient": Wording("inpatient", _("这次去是住院吗？"), _("请选择是不是住院")),
}
"""The same where the item looks ahead to a stay: nobody need be in hospital yet."""
