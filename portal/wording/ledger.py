"""How a decision stands to its last day, in words."""

from collections.abc import Mapping

from portal.domain.timeliness import Timeliness
from portal.wording.translation import SOURCE_LANGUAGE, pgettext, translated

NAMES: Mapping[Timeliness, str] = {
    Timeliness.EARLY: pgettext("name", "在期限以前办结"),
    Timeliness.LAST_DAY: pgettext("name", "在最后一天办结"),
    Timeliness.LATE: pgettext("name", "过了期限才办结"),
    Timeliness.NO_LIMIT: pgettext("name", "办结了，指南没有写期限"),
    Timeliness.OPEN: pgettext("name", "还在办"),
    Timeliness.OPEN_LATE: pgettext("name", "还在办，已经过了期限"),
    Timeliness.UNDECIDED: pgettext("name", "没有办到决定就结束了"),
}


def timeliness_name(member: Timeliness, language: str = SOURCE_LANGUAGE) -> str:
    """As a report calls it."""
    return translated(NAMES[member], language)
