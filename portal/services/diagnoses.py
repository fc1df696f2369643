"""The diagnoses of a hospital's slips: a list it loads, found by words or by code."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, delete, func, insert, or_, select

from portal.domain.actor import Context
from portal.domain.claims import Answer
from portal.domain.errors import Invalid
from portal.domain.icd import code_of
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.models import Diagnosis, Hospital, User, db
from portal.models.transaction import transaction
from portal.services import portal_events

MOST_FOUND = 8
MOST_WORDS = 4
BATCH = 1_000
"""Rows written at once: the country's list has over 30,000, and they need not all stand there a second time."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A diagnosis with its code."""

    code: str
    name: str


def load(ctx: Context, listed: Sequence[Coded]) -> None:
    """Put this list in the place of the hospital's own before."""
    require(ctx.actor, Permission.HOSPITAL_AREA)
    with transaction():
        hospital = db.session.get_one(Hospital, ctx.actor.hospital_id)
        before = count(hospital.id)
        db.session.execute(delete(Diagnosis).where(Diagnosis.hospital_id == hospital.id))
        for begin in range(0, len(listed), BATCH):
            batch = listed[begin : begin + BATCH]
            rows = [{"hospital_id": hospital.id, "code": each.code, "name": each.name} for each in batch]
            db.session.execute(insert(Diagnosis), rows)
        account = db.session.get_one(User, ctx.actor.user_id)
        noted = PortalEventDetail(before=str(before), after=str(len(listed)))
        portal_events.record(ctx, PortalEventKind.DIAGNOSES_LOADED, noted, account=account, hospital=hospital)


def count(hospital_id: int) -> int:
    """How many the hospital has; none where it loaded no list."""
    return db.session.scalar(select(func.count()).where(Diagnosis.hospital_id == hospital_id)) or 0


def search(hospital_id: int, words: str) -> list[Coded]:
    """Those whose code begins so, or in whose name each word stands; the shortest names first."""
    given = words.split()[:MOST_WORDS]
    if not given:
        return []
    named = and_(*(Diagnosis.name.contains(word, autoescape=True) for word in given))
    coded = Diagnosis.code.startswith(given[0][:1].upper() + given[0][1:].lower(), autoescape=True)
    rows = _of(hospital_id).where(or_(coded, named))
    return _found(rows.order_by(func.length(Diagnosis.name), Diagnosis.code).limit(MOST_FOUND))


def named(hospital_id: int, text: str) -> Coded | None:
    """The one of that code, of that code and name, or of that name alone; None where there is none, or several."""
    first, _blank, rest = text.partition(" ")
    code = code_of(first)
    of_code = _found(_of(hospital_id).where(Diagnosis.code == code)) if code else []
    found = [each for each in of_code if rest.strip() in ("", each.name)]
    found = found or _found(_of(hospital_id).where(Diagnosis.name == text).limit(2))
    return found[0] if len(found) == 1 else None


def require_known(hospital_id: int, code: Answer) -> None:
    """Raise `Invalid` for a code that the hospital's own list has not; without a list any is taken."""
    if not isinstance(code, str) or not code:
        return
    own = select(Diagnosis.id).where(Diagnosis.hospital_id == hospital_id)
    has_list, is_there = own.exists(), own.where(Diagnosis.code == (code_of(code) or code)).exists()
    if db.session.scalar(select(and_(has_list, ~is_there))):
        raise Invalid("diagnosis_not_listed", "slip.diagnosis_code", diagnosis=code)


def _of(hospital_id: int) -> Select[str, str]:
    return select(Diagnosis.code, Diagnosis.name).where(Diagnosis.hospital_id == hospital_id)


def _found(rows: Select[str, str]) -> list[Coded]:
    return [Coded(row.code, row.name) for row in db.session.execute(rows)]
