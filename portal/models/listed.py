"""A filing as a list reads it: a third of its columns and no more, and of what its person said only who it is and
when its slip was issued."""

from datetime import date
from typing import NamedTuple, Self

from portal.domain.claims import PersonClaim, ReferralClaim
from portal.domain.vocabulary import AskedFor, Channel, FilingStatus, Outcome
from portal.models.claims_codec import PersonReader, ReferralReader
from portal.models.data_keys import HoldsItsOwnKey
from portal.models.filing import Filing
from portal.models.sealed import Openable


class _Columns(NamedTuple):
    id: int
    uid: str
    number: str
    data_key: bytes | None
    claims_sealed: bytes
    person_index: str | None
    agent_index: str | None
    item_id: str
    item_version: str
    channel: Channel
    treatment_place: str | None
    status: FilingStatus
    outcome: Outcome | None
    fault_code: str | None
    owed_kinds: str | None
    promised_on: date | None
    assigned_to_id: int | None
    asks_for: AskedFor | None
    due_on: date | None
    queue_due_on: date | None
    begins_on: date | None
    ends_on: date | None


LISTED = tuple(getattr(Filing, name) for name in _Columns._fields)
"""What a statement reads for a list."""


class Origin(NamedTuple):
    """What a filing that waits was begun from, as far as that says whether it stands."""

    is_changed: bool
    """And not renewed."""
    number: str
    status: FilingStatus
    asks_for: AskedFor | None
    begins_on: date | None
    ends_on: date | None


class ListedFiling(_Columns, HoldsItsOwnKey):
    """One filing of a list; it has no other column, so that none is asked for row by row."""

    __slots__ = ()
    __tablename__ = Filing.__tablename__
    person: Openable[PersonClaim] = Openable(PersonReader(), "claims")
    referral: Openable[ReferralClaim] = Openable(ReferralReader(), "claims")

    @classmethod
    def of(cls, filing: Filing) -> Self:
        """The same of a filing that was read whole."""
        return cls._make(getattr(filing, name) for name in cls._fields)
