"""The one row of each question, and which of its wordings a channel reads."""

from collections.abc import Mapping
from dataclasses import replace

from portal.domain.item import Item
from portal.domain.questions import CITIZEN, Question, asked_by_rules
from portal.domain.vocabulary import Channel
from portal.web.questions.contact import CONTACT
from portal.web.questions.person import PERSON
from portal.web.questions.referral import BY_HOSPITAL, BY_TELEPHONE, REFERRAL
from portal.web.questions.stay import STAY, STAY_AHEAD
from portal.web.questions.wording import Wording

WORDINGS: Mapping[str, Wording] = {**PERSON, **STAY, **REFERRAL, **CONTACT}
_IN_CHANNEL: Mapping[Channel, Mapping[str, Wording]] = {Channel.HOSPITAL: BY_HOSPITAL, Channel.PHONE: BY_TELEPHONE}


def wording_of(question: Question, channel: Channel, looks_ahead: bool) -> Wording:
    """How that channel asks it; `looks_ahead` where the item speaks of a stay that is still to come."""
    own = _IN_CHANNEL.get(channel, {}).get(question.path)
    if own is not None:
        return own
    usual = WORDINGS[question.path]
    if looks_ahead:
        usual = STAY_AHEAD.get(question.path, usual)
    if channel is Channel.KIOSK:  # the next person must not be offered what this one typed
        return replace(usual, autocomplete="off")
    return usual if channel in CITIZEN else usual.for_somebody_else()


def looks_ahead(item: Item) -> bool:
    """Whether nobody need have been admitted yet."""
    return "admission.on" not in asked_by_rules(item)
