"""A reset of somebody else's account: a request until a second person confirms it, and then for its owner to answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    column,
    func,
    select,
    table,
    text,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from portal.domain.account_resets import IN_EFFECT, ResetAnswer, ResetKind, ResetState
from portal.models.accounts import User
from portal.models.base import Row, UtcDateTime, Word, db, none_of, one_of
from portal.models.codecs import Typed
from portal.models.sealed import Sealed

_WAITING = text("state = 'waiting'")
_BY_CALL = text("state = 'called_back' AND answer IS NULL")
_IN_EFFECT = one_of("state", IN_EFFECT)
_BESIDE = table("account_resets", column("account_id"), column("state"), column("answer")).alias()


@dataclass(frozen=True, slots=True)
class ResetReason:
    """Why it was wanted."""

    text: str


class AccountReset(Row):
    """Who wants what of whose account reset, who confirmed it, and what its owner says; the operator has no account.

    Where the account can decide about filings (`needs_second`) nobody does it alone.
    """

    __tablename__ = "account_resets"
    __table_args__ = (
        CheckConstraint("expires_at > asked_at", name="ends_after_it_began"),
        CheckConstraint("(state = 'waiting') = (settled_at IS NULL)", name="waits_until_settled"),
        CheckConstraint("asked_by_id IS NULL OR asked_by_id <> account_id", name="nobody_asks_for_their_own"),
        CheckConstraint(
            f"{none_of('state', IN_EFFECT)} OR settled_by_id IS NULL OR settled_by_id <> account_id",
            name="nobody_confirms_their_own",
        ),
        CheckConstraint(
            "state <> 'confirmed' OR coalesce(asked_by_id, 0) <> coalesce(settled_by_id, 0)",
            name="confirmed_by_a_second",
        ),
        CheckConstraint(
            "state <> 'called_back' OR (asked_by_id IS NOT NULL AND settled_by_id IS NOT NULL"
            " AND settled_by_id = asked_by_id)",
            name="called_back_by_who_asked",
        ),
        CheckConstraint("(state = 'called_back') = (called_at IS NOT NULL)", name="called_back_at_an_instant"),
        CheckConstraint("called_at IS NULL OR called_at <= settled_at", name="called_before_it_counts"),
        CheckConstraint("state <> 'at_once' OR NOT needs_second OR asked_by_id IS NULL", name="nobody_does_it_alone"),
        CheckConstraint(f"link_index IS NULL OR (kind = 'password' AND {_IN_EFFECT})", name="link_once_in_effect"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_at_an_instant"),
        CheckConstraint(f"answer IS NULL OR {_IN_EFFECT}", name="answered_once_in_effect"),
        Index(
            "uq_account_resets_one_waiting",
            "account_id",
            "kind",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        # One lock may be opened by a call alone, and the next only when its owner has answered.
        Index(
            "uq_account_resets_one_by_call", "account_id", unique=True, sqlite_where=_BY_CALL, postgresql_where=_BY_CALL
        ),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    kind: Mapped[ResetKind] = mapped_column(Word(ResetKind, 16))
    needs_second: Mapped[bool]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    reason = Sealed(Typed(ResetReason))
    state: Mapped[ResetState] = mapped_column(Word(ResetState, 16))
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    called_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    link_index: Mapped[str | None] = mapped_column(String(32), unique=True)
    answer: Mapped[ResetAnswer | None] = mapped_column(Word(ResetAnswer, 16))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    unanswered: Mapped[int] = column_property(
        select(func.count())
        .where(
            _BESIDE.c.account_id == account_id,
            _BESIDE.c.state.in_([each.value for each in IN_EFFECT]),
            _BESIDE.c.answer.is_(None),
        )
        .scalar_subquery(),
        deferred=True,
    )
    """How many resets of the account took effect of which its owner has said nothing yet."""

    account: Mapped[User] = relationship(foreign_keys=account_id)
    asked_by: Mapped[User | None] = relationship(foreign_keys=asked_by_id)
    settled_by: Mapped[User | None] = relationship(foreign_keys=settled_by_id)

    @property
    def key_holder(self) -> User:
        """The account it is about: its owner reads why."""
        return db.session.get_one(User, self.account_id)
