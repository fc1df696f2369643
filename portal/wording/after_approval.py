"""What people ask once a filing is approved, and the fact of the guide that answers it."""

from collections.abc import Mapping

from portal.domain.item import Item
from portal.wording.translation import SOURCE_LANGUAGE, _, own_value, translated

QUESTIONS_AFTER: Mapping[str, str] = {
    "settlement_card": _("看病带什么卡"),
    "free_choice": _("选哪家医院"),
    "settlement_failure": _("不能联网结算怎么办"),
    "return_home": _("回来以后怎么办"),
}


def answers_after(item: Item, language: str = SOURCE_LANGUAGE) -> tuple[tuple[str, str], ...]:
    """Each question with what the guide says; empty where it says nothing."""
    facts = ((name, item.facts.get(fact)) for fact, name in QUESTIONS_AFTER.items())
    return tuple((translated(name, language), own_value(fact, language) if fact else "") for name, fact in facts)
