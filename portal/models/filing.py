"""`Filing`: one table for every channel. What a person claims is sealed; what is searched or guarded is a column."""

from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, cast, text
from sqlalchemy.orm import Mapped, MappedSQLExpression, mapped_column, relationship

from portal.domain import lifecycle
from portal.domain.national import UploadState
from portal.domain.pledges import PledgeState
from portal.domain.vocabulary import (
    KEYED_BY_A_CLERK,
    UNDECIDED,
    AskedFor,
    Channel,
    FilingStatus,
    FilingType,
    Outcome,
    Scheme,
)
from portal.models.accounts import User
from portal.models.base import Row, UtcDateTime, Word, db, none_of, one_of
from portal.models.behind import accounts_behind, of_each, person_behind
from portal.models.claims_codec import ClaimsCodec
from portal.models.data_keys import KeyHolder
from portal.models.desk_indexes import indexes_of_the_desk, indexes_of_uploads, indexes_of_what_counts
from portal.models.employers import Employer
from portal.models.hospitals import Hospital
from portal.models.institution_indexes import indexes_of_institutions
from portal.models.institutions import Institution
from portal.models.national import NationalBatch
from portal.models.sealed import Sealed

_UNDECIDED = one_of("status", UNDECIDED)
_PROVEN_UNDECIDED = text(f"{_UNDECIDED} AND proven_at IS NOT NULL")
_SENT = none_of("status", lifecycle.PERHAPS_UNSENT)
CHANGE_KEY, RENEWAL_KEY = "change", "renew"  # how the key of a filing begins that was begun from an earlier one


class FilingChanges(TypedDict, total=False):
    """The columns an act may write beside the status: what was decided, and the days that follow from the rules."""

    item_version: str
    consent_version: str
    submitted_at: datetime
    proven_at: datetime | None
    accepted_at: datetime | None
    accepted_by_id: int | None
    decided_at: datetime
    decided_by_id: int | None
    decided_by_index: str | None
    outcome: Outcome | None
    asks_for: AskedFor | None
    due_on: date | None
    queue_due_on: date | None
    deadline_on: date | None
    begins_on: date | None
    ends_on: date | None
    owed_kinds: str | None
    fault_code: str | None
    promised_on: date | None
    pledge: PledgeState | None
    pledge_check_on: date | None
    upload_state: UploadState


NO_CHANGES = FilingChanges()


