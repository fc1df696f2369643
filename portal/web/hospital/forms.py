"""The referral slip as a form, after the fields of the hospital interface 2501 and what the paper slip carries."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field, HiddenField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Regexp

from portal.domain.claims import Answer, Answers, Claims
from portal.domain.item import Item
from portal.web.forms.choices import SelectField
from portal.web.forms.date_parts import DateParts
from portal.web.forms.fields import PersonName, PlainText
from portal.web.forms.filing import ContactForm, PersonForm, YesNo, as_answer, treatment_places
from portal.web.forms.rules import AtMost, Needed, Visible

TEXTS = ("diagnosis_code", "diagnosis_name", "condition", "reason", "opinion", "doctor", "chief")


class SlipForm(FlaskForm):
    """What the slip itself says."""

    key = HiddenField(validators=[Regexp(r"[A-Za-z0-9_-]{8,48}\Z", message=_("这一页不完整，请重新打开再填"))])
    treatment_place = SelectField(_("转到哪里（就医地）"), [Needed(_("请选择转到哪里"))])
    destination = PlainText(_("转往医院"), [AtMost(80), Visible()])
    diagnosis_name = PlainText(_("疾病诊断"), [Needed(_("请填写疾病诊断")), AtMost(100), Visible()])
    diagnosis_code = PlainText(_("诊断编码（ICD-10 医保版）"), [AtMost(20), Visible()])
    condition = TextAreaField(_("病情摘要"), [Needed(_("请填写病情摘要")), AtMost(500), Visible()])
    reason = TextAreaField(_("转诊原因"), [Needed(_("请填写为什么要转出去治疗")), AtMost(500), Visible()])
    opinion = TextAreaField(_("医院意见"), [AtMost(500), Visible()])
    issued_on = DateParts(_("开单日期"), [Needed(_("请填写转诊单上的日期"))])
    doctor = PersonName(_("经治医生"), [Needed(_("请填写经治医生姓名"))])
    chief = PersonName(_("科主任"), [Needed(_("请填写科主任姓名"))])
    is_agreed = BooleanField(_("本院同意转诊"), [Needed(_("医院同意转诊才能提交，请先打勾"))])
    is_sealed = YesNo(_("转诊单上盖了医院公章吗？"), [Needed(_("请选择转诊单有没有盖公章"))])
    slip = MultipleFileField(_("转诊转院单（照片或扫描件）"))

    def fit(self) -> "SlipForm":
        """Offer every place a person can be treated in."""
        self.treatment_place.choices = treatment_places()
        return self

    def chosen_files(self) -> list[FileStorage]:
        """The files that were chosen, without the empty one a browser sends for none."""
        return [file for file in self.slip.data or [] if isinstance(file, FileStorage) and file.filename]

    def answers(self) -> Answers:
        """What was asked and answered."""
        answers: dict[str, Answer] = {f"slip.{name}": self[name].data or None for name in TEXTS}
        return answers | {
            "slip.agreed": bool(self.is_agreed.data),
            "slip.sealed": self.is_sealed.data == "yes",
            "treatment_place": self.treatment_place.data or None,
            "referral.issued_on": self.issued_on.data,
            "hospital": self.destination.data or None,
        }

    @staticmethod
    def filled_from(claims: Claims) -> dict[str, str | date | bool | None]:
        """What to show when a returned slip is opened again."""
        slip = claims.slip
        return {
            **{name: getattr(slip, name) for name in TEXTS},
            "treatment_place": claims.treatment_place,
            "destination": claims.hospital,
            "issued_on": claims.referral.issued_on,
            "is_agreed": slip.agreed,
            "is_sealed": as_answer(slip.sealed),
        }


class ReferralSections:
    """Patient, contact and slip as the one form they look like."""

    def __init__(self, item: Item, claims: Claims, **first: Any) -> None:
        self.item = item
        self.person = PersonForm(data=PersonForm.filled_from(claims)).fit(item)
        self.contact = ContactForm(data=ContactForm.filled_from(claims))
        self.slip = SlipForm(data=SlipForm.filled_from(claims) | first).fit()
        self.forms = (self.person, self.contact, self.slip)
        self.offer_only_place()

    def offer_only_place(self) -> None:
        """Where one place alone is insured here, nobody has to choose it."""
        places: list[SelectChoice] = list(self.person.insured_place.choices)
        if len(places) == 1 and not self.person.insured_place.data:
            self.person.insured_place.data = places[0].value

    def validate(self) -> bool:
        """Every section, so that all faults are told at once; a browser forgets files, so they are asked for again."""
        verdicts = [form.validate() for form in self.forms]
        if not all(verdicts) and self.slip.chosen_files():
            self.slip.slip.errors = [_("改好别的内容以后，请把转诊单的照片或扫描件重新选一次")]
        return all(verdicts)

    def __iter__(self) -> Iterator[Field]:
        """The fields in the order of the page."""
        return (field for form in self.forms for field in form)

    @property
    def errors(self) -> dict[str, Sequence[str]]:
        """Every fault of every section."""
        return {name: faults for form in self.forms for name, faults in form.errors.items()}

    @property
    def form_errors(self) -> Iterable[str]:
        """Faults that hang on no field."""
        return [fault for form in self.forms for fault in form.form_errors]

    def answers(self) -> Answers:
        """What was asked and answered."""
        return {**self.slip.answers(), **self.contact.answers(), **self.person.answers(self.item)}


class NewReferral(ReferralSections):
    """A referral that was not sent in before: it needs the scan of its slip."""

    def validate(self) -> bool:
        """As every referral, and with a file."""
        is_sound = super().validate()
        if self.slip.chosen_files():
            return is_sound
        self.slip.slip.errors = [_("请拍照或选择盖了章的转诊转院单")]
        return False
