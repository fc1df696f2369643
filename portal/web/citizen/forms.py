"""What only the citizen's own pages ask: the slip one holds, papers, signatures, and the way to a filing."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.fields import SelectChoice

from portal.domain.checks_of_referral import DesignatedReferrer
from portal.domain.checks_of_stay import EmergencyAdmission, InpatientCare
from portal.domain.item import Item
from portal.domain.vocabulary import FilingType
from portal.web.forms.choices import SelectField
from portal.web.forms.date_parts import DateParts
from portal.web.forms.fields import PersonName, PlainText
from portal.web.forms.filing import YesNo, asks_for
from portal.web.forms.rules import AtMost, Needed

ANOTHER = "别的医院"


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
                SelectChoice(ANOTHER, _("别的医院")),
            ]
        else:
            del self.institution
        if not asks_for(item, InpatientCare) or asks_for(item, EmergencyAdmission):
            del self.inpatient
        return self

    def typed(self) -> dict[str, Any]:
        """The sections of the claims; without a question there is no section."""
        facts: dict[str, Any] = {}
        if "issued_on" in self:
            issued_on = self.issued_on.data.isoformat() if self.issued_on.data else None
            slip = {"institution": self._hospital(), "issued_on": issued_on}
            facts["referral"] = {key: value for key, value in slip.items() if value} or None
        if "inpatient" in self:
            answer = {"yes": True, "no": False}.get(self.inpatient.data or "")
            facts["admission"] = {"inpatient": answer} if answer is not None else None
        return {"facts": facts}

    def _hospital(self) -> str | None:
        return str(self.institution.data) if "institution" in self and self.institution.data else None

    @staticmethod
    def filled_from(claims: dict[str, Any]) -> dict[str, Any]:
        """What to show when the page is opened again."""
        facts = claims.get("facts", {})
        slip, inpatient = facts.get("referral") or {}, (facts.get("admission") or {}).get("inpatient")
        return {
            "institution": slip.get("institution"),
            "issued_on": DateParts.read(slip.get("issued_on")),
            "inpatient": None if inpatient is None else ("yes" if inpatient else "no"),
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
