"""The questions of a filing, one form a section: the citizen's pages, the clerk's intake and the hospital share them.

A section is drawn with the fields its item needs and no others (`fit`), and becomes answers to lay over the claims.
"""

from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from portal.adapters import divisions
from portal.domain.checks_of_person import HouseholdMoved, Retired
from portal.domain.checks_of_stay import EmergencyAdmission, NetworkedHospital, StayAtLeast, StayAtMost
from portal.domain.claims import Answer, Answers, Claims
from portal.domain.item import Item
from portal.domain.vocabulary import FilingType, Scheme
from portal.web.forms.choices import RadioField, SelectField
from portal.web.forms.date_parts import DateParts
from portal.web.forms.fields import IdNumber, PersonName, Phone, PlainText, WholeNumber
from portal.web.forms.rules import AtMost, Needed
from portal.web.labels import label

M = TypeVar("M", bound=StrEnum)

YES_NO = (SelectChoice("yes", _("是")), SelectChoice("no", _("不是")))


def as_flag(answer: str | None) -> bool | None:
    """What a pressed yes or no means; None where nothing was pressed."""
    return {"yes": True, "no": False}.get(answer or "")


def as_answer(flag: bool | None) -> str | None:
    """The button that means this."""
    return None if flag is None else ("yes" if flag else "no")


def member(words: type[M], word: str | None) -> M | None:
    """The member of that word; None for none, and for one a browser made up."""
    return words(word) if word in list(words) else None


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

    def answers(self, item: Item) -> Answers:
        """What was asked and answered; an item for one kind of case does not ask which."""
        kind = member(FilingType, self.kind.data) if "kind" in self else next(iter(item.kinds), None)
        answers: dict[str, Answer] = {
            "person.name": self.name.data or None,
            "person.id_number": self.id_number.data or None,
            "person.scheme": member(Scheme, self.scheme.data),
            "person.insured_place": self.insured_place.data or None,
            "person.kind": kind,
        }
        if "retired" in self:
            answers["person.retired"] = as_flag(self.retired.data)
        if "household_moved" in self:
            answers["household_moved"] = as_flag(self.household_moved.data)
        return answers

    @staticmethod
    def filled_from(claims: Claims) -> dict[str, str | None]:
        """What to show when the page is opened again."""
        person = claims.person
        return {
            "name": person.name,
            "id_number": person.id_number,
            "scheme": person.scheme,
            "insured_place": person.insured_place,
            "kind": person.kind,
            "retired": as_answer(person.retired),
            "household_moved": as_answer(claims.household_moved),
        }


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

    def answers(self) -> Answers:
        """What was asked and answered."""
        return {
            "agent.name": self.agent_name.data or None,
            "agent.id_number": self.agent_id_number.data or None,
            "agent.phone": self.agent_phone.data or None,
            "agent.relation": self.agent_relation.data or None,
        }

    @staticmethod
    def filled_from(claims: Claims) -> dict[str, str | None]:
        """What to show when the page is opened again."""
        agent = claims.agent
        return {
            "agent_name": agent.name,
            "agent_id_number": agent.id_number,
            "agent_phone": agent.phone,
            "agent_relation": agent.relation,
        }


class ContactForm(FlaskForm):
    """How to reach the person (医保办发〔2019〕33号 article 7)."""

    contact_name = PersonName(_("联系人"))
    contact_phone = Phone(_("联系电话"), [Needed(_("请填写联系电话"))])
    contact_address = PlainText(_("联系地址"), [AtMost(200)])

    def answers(self) -> Answers:
        """What was asked and answered."""
        return {
            "contact.name": self.contact_name.data or None,
            "contact.phone": self.contact_phone.data or None,
            "contact.address": self.contact_address.data or None,
        }

    @staticmethod
    def filled_from(claims: Claims) -> dict[str, str | None]:
        """What to show when the page is opened again."""
        contact = claims.contact
        return {
            "contact_name": contact.name,
            "contact_phone": contact.phone,
            "contact_address": contact.address,
        }


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

    def answers(self) -> Answers:
        """What was asked and answered; a question that was not asked leaves no trace."""
        answers: dict[str, Answer] = {"treatment_place": self.treatment_place.data or None}
        answers |= {name: self[name].data for name in ("begins_on", "stay_months", "stay_days") if name in self}
        if "hospital" in self:
            answers["hospital"] = self.hospital.data or None
        if "admitted_on" in self:
            answers["admission.on"] = self.admitted_on.data
            answers["admission.emergency"] = as_flag(self.emergency.data)
            answers["admission.inpatient"] = as_flag(self.inpatient.data)
            answers["admission.discharged_on"] = self.discharged_on.data
        if "networked" in self:
            answers["admission.networked"] = as_flag(self.networked.data)
        return answers

    @staticmethod
    def filled_from(claims: Claims) -> dict[str, str | int | date | None]:
        """What to show when the page is opened again."""
        admission = claims.admission
        return {
            "treatment_place": claims.treatment_place,
            "begins_on": claims.begins_on,
            "stay_months": claims.stay_months,
            "stay_days": claims.stay_days,
            "hospital": claims.hospital,
            "admitted_on": admission.on,
            "emergency": as_answer(admission.emergency),
            "inpatient": as_answer(admission.inpatient),
            "networked": as_answer(admission.networked),
            "discharged_on": admission.discharged_on,
        }


def treatment_places() -> list[SelectChoice]:
    """Destinations by province: cities, or the province itself where it is filed as a whole."""
    return [SelectChoice("", _("请选择"))] + [
        SelectChoice(each.code, each.name, optgroup=province.name)
        for province in divisions.provinces()
        for each in divisions.cities(province.code) or [province]
    ]
