"""What stands beside a line of a filing's history: what was said with the act, or found."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from portal.domain.mending import Informant, Mending
from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import AskedFor, Evidence, Mark, Subject


@dataclass(frozen=True, slots=True)
class EventDetail:
    """Kept sealed with its event, and quoted by the notices of the act; most acts say one thing or nothing."""

    reason: str = ""
    kinds: tuple[str, ...] = ()  # of the documents a correction asks for
    questions: tuple[str, ...] = ()  # the key paths it opens
    remark: str = ""
    text: str = ""  # what somebody was told by telephone
    kind: str = ""  # of the one document that was added or marked
    evidence: Evidence | None = None
    mark: Mark | None = None
    note: str = ""
    insured: bool | None = None
    what: str = ""  # which rule a supervisor's reason overrides
    unchecked: tuple[Subject, ...] = ()  # what an approval passed over; its documents stand in `kinds`
    unchecked_reason: str = ""
    by: str = ""  # the number of the filing that took this one's place, or gave it back
    promised_on: date | None = None
    check_on: date | None = None  # by when a pledge is looked into
    posted_on: date | None = None  # a letter; `text` names what was in it
    stars: int = 0  # of a rating, one to five
    mending: Mending | None = None  # what was typed anew
    signed_as: SlipSigner | None = None
    said_by: Informant | None = None  # who complained by telephone or at the window
    fax: int = 0  # the number of the one it counts from
    fax_came_at: datetime | None = None
    operator: str = ""  # whoever sat at the command line, by the name the machine knows

    @property
    def asks_for(self) -> AskedFor:
        """What a correction notice that says this asks for."""
        return asked_for(self.kinds, self.questions)


def asked_for(kinds: Collection[str], questions: Collection[str]) -> AskedFor:
    """What is asked by naming these documents and opening these questions."""
    if not questions:
        return AskedFor.DOCUMENTS if kinds else AskedFor.WORDS
    return AskedFor.BOTH if kinds else AskedFor.ANSWERS


NOTHING_SAID = EventDetail()


@dataclass(frozen=True, slots=True)
class CorrectionNotice:
    """When one went out, and what it asks for."""

    at: datetime
    asks: EventDetail
