"""A hospital's slip before those who sign it: whose turn it is, and who has signed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.slip_signing import SlipSigner
from portal.models.accounts import User
from portal.models.base import UtcDateTime, Word
from portal.models.claims_codec import ClaimsCodec
from portal.models.filing import Filing, OfAFiling
from portal.models.sealed import SealedOrNone

IS_OPEN = text("next_signer IS NOT NULL")


class SlipSigning(OfAFiling):
    """One slip that was put up to be signed; nobody is next once all have signed, or one sent it back."""

    __tablename__ = "slip_signings"
    __table_args__ = (
        UniqueConstraint("filing_id"),
        Index("ix_slip_signings_open", "next_signer", "filing_id", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    )

    next_signer: Mapped[SlipSigner | None] = mapped_column(Word(SlipSigner))
    edition: Mapped[int] = mapped_column(default=0)  # one more each time it changes: a signer signs what they see
    filing_version: Mapped[int]  # of the filing as it was put up: a signature of before is none of now
    put_up_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proposed_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    proposed = SealedOrNone(ClaimsCodec())  # of a slip that the agency returned: what it says once it is signed

    filing: Mapped[Filing] = relationship()


class SlipSignature(OfAFiling):
    """One signature; the history keeps those that were lost."""

    __tablename__ = "slip_signatures"
    __table_args__ = (UniqueConstraint("filing_id", "signer"), UniqueConstraint("filing_id", "signed_by_id"))

    signer: Mapped[SlipSigner] = mapped_column(Word(SlipSigner))
    signed_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    signed_by: Mapped[User] = relationship()
