"""What people type to get in: names and passwords, never more than the act needs."""

from wtforms import HiddenField, PasswordField, ValidationError

from portal.domain.errors import Invalid
from portal.services import password_rules
from portal.web.forms.choices import RadioField
from portal.web.forms.consent import own_consent
from portal.web.forms.fields import IdNumber, Mailbox, PersonName, Phone, PlainText
from portal.web.forms.portal_form import PortalForm
from portal.web.forms.rules import AtMost, Needed
from portal.web.forms.shared import shared_computer
from portal.web.language import lazy_gettext as _
from portal.web.presenters.sentences import refused


class LoginForm(PortalForm):
    """Citizens sign in by telephone, staff by user name."""

    login = PlainText(_("手机号（工作人员填用户名）"), [Needed(_("请填写手机号或用户名")), AtMost(64)])
    password = PasswordField(_("密码"), [Needed(_("请填写密码"))])
    is_shared = shared_computer()
    next = HiddenField()
    unsent = HiddenField()  # a form that this browser carries (services/parked.py)


class NewPassword(PasswordField):
    """A password to be chosen: what is wrong with it is said with whatever else is wrong on the page."""

    def pre_validate(self, form: object) -> None:
        """The rules of the service that keeps it."""
        try:
            password_rules.check(self.data or "")
        except Invalid as fault:
            raise ValidationError(refused(fault)) from None


class RegisterForm(PortalForm):
    """A citizen's account."""

    name = PersonName(_("姓名"), [Needed(_("请填写姓名，和身份证上一样"))])
    id_number = IdNumber(_("身份证号"), [Needed(_("请填写 18 位身份证号"))])
    phone = Phone(_("手机号（以后用它登录）"), [Needed(_("请填写手机号"))])
    password = NewPassword(_("设一个密码"), [Needed(_("请设一个密码"))])
    consents = own_consent()
    next = HiddenField()


class PhoneCodeForm(PortalForm):
    """The code that was sent to the telephone of who registers; what they typed comes along, sealed."""

    code = PlainText(_("验证码"), [Needed(_("请填短信里的验证码")), AtMost(64)])
    is_shared = shared_computer()
    registration = HiddenField()
    next = HiddenField()


class AcceptInvitationForm(PortalForm):
    """A member of staff takes up an invitation."""

    name = PersonName(_("您的姓名"), [Needed(_("请填写姓名"))])
    id_number = IdNumber(_("您本人的身份证号"), [Needed(_("请填写您本人的 18 位身份证号"))])
    password = NewPassword(_("设一个密码"), [Needed(_("请设一个密码"))])


class ResetForm(PortalForm):
    """A new password by a link."""

    password = NewPassword(_("新密码"), [Needed(_("请设一个新密码"))])


class BoundResetForm(ResetForm):
    """The same by a link that is bound to its owner's own number."""

    id_number = IdNumber(_("您本人的身份证号"), [Needed(_("请填写您本人的 18 位身份证号"))])


class OwnPhoneForm(PortalForm):
    """On which telephone a member of staff is to be rung."""

    phone = Phone(_("您本人的手机号或电话"), [Needed(_("请填写您本人的手机号或电话"))])


class HouseholdForm(PortalForm):
    """One of the household of a member of staff."""

    member_number = IdNumber(_("家人的身份证号"), [Needed(_("请填写家人的 18 位身份证号"))])


class FormerMemberForm(PortalForm):
    """One who lives there no more; the number is the only name they have here."""

    former_number = IdNumber(_("要删去的家人的身份证号"), [Needed(_("请填写要删去的家人的 18 位身份证号"))])


class PasswordForm(PortalForm):
    """A new password, knowing the old one."""

    old_password = PasswordField(_("现在的密码"), [Needed(_("请填写现在的密码"))])
    password = NewPassword(_("新密码"), [Needed(_("请填写新密码"))])


class FactorForm(PortalForm):
    """The second factor: a code of the telephone, or a recovery code."""

    code = PlainText(_("动态码（6 位数字）"), [Needed(_("请填手机上现在显示的 6 位数字")), AtMost(64)])
    next = HiddenField()


class FirstCodeForm(FactorForm):
    """The first code of a telephone that was just told the secret, which the form carries sealed."""

    offer = HiddenField()


class ClosingForm(PortalForm):
    """The password once more, before the account is gone."""

    old_password = PasswordField(_("您的密码"), [Needed(_("请填写密码，确认是您本人"))])


class OwnMessagesForm(PortalForm):
    """How messages are to reach the account's owner."""

    language = RadioField(_("消息用哪种文字"), [Needed(_("请选一种文字"))])
    mailbox = Mailbox(_("电子邮箱"), [AtMost(254)])


class NewPhoneForm(PortalForm):
    """Another telephone to sign in by; the password once more."""

    phone = Phone(_("新的手机号"), [Needed(_("请填写新的手机号"))])
    old_password = PasswordField(_("您的密码"), [Needed(_("请填写密码，确认是您本人"))])


class NewPhoneCodeForm(PortalForm):
    """The code that was sent to the new telephone, and what the browser carries meanwhile."""

    code = PlainText(_("验证码"), [Needed(_("请填短信里的验证码")), AtMost(64)])
    proof = HiddenField()


class MailboxCodeForm(PortalForm):
    """The code that was sent to one's mailbox, and what the browser carries meanwhile."""

    code = PlainText(_("验证码"), [Needed(_("请填邮件里的验证码")), AtMost(64)])
    proof = HiddenField()


class OwnNumberForm(PortalForm):
    """Who was invited before this was asked tells their own number."""

    id_number = IdNumber(_("您本人的身份证号"), [Needed(_("请填写您本人的 18 位身份证号"))])


class RecoveryForm(PortalForm):
    """A new password by a code that the office read out."""

    phone = Phone(_("手机号（注册时填的）"), [Needed(_("请填写注册时填的手机号"))])
    code = PlainText(_("一次性代码（8 位数字）"), [Needed(_("请填写工作人员念给您的代码"))])
    password = NewPassword(_("新密码"), [Needed(_("请设一个新密码"))])
