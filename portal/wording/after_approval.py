"""What people ask once a filing is approved, and the fact of the guide that answers it."""

from collections.abc import Mapping

from portal.domain.item import Item
from portal.domain.sourced import Fact
from portal.wording.translation import SOURCE_LANGUAGE, _, own_value, translated

QUESTIONS_AFTER: Mapping[str, str] = {
    "settlement_card": _("看病带什么卡"),
    "free_choice": _("选哪家医院"),
    "settlement_failure": _("不能联网结算怎么办"),
    "return_home": _("回来以后怎么办"),
}


def left_open(item: Item, language: str = SOURCE_LANGUAGE) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The questions the guide is silent about, and those nobody has read it for."""
    found = [(item.facts.get(fact, Fact()), translated(name, language)) for fact, name in QUESTIONS_AFTER.items()]
    silent = tuple(name for fact, name in found if fact.is_set and not fact.value)
    return silent, tuple(name for fact, name in found if not fact.is_set)


def answers_after(item: Item, language: str = SOURCE_LANGUAGE) -> tuple[tuple[str, str], ...]:
    """Each question with what the guide says; empty where it says nothing."""
    facts = ((name, item.facts.get(fact)) for fact, name in QUESTIONS_AFTER.items())
    return tuple((translated(name, language), own_value(fact, language) if fact else "") for name, fact in facts)
