"""What only the citizen's own pages ask: signatures, and the way to a filing."""

from wtforms import BooleanField

from portal.web.forms.consent import own_consent
from portal.web.forms.fields import FilingNumberField, PersonName, PlainText
from portal.web.forms.portal_form import PortalForm
from portal.web.forms.rules import AtMost, Needed
from portal.web.language import lazy_gettext as _
from portal.web.questions.forms import QuestionForm


class SignatureForm(PortalForm):
    """A name typed in place of a signature."""

    signed_name = PersonName(_("签名（写上您的姓名）"), [Needed(_("请写上您的姓名，作为签名"))])


class DeclarationForm(QuestionForm):
    """The last word before sending in: the signature, what is signed, and the consent to a text that has changed."""

    agrees = BooleanField(
        _("以上内容都是真的。我知道填假的要退回多付的医保基金，并承担责任。"), [Needed(_("请看过以后打勾，再提交"))]
    )
    consents = own_consent()


class BindForm(PortalForm):
    """A filing made at a window or by telephone."""

    number = FilingNumberField(_("编号（12 位数字）"), [Needed(_("请填写回执上的编号"))])
    code = PlainText(_("一次性代码（6 位数字）"), [Needed(_("请填写工作人员给您的一次性代码"))])


class CloseForm(PortalForm):
    """Why a filing is no longer needed."""

    reason = PlainText(_("为什么取消，例如已经回来住"), [AtMost(200)])
