"""The tick by which somebody says that others use this computer too."""

from wtforms import BooleanField

from portal.web.language import lazy_gettext as _

FIELD = "is_shared"


def shared_computer() -> BooleanField:
    """Asked wherever a browser would be remembered."""
    return BooleanField(_("这台电脑或手机别人也用，退出以后什么都不要留下"))
