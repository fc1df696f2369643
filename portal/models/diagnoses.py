"""The diagnoses a hospital loads for its slips."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.icd import LONGEST
from portal.models.base import db
from portal.models.hospitals import Hospital


class Diagnosis(db.Model):  # type: ignore[name-defined,misc]
    """A code of ICD-10 and what the hospital calls it."""

    __tablename__ = "diagnoses"
    __table_args__ = (
        UniqueConstraint("hospital_id", "code"),
        Index("ix_diagnoses_name", "hospital_id", "name", "code"),  # whole: words are sought in the index alone
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hospital_id: Mapped[int] = mapped_column(ForeignKey(Hospital.id))
    code: Mapped[str] = mapped_column(String(LONGEST))
    name: Mapped[str] = mapped_column(String(100))
