"""What only the citizen's own pages ask: the slip one holds, papers, signatures, and the way to a filing."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.fields import SelectChoice

from portal.domain.checks_of_referral import DesignatedReferrer
from portal.domain.checks_of_stay import EmergencyAdmission, InpatientCare
from portal.domain.claims import NOT_LISTED, Answer, Answers, Claims
from portal.domain.item import Item
from portal.domain.vocabulary import FilingType
from portal.web.forms.choices import SelectField
from portal.web.forms.date_parts import DateParts
from portal.web.forms.fields import PersonName, PlainText
from portal.web.forms.filing import YesNo, as_answer, as_flag, asks_for
from portal.web.forms.rules import AtMost, Needed


class SlipForm(FlaskForm):
    """The referral slip a person holds in the hand."""

    institution = SelectField(_("转诊转院单是哪家医院开的"), [Needed(_("请选择开单的医院"))])
    issued_on = DateParts(_("转诊转院单是哪天开的"), [Needed(_("请填写转诊转院单上的日期"))])
    inpatient = YesNo(_("这次去是住院吗？"), [Needed(_("请选择是不是住院"))])

    def fit(self, item: Item) -> "SlipForm":
        """Keep the questions this item asks; only a referral has a slip."""
        if item.filing_type is not FilingType.REFERRAL:
            del self.institution, self.issued_on
        elif asks_for(item, DesignatedReferrer):
            names = [hospital.name for hospital in item.place.hospitals]
            self.institution.choices = [
                SelectChoice("", _("请选择")),
                *(SelectChoice(name, name) for name in names),
                SelectChoice(NOT_LISTED, _("别的医院")),
            ]
        else:
            del self.institution
        if not asks_for(item, InpatientCare) or asks_for(item, EmergencyAdmission):
            del self.inpatient
        return self

    def answers(self) -> Answers:
        """What was asked and answered."""
        answers: dict[str, Answer] = {}
        if "issued_on" in self:
            answers["referral.issued_on"] = self.issued_on.data
        if "institution" in self:
            answers["referral.institution"] = self.institution.data or None
        if "inpatient" in self:
            answers["admission.inpatient"] = as_flag(self.inpatient.data)
        return answers

    @staticmethod
    def filled_from(claims: Claims) -> dict[str, str | date | None]:
        """What to show when the page is opened again."""
        return {
            "institution": claims.referral.institution,
            "issued_on": claims.referral.issued_on,
            "inpatient": as_answer(claims.admission.inpatient),
        }


class SignatureForm(FlaskForm):
    """A name typed in place of a signature."""

    signed_name = PersonName(_("签名（写上您的姓名）"), [Needed(_("请写上您的姓名，作为签名"))])


class DeclarationForm(SignatureForm):
    """The last word before sending in."""

    agrees = BooleanField(
        _("以上内容都是真的。我知道填假的要退回多付的医保基金，并承担责任。"), [Needed(_("请看过以后打勾，再提交"))]
    )


class BindForm(FlaskForm):
    """A filing made at a window or by telephone."""

    number = PlainText(_("编号（12 位数字）"), [Needed(_("请填写受理单上的编号"))])
    code = PlainText(_("一次性代码（6 位数字）"), [Needed(_("请填写工作人员给您的一次性代码"))])


class CloseForm(FlaskForm):
    """Why a filing is no longer needed."""

    reason = PlainText(_("为什么取消，例如已经回来住"), [AtMost(200)])
