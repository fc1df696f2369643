"""What a clerk writes when deciding: a reason ready to edit, what is to be supplied, what was said on the telephone."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectMultipleField, TextAreaField

from portal.web.forms.rules import AtMost, Needed


class ActForm(FlaskForm):
    """An act on the filing as this screen saw it: `version` tells whether somebody was faster."""

    version = HiddenField()

    def seen(self) -> int:
        """The version the screen was drawn from; anything else is a screen nobody ever saw."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


class ReasonForm(ActForm):
    """A decision that has to say why."""

    reason = TextAreaField(_("理由（会写进通知书）"), [Needed(_("请写明理由，理由会写进通知书")), AtMost(1000)])


class OptionalReasonForm(ActForm):
    """An act where a reason helps and is not needed."""

    reason = TextAreaField(_("原因"), [AtMost(1000)])


class PhoneCallForm(FlaskForm):
    """What somebody was told on the telephone."""

    text = TextAreaField(_("告诉了谁、说了什么"), [Needed(_("请写明告诉了谁、说了什么")), AtMost(500)])


class CorrectionForm(ActForm):
    """The one complete notice: what is owed is always in it, the clerk may add to it."""

    kinds = SelectMultipleField(_("还要补的别的材料"), validate_choice=True)
    remark = TextAreaField(_("另外要改正或说明的（会写进告知书）"), [AtMost(1000)])
    override_reason = TextAreaField(_("主管特批的理由（第一次没有说到的，现在为什么要补）"), [AtMost(500)])
