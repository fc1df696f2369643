"""The questions of "which filing do I need": one at a time, each with coded answers, only those the item asks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form
from wtforms.fields import SelectChoice

from portal.domain.check import Check
from portal.domain.checks_of_person import NormallyInsured, SchemeIs
from portal.domain.checks_of_referral import DesignatedReferrer
from portal.domain.checks_of_stay import InpatientCare, NetworkedHospital, StayAtLeast, StayAtMost
from portal.domain.item import Item
from portal.domain.periods import Anchor
from portal.domain.vocabulary import FilingType, Scheme
from portal.services.rulebook import rulebook
from portal.web.forms.choices import RadioField
from portal.web.forms.date_parts import DateParts
from portal.web.forms.rules import Needed
from portal.web.labels import label
from portal.web.public.summary import county_name

Answers = Mapping[str, str]
SITUATIONS = {
    "emergency": FilingType.EMERGENCY,
    "referral": FilingType.REFERRAL,
    "retiree": FilingType.RELOCATED_RETIREE,
    "long-stay": FilingType.LONG_TERM_RESIDENT,
    "other": FilingType.OTHER_TEMPORARY,
}
ADMITTED = "admitted"


@dataclass(frozen=True, slots=True)
class WizardQuestion:
    """One page: its name in the address, what is asked, and the answers; a day is asked without answers to choose."""

    name: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""

    def form(self, typed: MultiDict[str, str] | None) -> Form:
        """The question as a form of one field; `typed` is None before anything was sent."""
        field: Field
        if self.choices:
            choices = [SelectChoice(*choice) for choice in self.choices]
            field = RadioField(self.text, [Needed(_("请选一项"))], choices=choices, validate_choice=False)
        else:
            field = DateParts(self.text, [Needed(_("请填写日期"))])
        form: Form = type("QuestionForm", (Form,), {self.name: field})(typed)
        return form

    def takes(self, answer: str) -> bool:
        """Whether that answer is one of those offered, or a day."""
        return answer in dict(self.choices) if self.choices else day_of(answer) is not None

    def spoken(self, answer: str) -> str:
        """The answer as it was offered."""
        return dict(self.choices).get(answer, answer)


def day_of(answer: str) -> date | None:
    """A day from an address."""
    try:
        return date.fromisoformat(answer) if len(answer) == 10 else None
    except ValueError:
        return None


def item_of(answers: Answers) -> Item | None:
    """The county's item for the situation; None where it has none, or neither is answered yet."""
    county = rulebook.catalogue.county(answers.get("county", ""))
    kind = SITUATIONS.get(answers.get("situation", ""))
    item_id = county.place.items_by_type.get(kind) if county and kind else None
    return rulebook.item(item_id) if item_id else None


def asked(answers: Answers) -> Iterator[WizardQuestion]:
    """The questions in order, as far as the answers so far decide them."""
    yield _county()
    if "county" not in answers:
        return
    yield _situation()
    if (item := item_of(answers)) is None:
        return
    if item.deadline is not None and item.deadline.anchor is Anchor.ADMISSION:
        yield WizardQuestion(ADMITTED, _("哪天住院的？"), hint=_("看住院证或入院记录上的日期"))
    checks = [condition.readings[0].check for condition in item.conditions]
    for check in checks:
        yield from _of(check, item)


def _county() -> WizardQuestion:
    choices = tuple((county.slug, county_name(county)) for county in rulebook.catalogue.counties())
    return WizardQuestion("county", _("医保在哪里交的？"), choices, _("就是参保地：您交医保的地方，不是看病的地方"))


def _situation() -> WizardQuestion:
    choices = (
        ("emergency", _("人已经在外地住院，是急诊")),
        ("referral", _("医院建议转到外地治疗")),
        ("retiree", _("退休后搬到外地，户口也迁了")),
        ("long-stay", _("在外地长住或工作半年以上")),
        ("other", _("都不是")),
    )
    return WizardQuestion("situation", _("您现在的情况是？"), choices, _("替家人办的，选家人的情况"))


def _of(check: Check, item: Item) -> Iterator[WizardQuestion]:
    yes_no = (("yes", _("是")), ("no", _("不是")))
    unsure = (*yes_no, ("unsure", _("不清楚")))
    match check:
        case SchemeIs():
            schemes = tuple((scheme.value, label(scheme)) for scheme in Scheme)
            hint = _("单位交的一般是职工医保；自己在村里、社区交的一般是居民医保")
            yield WizardQuestion("scheme", _("参加哪种医保？"), schemes, hint)
        case NormallyInsured():
            yield WizardQuestion("insured", _("现在医保正常吗（没有断缴）？"), unsure)
        case NetworkedHospital():
            hint = _("可以问住院那家医院的医保办")
            yield WizardQuestion("networked", _("住的医院能异地联网结算吗？"), unsure, hint)
        case InpatientCare():
            yield WizardQuestion("inpatient", _("是要住院治疗吗？"), yes_no)
        case DesignatedReferrer():
            hospitals = tuple((f"h{place}", hospital.name) for place, hospital in enumerate(item.place.hospitals))
            others = (("none", _("别的医院")), ("not-yet", _("还没有开转诊单")))
            yield WizardQuestion("hospital", _("转诊单是哪家医院开的？"), (*hospitals, *others))
        case StayAtMost(months=months, long_months=long_months):
            lengths = (
                ("short", _("不超过 %(months)s 个月", months=months)),
                ("middle", _("超过 %(months)s 个月，不到 %(long)s 个月", months=months, long=long_months)),
                ("long", _("%(months)s 个月或更久", months=long_months)),
            )
            yield WizardQuestion("stay", _("这次在外地一共要待多久？"), lengths, _("从到外地那天算起"))
        case StayAtLeast(months=months):
            choices = (
                ("short", _("不到 %(months)s 个月", months=months)),
                ("long", _("%(months)s 个月或更久", months=months)),
            )
            yield WizardQuestion("stay", _("打算在外地住多久？"), choices)
