"""What only the kiosk asks."""

from wtforms.fields import SelectChoice

from portal.web.forms.choices import RadioField
from portal.web.forms.portal_form import PortalForm
from portal.web.forms.rules import Needed
from portal.web.language import lazy_gettext as _

SELF, OTHER = "self", "other"


class WhomForm(PortalForm):
    """For oneself or for somebody else."""

    whom = RadioField(
        _("给谁办"),
        [Needed(_("请选一项"))],
        choices=[SelectChoice(SELF, _("给我自己办")), SelectChoice(OTHER, _("代别人办"))],
    )

    @property
    def is_for_another(self) -> bool:
        """Whether an agent files."""
        return self.whom.data == OTHER
