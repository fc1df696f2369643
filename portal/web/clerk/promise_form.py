"""What somebody says of the papers that are still to come: which are at hand, and by which day they will be here."""

from datetime import date, timedelta

from wtforms import SelectMultipleField
from wtforms.fields import SelectChoice

from portal.domain.item import Item
from portal.domain.materials import brought
from portal.services.intake import Promised
from portal.web.dates import day_of_this_year
from portal.web.forms.choices import SelectField
from portal.web.forms.portal_form import PortalForm
from portal.web.language import gettext
from portal.web.language import lazy_gettext as _
from portal.web.presenters.sentences import document_title

DAYS_OFFERED = 10
"""From today on: who promises more has not promised; a later day can be noted on the filing."""


class PromiseForm(PortalForm):
    """Both may be left open: nobody is asked twice while they look for a paper."""

    at_hand = SelectMultipleField(_("手边有哪些材料"), validate_choice=False)
    promised_on = SelectField(_("哪天以前补来"), validate_choice=False)

    @classmethod
    def of(cls, item: Item, today: date) -> "PromiseForm":
        """The papers of the item, and the days from today on."""
        form = cls()
        kinds = [material.kind for material in brought(item) if not material.only_with_agent]
        form.at_hand.choices = [SelectChoice(kind, document_title(item, kind)) for kind in kinds]
        days = [today + timedelta(days=ahead) for ahead in range(DAYS_OFFERED)]
        named = [SelectChoice(each.isoformat(), day_of_this_year(each)) for each in days]
        form.promised_on.choices = [SelectChoice("", gettext("没有说")), *named]
        return form

    def promised(self) -> Promised:
        """What was said; a day that was not offered was not said."""
        offered = [choice.value for choice in self.promised_on.choices if choice.value == self.promised_on.data]
        on = date.fromisoformat(offered[0]) if offered and offered[0] else None
        return Promised(on, tuple(self.at_hand.data or ()))
