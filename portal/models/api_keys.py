"""Keys by which other institutions' systems ask the interface; of the secret only a digest is kept."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.actor import BEIJING
from portal.domain.api_keys import MOST_DAYS, Scope
from portal.models.accounts import User
from portal.models.base import Row, UtcDateTime, Word, db


class ApiKey(Row):
    """One key of one institution, and the account it acts as.

    SHA-256 without a salt or slowness will do for the secret: 256 random bits cannot be guessed at.
    """

    __tablename__ = "api_keys"
    __table_args__ = (CheckConstraint(f"valid_days BETWEEN 1 AND {MOST_DAYS}", name="a_year_at_most"),)

    prefix: Mapped[str] = mapped_column(String(12), unique=True)
    secret_digest: Mapped[str] = mapped_column(String(64))
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), unique=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))  # nobody's: made at the command line
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    valid_days: Mapped[int]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="joined", innerjoin=True)
    scopes: Mapped[list["ApiKeyScope"]] = relationship(lazy="selectin", order_by="ApiKeyScope.scope")

    @property
    def expires_on(self) -> date:
        """The last day on which it opens anything."""
        return self.made_at.astimezone(BEIJING).date() + timedelta(days=self.valid_days)

    def is_live(self, today: date) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and self.user.disabled_at is None and today <= self.expires_on


class ApiKeyScope(db.Model):  # type: ignore[name-defined,misc]
    """One thing a key opens."""

    __tablename__ = "api_key_scopes"

    key_id: Mapped[int] = mapped_column(ForeignKey(ApiKey.id), primary_key=True)
    scope: Mapped[Scope] = mapped_column(Word(Scope), primary_key=True)
