"""What was erased, and how a row is: its data key goes, and every search key with it; what is left opens nowhere.

Rows stay, as 已删除, for the history refers to them. A search key that may not be empty becomes the row's random name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    Exists,
    String,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, aliased, mapped_column
from sqlalchemy.sql.dml import UpdateBase

from portal.models.accounts import LoginSession, User
from portal.models.agent_slots import AgentSlot
from portal.models.api_requests import ApiRequest
from portal.models.base import Row, UtcDateTime
from portal.models.documents import Document
from portal.models.faxes import Fax, FaxPage
from portal.models.filing import Filing
from portal.models.household import HouseholdMember
from portal.models.messages import Message
from portal.models.notices import Notice
from portal.models.parked import ParkedForm
from portal.models.referral_imports import ReferralImport, ReferralImportRefusal
from portal.models.second_factors import RecoveryCode, SecondFactor
from portal.models.slip_signing import SlipSignature, SlipSigning
from portal.models.tokens import Token


class Erasure(Row):
    """One account or filing that was erased; its `uid` is that row's own. Never changed, never removed."""

    __tablename__ = "erasures"
    __table_args__ = (CheckConstraint("of_table IN ('filings', 'users')", name="of_what_holds_a_key"),)

    of_table: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows were there to be erased, and the keys of their files, which nothing names any more."""

    rows: int
    files: tuple[str, ...]


def apply(connection: Connection, erasures: Iterable[Erasure]) -> Erased:
    """Erase these rows within the caller's transaction, and write it down."""
    found = [files for each in erasures if (files := _erase(connection, each)) is not None]
    return Erased(len(found), tuple(key for files in found for key in files))


def _erase(connection: Connection, erasure: Erasure) -> list[str] | None:
    holder = Filing if erasure.of_table == Filing.__tablename__ else User
    row = connection.scalar(select(holder.id).where(holder.uid == erasure.uid, holder.data_key.is_not(None)))
    if row is None:
        return None
    files = _files_of(connection, row) if holder is Filing else []
    for statement in _of_filing(row, erasure.at) if holder is Filing else _of_account(row, erasure.at):
        connection.execute(statement)
    if connection.scalar(select(Erasure.id).where(Erasure.uid == erasure.uid)) is None:
        written = {"uid": erasure.uid, "of_table": erasure.of_table, "at": erasure.at}
        connection.execute(insert(Erasure).values(written))
    return files


def _files_of(connection: Connection, filing: int) -> list[str]:
    named = (
        select(Document.storage_key).where(Document.filing_id == filing, Document.storage_key.is_not(None)),
        select(Notice.kept_key).where(Notice.filing_id == filing, Notice.kept_key.is_not(None)),
        select(FaxPage.file_key)
        .distinct()
        .where(FaxPage.filing_id == filing, ~_has_pages_left(FaxPage.file_key, filing)),
    )
    return [key for rows in named for key in connection.scalars(rows) if key is not None]


def _has_pages_left(same: InstrumentedAttribute[Any], filing: int) -> Exists:
    """Whether pages of the same file, or the same fax, are with nobody yet or with another filing."""
    other = aliased(FaxPage)
    is_another = or_(other.filing_id.is_(None), other.filing_id != filing)
    return exists().where(getattr(other, same.key) == same, is_another)


def _of_filing(row: int, at: datetime) -> Iterator[UpdateBase]:
    person = case((Filing.person_index.is_not(None), Filing.uid))
    yield (
        update(Filing)
        .where(Filing.id == row)
        .values(
            data_key=None,
            version=Filing.version + 1,  # whoever still has it before them is too late
            submission_key=None,
            pledge=None,
            pledge_check_on=None,
            pledge_reminded_of=None,
            person_index=person,
            name_index=None,
            phone_index=None,
            caller_phone_index=None,
            agent_index=None,
            agent_phone_index=None,
            upload_state=None,
        )
    )
    yield delete(AgentSlot).where(AgentSlot.filing_id == row)
    for kind in (Document, SlipSigning, SlipSignature):
        yield delete(kind).where(kind.filing_id == row)
    yield delete(ApiRequest).where(ApiRequest.filing_id == row)  # it keeps a digest of all that was sent
    yield delete(Message).where(Message.filing_id == row)
    faxed = select(FaxPage.fax_id).where(FaxPage.filing_id == row, ~_has_pages_left(FaxPage.fax_id, row))
    of_nobody_else = Fax.id.in_(faxed), Fax.original_key.is_(None)
    yield update(Fax).where(*of_nobody_else).values(name_sealed=None, sender_sealed=None, content_digest=None)
    yield delete(FaxPage).where(FaxPage.filing_id == row)
    yield update(Notice).where(Notice.filing_id == row).values(kept_key=None)
    yield update(Token).where(Token.filing_id == row).values(revoked_at=func.coalesce(Token.revoked_at, at))


def _of_account(row: int, at: datetime) -> Iterator[UpdateBase]:
    phone = case((User.phone_index.is_not(None), User.uid))
    yield (
        update(User)
        .where(User.id == row)
        .values(
            data_key=None,
            person_index=None,
            phone_index=phone,
            password_hash="",
            disabled_at=func.coalesce(User.disabled_at, at),
        )
    )
    bound = Filing.bound_user_id == row  # whose person may have another account one day
    yield update(Filing).where(bound).values(bound_user_id=None)
    signed_in = LoginSession.user_id == row
    yield update(LoginSession).where(signed_in).values(ended_at=func.coalesce(LoginSession.ended_at, at))
    sent_by = ReferralImport.made_by_id == row
    of_theirs = select(ReferralImport.id).where(sent_by)
    yield delete(ReferralImportRefusal).where(ReferralImportRefusal.import_id.in_(of_theirs))
    yield delete(ReferralImport).where(sent_by)
    for kind in (ParkedForm, SecondFactor, RecoveryCode, HouseholdMember):
        yield delete(kind).where(kind.user_id == row)
