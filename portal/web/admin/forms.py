"""What a supervisor fills in."""

from collections.abc import Sequence

from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import Regexp

from portal.domain.account_resets import CallBack, ResetKind
from portal.domain.api_keys import LONGEST_NAME, MOST_DAYS, SCOPES_OF, Scope
from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import Role
from portal.services.api_keys import Wanted
from portal.web.forms.choices import RadioField, SelectField
from portal.web.forms.date_parts import DateParts
from portal.web.forms.fields import FilingNumberField, Instant, LongText, Phone, PlainText, WholeNumber
from portal.web.forms.portal_form import PortalForm
from portal.web.forms.rules import AtMost, Needed, NeededWhere, Visible
from portal.web.labels import label
from portal.web.language import lazy_gettext as _


class InviteForm(PortalForm):
    """Somebody who is to get an account: as what, by which user name, and where."""

    role = RadioField(_("做什么工作"), [Needed(_("请选择做什么工作"))])
    username = PlainText(
        _("用户名"),
        [
            Needed(_("请填写用户名")),
            Regexp(r"[A-Za-z][A-Za-z0-9._-]{2,31}\Z", message=_("用户名用 3 到 32 个英文字母或数字，字母开头")),
        ],
    )
    office = SelectField(_("在哪个办事处（经办人填）"))
    hospital = SelectField(_("在哪家医院（医院经办人填）"), [NeededWhere("role", Role.HOSPITAL, _("请选择在哪家医院"))])
    employer = SelectField(_("在哪个单位（单位经办人填）"), [NeededWhere("role", Role.EMPLOYER, _("请选择在哪个单位"))])
    signs_as = SelectField(_("以什么身份签转诊单（医院经办人填）"))

    def fit(
        self,
        offices: list[tuple[str, str]],
        hospitals: list[tuple[str, str]],
        employers: list[tuple[str, str]],
        signers: Sequence[SlipSigner],
    ) -> "InviteForm":
        """Offer the county's own offices, hospitals and units, and as what its hospitals sign slips."""
        roles = (Role.CLERK, Role.HOSPITAL, Role.EMPLOYER, Role.SUPERVISOR)
        self.role.choices = [SelectChoice(role.value, label(role)) for role in roles]
        self.office.choices = [SelectChoice("", _("不分办事处")), *(SelectChoice(*each) for each in offices)]
        self.hospital.choices = [SelectChoice("", _("请选择")), *(SelectChoice(*each) for each in hospitals)]
        self.employer.choices = [SelectChoice("", _("请选择")), *(SelectChoice(*each) for each in employers)]
        self.signs_as.choices = signer_choices(signers)
        if not signers:
            del self.signs_as
        return self

    @property
    def signer(self) -> SlipSigner | None:
        """As what whoever is invited signs; nothing where the county does not ask."""
        return SlipSigner(self.signs_as.data) if "signs_as" in self and self.signs_as.data else None


def signer_choices(signers: Sequence[SlipSigner]) -> list[SelectChoice]:
    """As what somebody of a hospital may sign slips."""
    return [SelectChoice("", _("不签转诊单")), *(SelectChoice(signer.value, label(signer)) for signer in signers)]


class SignerForm(PortalForm):
    """As what an account of a hospital signs slips."""

    signs_as = SelectField(_("以什么身份签转诊单"))

    def fit(self, signers: Sequence[SlipSigner], now: SlipSigner | None) -> "SignerForm":
        """Offer what the county's files ask for, and what the account has."""
        known = dict.fromkeys((*signers, *((now,) if now else ())))
        self.signs_as.choices = signer_choices(tuple(known))
        return self

    @property
    def signer(self) -> SlipSigner | None:
        """What was chosen."""
        return SlipSigner(self.signs_as.data) if self.signs_as.data else None


class TerminalForm(PortalForm):
    """A device on which people are to file for themselves."""

    place = PlainText(
        _("放在哪里，例如“政务大厅一楼东门”"), [Needed(_("请写明这台自助机放在哪里")), AtMost(40), Visible()]
    )