class Filing(KeyHolder):
    """One 备案 from its draft to its end."""

    __tablename__ = "filings"
    __table_args__ = (
        UniqueConstraint("entered_by_id", "submission_key"),
        CheckConstraint(f"submitted_at IS NOT NULL OR NOT ({_SENT})", name="sent_has_its_instant"),
        CheckConstraint(f"person_index IS NOT NULL OR NOT ({_SENT})", name="sent_has_its_person"),
        CheckConstraint(
            f"({one_of('status', lifecycle.DECIDED)}) = (decided_at IS NOT NULL AND decided_by_id IS NOT NULL)",
            name="decided_by_someone",
        ),
        CheckConstraint(f"({_UNDECIDED}) = (queue_due_on IS NOT NULL)", name="queued_while_undecided"),
        CheckConstraint(
            f"{none_of('status', lifecycle.ONCE_ACCEPTED)} OR accepted_at IS NOT NULL", name="accepted_before_decided"
        ),
        CheckConstraint(f"{none_of('channel', KEYED_BY_A_CLERK)} OR keyed_by_id IS NOT NULL", name="keyed_by_a_clerk"),
        CheckConstraint("channel <> 'hospital' OR hospital_id IS NOT NULL", name="issued_by_a_hospital"),
        CheckConstraint("begins_on IS NULL OR ends_on IS NULL OR begins_on <= ends_on", name="dates_in_order"),
        CheckConstraint("promised_on IS NULL OR queue_due_on IS NOT NULL", name="promised_while_undecided"),
        CheckConstraint("pledge_check_on IS NULL OR pledge IS NOT NULL", name="checked_where_pledged"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> applicant_id", name="nobody_decides_their_own"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> bound_user_id", name="nor_one_bound_to_them"),
        CheckConstraint(
            "decided_by_index IS NULL"
            " OR (decided_by_index <> person_index AND (agent_index IS NULL OR decided_by_index <> agent_index))",
            name="nor_one_about_them",
        ),
        CheckConstraint("applicant_id IS NULL OR claimed_by = 'user:' || applicant_id", name="claimed_by_its_account"),
        CheckConstraint(
            f"{none_of('status', (FilingStatus.APPROVED,))} OR proven_at IS NOT NULL", name="proven_when_approved"
        ),
        CheckConstraint(
            f"{none_of('upload_state', set(UploadState) - {UploadState.TO_SEND})} OR upload_batch_id IS NOT NULL",
            name="sent_in_a_file",
        ),
        # A claim takes nothing from anyone (services/proving.py): one of a claimant, one of those that are proven.
        Index(
            "uq_filings_one_undecided_of_a_claimant",
            "claimed_by",
            "person_index",
            "item_id",
            unique=True,
            sqlite_where=text(_UNDECIDED),
            postgresql_where=text(_UNDECIDED),
        ),
        Index(
            "uq_filings_one_undecided_proven",
            "person_index",
            "item_id",
            unique=True,
            sqlite_where=_PROVEN_UNDECIDED,
            postgresql_where=_PROVEN_UNDECIDED,
        ),
        *indexes_of_institutions(),
        *indexes_of_the_desk(),
        *indexes_of_uploads(),
        Index("ix_filings_person", "person_index", "id"),
        Index("ix_filings_applicant", "applicant_id", "id"),
        Index("ix_filings_bound_user", "bound_user_id", "id"),
        *indexes_of_what_counts(),
        Index("ix_filings_disclosure", "county", "submitted_at", "id"),
        Index("ix_filings_workload", "county", "channel", "submitted_at", "queue_due_on", "due_on", "status"),
    )

    number: Mapped[str] = mapped_column(String(12), unique=True)
    county: Mapped[str] = mapped_column(String(64))
    item_id: Mapped[str] = mapped_column(String(128))
    item_version: Mapped[str] = mapped_column(String(32))
    filing_type: Mapped[FilingType] = mapped_column(Word(FilingType))
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    status: Mapped[FilingStatus] = mapped_column(Word(FilingStatus))
    version: Mapped[int] = mapped_column(default=1)

    entered_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    applicant_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    bound_user_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    keyed_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    hospital_id: Mapped[int | None] = mapped_column(ForeignKey(Hospital.id))
    employer_id: Mapped[int | None] = mapped_column(ForeignKey(Employer.id))  # the unit that filed it for its staff
    institution_id: Mapped[int | None] = mapped_column(ForeignKey(Institution.id))  # whose system filed it by a key
    claimed_by: Mapped[str] = mapped_column(String(32))  # on whose word it stands: services/proving.py
    submission_key: Mapped[str | None] = mapped_column(String(64))
    consent_version: Mapped[str | None] = mapped_column(String(16))  # of the text it was sent in under
    amends_id: Mapped[int | None] = mapped_column(ForeignKey("filings.id"), index=True)

    claims_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    claims = Sealed(ClaimsCodec())
    person_index: Mapped[str | None] = mapped_column(String(32))
    name_index: Mapped[str | None] = mapped_column(String(32))
    phone_index: Mapped[str | None] = mapped_column(String(32))
    caller_phone_index: Mapped[str | None] = mapped_column(String(32))
    agent_index: Mapped[str | None] = mapped_column(String(32))
    agent_phone_index: Mapped[str | None] = mapped_column(String(32))
    scheme: Mapped[Scheme | None] = mapped_column(Word(Scheme))
    treatment_place: Mapped[str | None] = mapped_column(String(6))

    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    held_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # stays whatever its period: services/holds.py
    came_in_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime
    )  # by fax, or on paper while nothing could be entered
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    proven_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    decided_by_index: Mapped[str | None] = mapped_column(String(32))  # whose number the decider told as their own
    due_on: Mapped[date | None]
    queue_due_on: Mapped[date | None]
    deadline_on: Mapped[date | None]
    begins_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))  # who works on it: services/assignments.py
    promised_on: Mapped[date | None]  # the day by which what is owed was promised: services/promises.py
    pledge: Mapped[PledgeState | None] = mapped_column(Word(PledgeState))  # services/pledge_checks.py
    pledge_check_on: Mapped[date | None]  # by when somebody looks whether it was kept
    pledge_reminded_of: Mapped[date | None]  # the last such day its people were reminded of: services/reminders.py
    end_reminded_of: Mapped[date | None]  # the same of `ends_on`
    owed_kinds: Mapped[str | None] = mapped_column(String(400))  # of documents, while undecided; blanks between
    upload_state: Mapped[UploadState | None] = mapped_column(Word(UploadState))  # to the national library
    upload_batch_id: Mapped[int | None] = mapped_column(ForeignKey(NationalBatch.id))  # the last file it stood in
    outcome: Mapped[Outcome | None] = mapped_column(Word(Outcome))
    fault_code: Mapped[str | None] = mapped_column(String(64))  # of the finding that outcome comes from
    asks_for: Mapped[AskedFor | None] = mapped_column(Word(AskedFor))  # while a correction notice waits
    insured_found: Mapped[bool | None]  # what the clerk found; the claim stays as it was made
    insured_checked_on: Mapped[date | None]  # the day a clerk looked the person up (系统查询)
    insured_checked_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    person_verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person_verified_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))

    keyed_by_index = person_behind(keyed_by_id)
    accepted_by_index = person_behind(accepted_by_id)
    if TYPE_CHECKING:
        holder_ids: MappedSQLExpression[str | None]
        holder_indexes: MappedSQLExpression[str | None]

    hospital: Mapped[Hospital | None] = relationship()
    amends: Mapped["Filing | None"] = relationship(remote_side="Filing.id")

    @property
    def filed_at(self) -> datetime | None:
        """From when it is early or late: when it came in, though it was typed later; none while it is a draft."""
        return self.came_in_at or self.submitted_at

    @property
    def is_begun_from_another(self) -> bool:
        """Whether it is a change or a renewal, with what came along from the earlier filing."""
        return (self.submission_key or "").partition(":")[0] in (CHANGE_KEY, RENEWAL_KEY)


ACCOUNTS_BEHIND = accounts_behind(Filing.__table__)
"""Of the filing a statement around it reads."""
Filing.holder_ids = of_each(cast(User.id, String), ACCOUNTS_BEHIND)
Filing.holder_indexes = of_each(User.person_index, ACCOUNTS_BEHIND)


class OfAFiling(Row):
    """What belongs to one filing, and is sealed under its data key."""

    __abstract__ = True

    filing_id: Mapped[int] = mapped_column(ForeignKey(Filing.id))

    @property
    def key_holder(self) -> Filing:
        """The filing; a page that shows what belongs to it has it at hand."""
        return db.session.get_one(Filing, self.filing_id)
