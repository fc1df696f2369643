"""A look at a filing as a screen reads it: in one statement of the columns that say who looked when, and no entity."""

from datetime import date, datetime
from typing import NamedTuple, Self

from sqlalchemy import bindparam, select

from portal.domain.api_keys import USERNAME
from portal.domain.vocabulary import Role
from portal.models.accounts import Identity, User
from portal.models.codecs import Typed
from portal.models.data_keys import HoldsItsOwnKey
from portal.models.events import AccessLog
from portal.models.sealed import Openable


class _LookingColumns(NamedTuple):
    uid: str
    data_key: bytes | None
    identity_sealed: bytes
    role: Role
    username: str | None


class LookingAccount(_LookingColumns, HoldsItsOwnKey):
    """Whoever looked: what they are called, and what they are."""

    __slots__ = ()
    __tablename__ = User.__tablename__
    identity: Openable[Identity] = Openable(Typed(Identity), "identity")

    @property
    def is_of_a_key(self) -> bool:
        """As the account's own."""
        return (self.username or "").startswith(USERNAME)


class FilingLook(NamedTuple):
    """One line of who looked at a filing."""

    at: datetime
    actor_id: int
    what: str
    day: date | None
    actor: LookingAccount

    @classmethod
    def of(cls, at: datetime, actor_id: int, what: str, day: date | None, *account: object) -> Self:
        """Of a row that `LOOKS` found."""
        return cls(at, actor_id, what, day, LookingAccount._make(account))


LOOKS = (
    select(
        AccessLog.at,
        AccessLog.actor_id,
        AccessLog.what,
        AccessLog.day,
        *(getattr(User, name) for name in _LookingColumns._fields),
    )
    .join(User, User.id == AccessLog.actor_id)
    .where(AccessLog.filing_id == bindparam("filing"))
    .order_by(AccessLog.id.desc())
)
"""All there are, the newest first."""
