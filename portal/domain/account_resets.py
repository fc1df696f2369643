"""A password or a second factor that somebody else resets: what it is, how far it has come, what its owner says."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

OPEN_FOR = timedelta(hours=72)
"""How long a reset waits for its second person: over a weekend."""


class ResetKind(StrEnum):
    """What is taken away so that its owner chooses it anew."""

    PASSWORD = "password"  # noqa: S105 - by a link
    FACTOR = "factor"  # at the next sign-in by password


class ResetState(StrEnum):
    """How far it has come."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"  # by a second person
    CALLED_BACK = "called_back"  # its owner was rung on their own telephone
    AT_ONCE = "at_once"  # nobody but the operator is there
    TAKEN_BACK = "taken_back"
    EXPIRED = "expired"


IN_EFFECT = (ResetState.CONFIRMED, ResetState.CALLED_BACK, ResetState.AT_ONCE)


class ResetAnswer(StrEnum):
    """What the owner of the account says of it at the next sign-in."""

    RECOGNISED = "recognised"
    DISOWNED = "disowned"


@dataclass(frozen=True, slots=True)
class CallBack:
    """A call to the owner of an account: which number was rung, when, and what whoever answered knew."""

    phone: str
    at: datetime
    last_four: str
