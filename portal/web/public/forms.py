"""What strangers type: the fields that are judged one at a time, as soon as they are left, and a certificate."""

from wtforms import Form

from portal.domain.certificate import LONGEST_TEXT
from portal.web.forms.fields import IdNumber, LongText, Phone
from portal.web.forms.portal_form import PortalForm
from portal.web.forms.rules import AtMost, Needed
from portal.web.language import lazy_gettext as _


class Checked(Form):
    """The fields that can be judged without the rest of their form."""

    id_number = IdNumber()
    phone = Phone()


class CertificateForm(PortalForm):
    """The text of a certificate, or the address in its QR."""

    certificate = LongText(_("码里的文字或网址"), [Needed(_("请粘贴码里的文字")), AtMost(LONGEST_TEXT)])
