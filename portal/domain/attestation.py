"""What a document speaks of: where one of these answers is changed, what a clerk found of it is open again."""

from collections.abc import Iterable

from portal.domain.questions import Section, question_at
from portal.domain.vocabulary import DocumentKind

IDENTITY = frozenset({"person.name", "person.id_number"})
"""What a clerk compared with the card, and whom every document is of; changed, all has to be compared again."""

TYPED_FROM = {DocumentKind.REFERRAL_SLIP.value: (Section.SLIP, Section.REFERRAL)}
"""Documents whose content is typed beside them: whoever brings another one says what stands on it."""

_AGENT = frozenset({"agent.name", "agent.id_number"})
_WHERE = frozenset({"treatment_place", "hospital"})
_WHY_AWAY = frozenset({"treatment_place", "person.kind", "person.retired", "household_moved"})
_STAY = frozenset({"begins_on", "stay_months", "stay_days"})
_ADMISSION = frozenset({"on", "emergency", "inpatient", "networked", "discharged_on"})

_SPEAKS_OF: dict[str, frozenset[str]] = {
    DocumentKind.IDENTITY: _AGENT,  # an agent shows both cards
    DocumentKind.SETTLEMENT_PROOF: _WHY_AWAY,
    DocumentKind.RESIDENCE_PROOF: _WHY_AWAY,
    DocumentKind.POSTING_PROOF: _WHY_AWAY | _STAY,
    DocumentKind.REFERRAL_SLIP: _WHERE,
    DocumentKind.EMERGENCY_RECORD: _WHERE | {f"admission.{each}" for each in _ADMISSION},
    DocumentKind.AGENT_IDENTITY: _AGENT,
    DocumentKind.AUTHORISATION_LETTER: _AGENT,
}
_SAYS_NOTHING_OF = frozenset({Section.CALLER, Section.CONTACT, Section.SIGNATURE})


def speaks_of(kind: str, paths: Iterable[str]) -> bool:
    """Whether a document of that kind says anything of these answers.

    A form brought on paper, or a kind that a county's file adds, speaks of all that the rules look at.
    """
    return any(_speaks_of(kind, path) for path in paths)


def _speaks_of(kind: str, path: str) -> bool:
    section = question_at(path).section
    if path in IDENTITY or section in TYPED_FROM.get(kind, ()):
        return True
    known = _SPEAKS_OF.get(kind)
    return section not in _SAYS_NOTHING_OF if known is None else path in known
