"""The questions of a filing, one form a section: the citizen's pages, the clerk's intake and the hospital share them.

A section is drawn with the fields its item needs and no others (`fit`), and becomes claims with `typed`.
"""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from portal.adapters import divisions
from portal.domain.checks_of_person import HouseholdMoved, Retired
from portal.domain.checks_of_stay import EmergencyAdmission, NetworkedHospital, StayAtLeast, StayAtMost
from portal.domain.item import Item
from portal.domain.vocabulary import FilingType, Scheme
from portal.web.forms.choices import RadioField, SelectField
from portal.web.forms.date_parts import DateParts
from portal.web.forms.fields import IdNumber, PersonName, Phone, PlainText, WholeNumber
from portal.web.forms.rules import AtMost, Needed
from portal.web.labels import label

YES_NO = (SelectChoice("yes", _("是")), SelectChoice("no", _("不是")))


def _as_flag(answer: str | None) -> bool | None:
    return {"yes": True, "no": False}.get(answer or "")


def _as_answer(flag: bool | None) -> str | None:
    return None if flag is None else ("yes" if flag else "no")


def asks_for(item: Item, *checks: type) -> bool:
    """Whether one of the item's conditions is among these checks."""
    return any(isinstance(reading.check, checks) for condition in item.conditions for reading in condition.readings)


