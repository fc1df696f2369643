"""The tick under what is done with people's data: who asked whom for it differs from channel to channel."""

from collections.abc import Mapping

from wtforms import BooleanField, Label

from portal.domain.vocabulary import Channel
from portal.web.forms.rules import Needed
from portal.web.language import lazy_gettext as _
from portal.web.presenters.privacy import PrivacyText, privacy_text

_SIGNED = _("参保人或代办人看过“个人信息怎么用”，已签字同意")
_LABELS: Mapping[Channel, str] = {
    Channel.ONLINE: _("我看过“个人信息怎么用”，同意。替别人办的，他也同意"),
    Channel.PHONE: _("已把“个人信息怎么用”念给对方听，他同意"),
    Channel.WINDOW: _SIGNED,
    Channel.FAX: _SIGNED,
    Channel.HOSPITAL: _("已把“个人信息怎么用”告诉病人或家属，他们同意"),
}


OF_PATIENTS = _LABELS[Channel.HOSPITAL]
OF_STAFF = _("已把“个人信息怎么用”告诉表里的每一位职工，他们同意")
"""Where a spreadsheet brings many people."""


class ConsentField(BooleanField):
    """Agreed to the text of today, which stands above it."""

    @property
    def text(self) -> PrivacyText:
        """That text."""
        return privacy_text()

    def asked_in(self, channel: Channel) -> None:
        """Say it as that channel asks for it."""
        self.say(_LABELS[channel])

    def say(self, sentence: str) -> None:
        """Say it like this."""
        self.label = Label(self.id, sentence)


def own_consent() -> ConsentField:
    """Whoever fills the form agrees themselves."""
    return ConsentField(
        _LABELS[Channel.ONLINE], [Needed(_("不同意就不能在网上办。您可以到窗口办；愿意在网上办，请打勾"))]
    )


def consent_of_others() -> ConsentField:
    """Somebody at work asked the person, and says so."""
    return ConsentField("", [Needed(_("请先告诉对方个人信息怎么用，对方同意了再打勾；不同意就不能办"))])
