"""The fields that are judged one at a time, as soon as somebody leaves them."""

from wtforms import Form

from portal.web.forms.fields import IdNumber, Phone


class Checked(Form):
    """The fields that can be judged without the rest of their form."""

    id_number = IdNumber()
    phone = Phone()
