"""What whoever files for themselves signs before it is sent in, on every page that lets them."""

from wtforms import BooleanField

from portal.web.forms.consent import own_consent
from portal.web.forms.rules import Needed
from portal.web.language import lazy_gettext as _
from portal.web.questions.forms import QuestionForm


class DeclarationForm(QuestionForm):
    """The last word before sending in: the signature, what is signed, and the consent to a text that has changed."""

    agrees = BooleanField(
        _("以上内容都是真的。我知道填假的要退回多付的医保基金，并承担责任。"), [Needed(_("请看过以后打勾，再提交"))]
    )
    consents = own_consent()
