"""What each condition and each deadline of an item is asked as, before anything is typed, or why it is not."""

from collections.abc import Callable, Mapping
from typing import Any

from wtforms.fields import SelectChoice

from portal.domain.checks_of_stay import StayAtLeast, StayAtMost
from portal.domain.item import Item
from portal.domain.vocabulary import Scheme
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.public.wizard_question import WizardQuestion
from portal.web.questions.choices import treatment_places

ADMITTED, DISCHARGED, BEGUN, ISSUED, PLACE = "admitted", "discharged", "begun", "issued", "place"


def _yes_no() -> tuple[tuple[str, str], ...]:
    return (("yes", _("是")), ("no", _("不是")))


def _unsure() -> tuple[tuple[str, str], ...]:
    return (*_yes_no(), ("unsure", _("不清楚")))


def _scheme(_check: Any, _item: Item) -> WizardQuestion:
    schemes = tuple((scheme.value, label(scheme)) for scheme in Scheme)
    hint = _("单位交的一般是职工医保；自己在村里、社区交的一般是居民医保")
    return WizardQuestion("scheme", _("参加哪种医保？"), schemes, hint)


def _insured(_check: Any, _item: Item) -> WizardQuestion:
    return WizardQuestion("insured", _("现在医保正常吗（没有断缴）？"), _unsure())


def _networked(_check: Any, _item: Item) -> WizardQuestion:
    return WizardQuestion("networked", _("住的医院能异地联网结算吗？"), _unsure(), _("可以问住院那家医院的医保办"))


def _inpatient(_check: Any, _item: Item) -> WizardQuestion:
    return WizardQuestion("inpatient", _("是要住院治疗吗？"), _yes_no())


def _hospital(_check: Any, item: Item) -> WizardQuestion:
    hospitals = tuple((f"h{place}", hospital.name) for place, hospital in enumerate(item.place.hospitals))
    others = (("none", _("别的医院")), ("not-yet", _("还没有开转诊单")))
    return WizardQuestion("hospital", _("转诊单是哪家医院开的？"), (*hospitals, *others))


def _stay_at_most(check: StayAtMost, _item: Item) -> WizardQuestion:
    months, long_months = check.months, check.long_months
    lengths = (
        ("short", _("不超过 %(months)s 个月", months=months)),
        ("middle", _("超过 %(months)s 个月，不到 %(long)s 个月", months=months, long=long_months)),
        ("long", _("%(months)s 个月或更久", months=long_months)),
    )
    return WizardQuestion("stay", _("这次在外地一共要待多久？"), lengths, _("从到外地那天算起"))


def _stay_at_least(check: StayAtLeast, _item: Item) -> WizardQuestion:
    choices = (
        ("short", _("不到 %(months)s 个月", months=check.months)),
        ("long", _("%(months)s 个月或更久", months=check.months)),
    )
    return WizardQuestion("stay", _("打算在外地住多久？"), choices)


PAGES: Mapping[str, Callable[[Any, Item], WizardQuestion]] = {
    "scheme_is": _scheme,
    "normally_insured": _insured,
    "networked_hospital": _networked,
    "inpatient_care": _inpatient,
    "designated_referrer": _hospital,
    "stay_at_most": _stay_at_most,
    "stay_at_least": _stay_at_least,
}
"""The page of each condition, by the name of its check."""

WITHOUT_PAGE: Mapping[str, str] = {
    "retired": "who says to have moved after retiring has retired",
    "household_moved": "the same answer says that the household has moved",
    "emergency_admission": "the situation says that it is an emergency and that one is in hospital",
}
"""Why a condition is not asked about."""


def _admitted() -> WizardQuestion:
    return WizardQuestion(ADMITTED, _("哪天住院的？"), hint=_("看住院证或入院记录上的日期"))


def _discharged() -> WizardQuestion:
    return WizardQuestion(DISCHARGED, _("哪天出院的？"), hint=_("看出院记录上的日期"))


def _begun() -> WizardQuestion:
    return WizardQuestion(BEGUN, _("从哪天开始在外地？"), hint=_("还没去的，填打算去的那天"))


def _issued() -> WizardQuestion:
    return WizardQuestion(ISSUED, _("转诊单是哪天开的？"), hint=_("看转诊单上的日期"))


DAYS: Mapping[str, Callable[[], WizardQuestion]] = {
    "admission.on": _admitted,
    "admission.discharged_on": _discharged,
    "begins_on": _begun,
    "referral.issued_on": _issued,
}
"""The page of the day a deadline is counted from, by the key path of that day."""


def place_page(item: Item) -> WizardQuestion:
    """Where to: inside the pooling area nothing has to be filed, and the form asks for it too."""
    first, *places = treatment_places(item)
    not_yet = SelectChoice("not-yet", _("还没有定"))
    return WizardQuestion(
        PLACE, _("去哪里看病（就医地）？"), hint=_("已经在那里的，选现在的地方"), places=(first, not_yet, *places)
    )
