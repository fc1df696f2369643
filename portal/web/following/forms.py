"""What somebody without an account types."""

from portal.web.forms.fields import FilingNumberField, PlainText
from portal.web.forms.portal_form import PortalForm
from portal.web.forms.rules import AtMost, Needed
from portal.web.language import lazy_gettext as _


def last_four_field() -> PlainText:
    """Four characters that the person of a filing knows."""
    return PlainText(_("参保人身份证号后四位"), [Needed(_("请填写身份证号最后四位")), AtMost(40)])


class LastFourForm(PortalForm):
    """Those four alone."""

    last_four = last_four_field()


class ProgressForm(PortalForm):
    """The number of a filing, and those four."""

    number = FilingNumberField(_("编号（12 位数字）"), [Needed(_("请填写回执上的编号")), AtMost(30)])
    last_four = last_four_field()
