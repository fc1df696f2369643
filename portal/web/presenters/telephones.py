"""Which office a number of a guide rings, where the guide prints those of several."""

from collections.abc import Mapping

from portal.catalogue.county import County
from portal.web.language import language
from portal.wording.translation import own_name


def offices_by_number(county: County) -> Mapping[str, str]:
    """The name of the office for each number; nothing where there is one office to ring."""
    found = {each.phone.value: own_name(each, language()) for each in county.offices if each.phone.value}
    return found if len(found) > 1 else {}
