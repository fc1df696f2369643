"""What only the citizen's own pages ask: signatures, the way to a filing, and what is said of it."""

from wtforms import HiddenField
from wtforms.fields import SelectChoice

from portal.web.forms.choices import RadioField
from portal.web.forms.fields import FilingNumberField, LongText, PersonName, PlainText
from portal.web.forms.portal_form import PortalForm
from portal.web.forms.rules import AtMost, Needed
from portal.web.labels import SATISFACTION
from portal.web.language import lazy_gettext as _


class SignatureForm(PortalForm):
    """A name typed in place of a signature."""

    signed_name = PersonName(_("签名（写上您的姓名）"), [Needed(_("请写上您的姓名，作为签名"))])


class BindForm(PortalForm):
    """A filing made at a window or by telephone."""

    number = FilingNumberField(_("编号（12 位数字）"), [Needed(_("请填写回执上的编号"))])
    code = PlainText(_("一次性代码（6 位数字）"), [Needed(_("请填写工作人员给您的一次性代码"))])


class CloseForm(PortalForm):
    """Why a filing is no longer needed."""

    reason = PlainText(_("为什么取消，例如已经回来住"), [AtMost(200)])


class ReturnForm(PortalForm):
    """That one is back, and what there is to say of it."""

    version = HiddenField()
    reason = PlainText(_("想说的话，例如哪天回来的"), [AtMost(200)])


class RatingForm(PortalForm):
    """How content its person is."""

    stars = RadioField(
        _("您对这次办理满意吗？"),
        [Needed(_("请选一项"))],
        choices=[SelectChoice(str(stars), name) for stars, name in SATISFACTION.items()],
    )
    remark = PlainText(_("想说的话"), [AtMost(200)])


class ComplaintForm(PortalForm):
    """What went wrong, or could be better."""

    words = LongText(_("要投诉什么，或者有什么意见"), [Needed(_("请写下要投诉的事或意见")), AtMost(1000)])