class YesNo(RadioField):
    """Two answers as rows for a thumb; unanswered stays unanswered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=YES_NO, validate_choice=False, **kwargs)


class PersonForm(FlaskForm):
    """The insured person."""

    name = PersonName(_("参保人姓名"), [Needed(_("请填写参保人姓名，和身份证上一样"))])
    id_number = IdNumber(_("身份证号"), [Needed(_("请填写 18 位身份证号"))])
    scheme = RadioField(_("参加哪种医保"), [Needed(_("请选择参加哪种医保"))])
    insured_place = SelectField(_("参保地（您交医保的地方）"), [Needed(_("请选择参保地"))])
    kind = RadioField(_("您属于哪种情况"), [Needed(_("请选择一种情况"))])
    retired = YesNo(_("已经退休了吗？"), [Needed(_("请选择是否已经退休"))])
    household_moved = YesNo(_("户口已经迁到外地了吗？"), [Needed(_("请选择户口是否已经迁走"))])

    def fit(self, item: Item) -> "PersonForm":
        """Keep the questions this item asks."""
        self.scheme.choices = [SelectChoice(each.value, label(each)) for each in Scheme]
        self.insured_place.choices = insured_places(item)
        self.kind.choices = [SelectChoice(each.value, label(each)) for each in item.kinds]
        if len(item.kinds) < 2:
            del self.kind
        if not asks_for(item, Retired):
            del self.retired
        if not asks_for(item, HouseholdMoved):
            del self.household_moved
        return self

    def typed(self, item: Item) -> dict[str, Any]:
        """The section of the claims."""
        person: dict[str, Any] = {
            "name": self.name.data,
            "id_number": self.id_number.data,
            "scheme": self.scheme.data,
            "insured_place": self.insured_place.data,
            "kind": self.kind.data if "kind" in self else (item.kinds[0].value if item.kinds else None),
        }
        if "retired" in self:
            person["retired"] = _as_flag(self.retired.data)
        facts: dict[str, Any] = {"person": {key: value for key, value in person.items() if value not in (None, "")}}
        if "household_moved" in self:
            facts["household_moved"] = _as_flag(self.household_moved.data)
        return {"facts": facts}

    @staticmethod
    def filled_from(claims: dict[str, Any]) -> dict[str, Any]:
        """What to show when the page is opened again."""
        facts = claims.get("facts", {})
        person = dict(facts.get("person") or {})
        person["retired"] = _as_answer(person.get("retired"))
        return {**person, "household_moved": _as_answer(facts.get("household_moved"))}


def insured_places(item: Item) -> list[SelectChoice]:
    """The places whose people this item is for: the county itself, or a city with its districts and counties."""
    codes = []
    for prefix in item.place.insures:
        whole = prefix.ljust(6, "0")
        codes += [whole, *(each.code for each in divisions.cities_and_counties(whole) if each.code != whole)]
    return [SelectChoice(code, divisions.name(code) or code) for code in dict.fromkeys(codes)]


class AgentForm(FlaskForm):
    """Who files for somebody else."""

    agent_name = PersonName(_("代办人姓名"), [Needed(_("请填写代办人姓名"))])
    agent_id_number = IdNumber(_("代办人身份证号"), [Needed(_("请填写代办人的 18 位身份证号"))])
    agent_phone = Phone(_("代办人电话"), [Needed(_("请填写代办人电话"))])
    agent_relation = PlainText(_("和参保人的关系，例如女儿"), [Needed(_("请填写和参保人的关系")), AtMost(20)])

    def typed(self) -> dict[str, Any]:
        """The sections of the claims."""
        return {
            "facts": {"agent": {"name": self.agent_name.data, "id_number": self.agent_id_number.data}},
            "agent": {"phone": self.agent_phone.data, "relation": self.agent_relation.data},
        }

    @staticmethod
    def filled_from(claims: dict[str, Any]) -> dict[str, Any]:
        """What to show when the page is opened again."""
        agent, more = claims.get("facts", {}).get("agent") or {}, claims.get("agent") or {}
        return {
            "agent_name": agent.get("name"),
            "agent_id_number": agent.get("id_number"),
            "agent_phone": more.get("phone"),
            "agent_relation": more.get("relation"),
        }


class ContactForm(FlaskForm):
    """How to reach the person (医保办发〔2019〕33号 article 7)."""

    contact_name = PersonName(_("联系人"))
    contact_phone = Phone(_("联系电话"), [Needed(_("请填写联系电话"))])
    contact_address = PlainText(_("联系地址"), [AtMost(200)])

    def typed(self) -> dict[str, Any]:
        """The section of the claims."""
        contact = {
            "name": self.contact_name.data,
            "phone": self.contact_phone.data,
            "address": self.contact_address.data,
        }
        return {"contact": {key: value for key, value in contact.items() if value}}

    @staticmethod
    def filled_from(claims: dict[str, Any]) -> dict[str, Any]:
        """What to show when the page is opened again."""
        return {f"contact_{key}": value for key, value in (claims.get("contact") or {}).items()}


class StayForm(FlaskForm):
    """Where the treatment is, from when, and for an emergency what happened."""

    treatment_place = SelectField(_("去哪里看病（就医地）"), [Needed(_("请选择就医地"))])
    begins_on = DateParts(_("从哪天开始"))
    stay_months = WholeNumber(_("打算住几个月"), most=1200)
    stay_days = WholeNumber(_("这次在外地一共多少天（算到预计回来）"), most=3660)
    hospital = PlainText(_("在哪家医院"), [AtMost(80)])
    admitted_on = DateParts(_("哪天住院的"), [Needed(_("请填写住院日期"))])
    emergency = YesNo(_("是急诊吗？"), [Needed(_("请选择是不是急诊"))])
    inpatient = YesNo(_("已经住院了吗？"), [Needed(_("请选择是否已经住院"))])
    networked = YesNo(_("医院能异地联网结算吗？（可以问医院医保办）"), [Optional()])
    discharged_on = DateParts(_("出院日期（还没出院不填）"))

    def fit(self, item: Item) -> "StayForm":
        """Keep the questions this item asks."""
        self.treatment_place.choices = treatment_places()
        is_emergency = asks_for(item, EmergencyAdmission)
        if not asks_for(item, StayAtLeast):
            del self.stay_months
        if not asks_for(item, StayAtMost):
            del self.stay_days
        if is_emergency:
            del self.begins_on
        else:
            del self.admitted_on, self.emergency, self.inpatient, self.discharged_on
        if not is_emergency and item.filing_type is not FilingType.REFERRAL:
            del self.hospital
        if not asks_for(item, NetworkedHospital):
            del self.networked
        return self

    def typed(self) -> dict[str, Any]:
        """The sections of the claims; a question that was not asked leaves no trace."""
        facts: dict[str, Any] = {"treatment_place": self.treatment_place.data or None}
        for name in ("begins_on", "stay_months", "stay_days"):
            if name in self:
                value = self[name].data
                facts[name] = value.isoformat() if hasattr(value, "isoformat") else value
        if "admitted_on" in self:
            facts["admission"] = {
                "on": self.admitted_on.data.isoformat() if self.admitted_on.data else None,
                "emergency": _as_flag(self.emergency.data),
                "inpatient": _as_flag(self.inpatient.data),
                "discharged_on": self.discharged_on.data.isoformat() if self.discharged_on.data else None,
                **({"networked": _as_flag(self.networked.data)} if "networked" in self else {}),
            }
        hospital = {"hospital": {"name": self.hospital.data}} if "hospital" in self and self.hospital.data else {}
        return {"facts": facts, **hospital}

    @staticmethod
    def filled_from(claims: dict[str, Any]) -> dict[str, Any]:
        """What to show when the page is opened again."""
        facts = claims.get("facts", {})
        admission = facts.get("admission") or {}
        return {
            "treatment_place": facts.get("treatment_place"),
            "begins_on": DateParts.read(facts.get("begins_on")),
            "stay_months": facts.get("stay_months"),
            "stay_days": facts.get("stay_days"),
            "hospital": (claims.get("hospital") or {}).get("name"),
            "admitted_on": DateParts.read(admission.get("on")),
            "emergency": _as_answer(admission.get("emergency")),
            "inpatient": _as_answer(admission.get("inpatient")),
            "networked": _as_answer(admission.get("networked")),
            "discharged_on": DateParts.read(admission.get("discharged_on")),
        }


def treatment_places() -> list[SelectChoice]:
    """Destinations by province: cities, or the province itself where it is filed as a whole."""
    return [SelectChoice("", _("请选择"))] + [
        SelectChoice(each.code, each.name, optgroup=province.name)
        for province in divisions.provinces()
        for each in divisions.cities(province.code) or [province]
    ]
