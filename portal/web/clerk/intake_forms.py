"""The one page a clerk fills while somebody is at the counter, on the telephone, or on the fax."""

import secrets
from collections.abc import Iterator, Sequence

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.fields import SelectChoice

from portal.domain.checks_of_referral import DesignatedReferrer
from portal.domain.claims import NOT_LISTED, Answers, Claims, laid_over
from portal.domain.item import Item
from portal.domain.vocabulary import Channel, FilingType
from portal.web.clerk.documents_form import DocumentsForm
from portal.web.forms.choices import SelectField
from portal.web.forms.date_parts import DateParts
from portal.web.forms.fields import PersonName, Phone, PlainText
from portal.web.forms.filing import AgentForm, ContactForm, PersonForm, StayForm, asks_for
from portal.web.forms.rules import AtMost, Needed

_ = lazy_gettext
KEY_LENGTH = 32


class OnceForm(FlaskForm):
    """What makes a double click one case, and a case that does not fit a case the clerk insists on."""

    key = HiddenField()
    insists = HiddenField()


class CallerForm(FlaskForm):
    """Who rang, and where to ring back."""

    caller_name = PersonName(_("来电人姓名"), [Needed(_("请问来电人姓名"))])
    caller_phone = Phone(_("回电号码"), [Needed(_("请问打哪个电话能找到他"))])
    caller_relation = PlainText(
        _("和参保人的关系，例如女儿"), [Needed(_("请问和参保人的关系，本人就写本人")), AtMost(20)]
    )
    caller_at = PlainText(_("来电时间"), [AtMost(30)])

    def answers(self) -> Answers:
        """What was asked and answered."""
        return {
            "caller.name": self.caller_name.data or None,
            "caller.phone": self.caller_phone.data or None,
            "caller.relation": self.caller_relation.data or None,
            "caller.at": self.caller_at.data or None,
        }


class SlipQuestions(FlaskForm):
    """Which hospital wrote the referral, and when."""

    institution = SelectField(_("转诊转院单是哪家医院开的"), validate_choice=False)
    issued_on = DateParts(_("转诊转院单的日期"))

    def fit(self, item: Item) -> "SlipQuestions":
        """Offer the hospitals on the county's list, and one that is not on it: it is refused in writing."""
        names = [hospital.name for hospital in item.place.hospitals]
        other = SelectChoice(NOT_LISTED, gettext("别的医院（不在名单里）"))
        listed = [SelectChoice(name, name) for name in names]
        self.institution.choices = [SelectChoice("", gettext("请选择")), *listed, other]
        return self

    def answers(self) -> Answers:
        """What was asked and answered."""
        return {"referral.institution": self.institution.data or None, "referral.issued_on": self.issued_on.data}


class IntakeForms:
    """Every section of the page as the one form it looks like."""

    def __init__(self, item: Item, channel: Channel, called_at: str = "") -> None:
        self.item = item
        self.once = OnceForm(data={"key": secrets.token_hex(16)})
        self.caller = CallerForm(data={"caller_at": called_at}) if channel is Channel.PHONE else None
        self.person, self.stay, self.agent = PersonForm().fit(item), StayForm().fit(item), AgentForm()
        self.contact, self.documents = ContactForm(), DocumentsForm(item, channel)
        if self.person.insured_place.data is None:  # as the browser shows it: the first, often the only one
            self.person.insured_place.data = self.person.insured_place.choices[0].value
        if self.caller:  # where to ring back is known already
            self.contact.contact_phone.validators = ()
            self.contact.contact_phone.flags.required = False
        asks_slip = asks_for(item, DesignatedReferrer) or item.filing_type is FilingType.REFERRAL
        self.slip = SlipQuestions().fit(item) if asks_slip else None

    @property
    def key(self) -> str:
        """The same for each pressing of one page's button; a page that was tampered with gets one of its own."""
        typed = self.once.key.data or ""
        return typed if len(typed) == KEY_LENGTH and typed.isalnum() and typed.isascii() else secrets.token_hex(16)

    @property
    def insists(self) -> bool:
        """Whether the clerk enters it although it does not fit."""
        return bool(self.once.insists.data)

    @property
    def has_agent(self) -> bool:
        """Whether anything was said of an agent."""
        return any(field.data for field in self.agent if field.name.startswith("agent_"))

    @property
    def _asked(self) -> list[FlaskForm]:
        every = [self.caller, self.person, self.stay, self.slip, self.contact, self.agent if self.has_agent else None]
        return [form for form in every if form is not None]

    def __iter__(self) -> Iterator[Field]:
        """The fields in the order of the page."""
        return (field for form in (*self._asked, self.documents.form) for field in form)

    def validate(self) -> bool:
        """Every section, so that all faults are told at once."""
        return all([form.validate() for form in (self.once, *self._asked, self.documents.form)])  # noqa: C419 (a generator would stop at the first)

    @property
    def errors(self) -> dict[str, Sequence[str]]:
        """Every fault of every section."""
        return {name: faults for form in self._asked for name, faults in form.errors.items()}

    @property
    def form_errors(self) -> list[str]:
        """Faults that hang on no field."""
        return [fault for form in self._asked for fault in form.form_errors]

    def unanswered(self) -> list[str]:
        """What is still to be asked, in the order of the page."""
        return [field.label.text for form in self._asked for field in form if field.flags.required and not field.data]

    def claims(self) -> Claims:
        """What the case says so far."""
        answers = {**self.person.answers(self.item), **self.stay.answers(), **self.contact.answers()}
        answers |= self.slip.answers() if self.slip else {}
        answers |= self.agent.answers() if self.has_agent else {}
        answers |= self.caller.answers() if self.caller else {}
        return laid_over(Claims(), answers)
