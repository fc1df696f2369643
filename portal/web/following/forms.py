"""What somebody without an account types."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from portal.web.forms.fields import PlainText
from portal.web.forms.rules import AtMost, Needed


class ProgressForm(FlaskForm):
    """The number of a filing, and four characters that its person knows."""

    number = PlainText(_("编号（12 位数字）"), [Needed(_("请填写回执上的编号")), AtMost(30)])
    last_four = PlainText(_("参保人身份证号后四位"), [Needed(_("请填写身份证号最后四位")), AtMost(4)])