class EmployerForm(PortalForm):
    """A unit that is to file for its staff."""

    name = PlainText(_("单位名称"), [Needed(_("请填写单位名称，和公章一样")), AtMost(80), Visible()])
    credit_code = PlainText(
        _("统一社会信用代码"), [Needed(_("请填写统一社会信用代码，在营业执照或法人证书上")), AtMost(40), Visible()]
    )


class HospitalForm(PortalForm):
    """A hospital newly designated."""

    name = PlainText(_("医院全名"), [Needed(_("请填写医院全名，和公章一样")), AtMost(80), Visible()])
    designated_from = DateParts(_("从哪天起能开转诊单"))


class DesignationForm(PortalForm):
    """From when to when a hospital may refer."""

    designated_from = DateParts(_("从哪天起能开转诊单"))
    designated_until = DateParts(_("到哪天为止（还在继续的不填）"))


class OverrideForm(PortalForm):
    """Letting an agent file for one person more."""

    number = FilingNumberField(_("草稿编号"), [Needed(_("请填写代办人报的草稿编号")), AtMost(20), Visible()])
    reason = LongText(_("理由"), [Needed(_("请写明为什么同意，理由会记入办理记录")), AtMost(300), Visible()])


class ResetRequestForm(PortalForm):
    """What of somebody's account is to be reset, and why."""

    kind = RadioField(
        _("要重设什么"),
        [Needed(_("请选择要重设什么"))],
        choices=[
            SelectChoice(ResetKind.PASSWORD, _("密码：忘了")),
            SelectChoice(ResetKind.FACTOR, _("动态码：手机丢了，恢复码也没有")),
        ],
    )
    reason = LongText(_("为什么"), [Needed(_("请写明为什么要重设，本人会看到")), AtMost(300), Visible()])


class CallBackForm(PortalForm):
    """That the owner of the account was rung, and what they knew."""

    phone = Phone(_("您拨的号码"), [Needed(_("请填写您拨的号码"))])
    called_at = Instant(_("什么时候打的"), [Needed(_("请填写什么时候打的"))])
    wants_it = BooleanField(_("他说是自己要求重设的"), [Needed(_("请问是不是他自己要求的，是才能打勾"))])
    last_four = PlainText(_("他说的身份证号后四位"), [Needed(_("请问本人的身份证号后四位"))])

    def call(self) -> CallBack:
        """As it was."""
        assert self.called_at.data is not None, "the form was validated"
        return CallBack(self.phone.data, self.called_at.data, self.last_four.data)


class KeyForm(PortalForm):
    """A key for an institution's systems: whose, for which hospital, for what and for how long."""

    institution = PlainText(
        _("机构全名"), [Needed(_("请填写机构全名，本人查“谁看过”时会看到")), AtMost(LONGEST_NAME), Visible()]
    )
    hospital = SelectField(_("是本县的转诊医院吗"))
    scopes = SelectMultipleField(_("这把密钥能做什么"), [Needed(_("请选择这把密钥能做什么"))])
    days = WholeNumber(_("能用多少天"), [Needed(_("请填写能用多少天，最多一年"))], most=MOST_DAYS)

    def fit(self, hospitals: list[tuple[str, str]]) -> "KeyForm":
        """Offer the county's own hospitals, and all that a key may be for."""
        self.hospital.choices = [
            SelectChoice("", _("不是，或者是别的机构")),
            *(SelectChoice(*each) for each in hospitals),
        ]
        offered = dict.fromkeys(scope for scopes in SCOPES_OF.values() for scope in scopes)
        self.scopes.choices = [SelectChoice(scope.value, label(scope)) for scope in offered]
        return self

    def wanted(self) -> Wanted:
        """What the form says."""
        scopes = [Scope(value) for value in self.scopes.data or ()]
        return Wanted(self.institution.data, scopes, self.days.data or 0, self.hospital.data or None)


class AnswerForm(PortalForm):
    """What is answered to a complaint, and to which."""

    complaint = HiddenField()
    answer = LongText(_("答复"), [Needed(_("请写下答复")), AtMost(1000)])
