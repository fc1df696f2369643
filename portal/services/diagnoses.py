"""The diagnoses of a hospital's slips: a list it loads, found by words or by code."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Select, bindparam, delete, func, insert, select

from portal.domain.actor import Context
from portal.domain.claims import Answers, Claims, SlipClaim, answer_at, laid_over
from portal.domain.errors import Invalid
from portal.domain.icd import LONGEST, as_kept, beginning_of, begins_one, code_of
from portal.domain.mending import DIAGNOSIS
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.models import Diagnosis, Hospital, User, db
from portal.models.transaction import transaction
from portal.services import portal_events

MOST_FOUND = 8
MOST_WORDS = 4
NOTHING_BEFORE = SlipClaim()
BATCH = 1_000
"""Rows written at once: the country's list has over 30,000, and they need not all stand there a second time."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A diagnosis with its code."""

    code: str
    name: str


_OWN = select(Diagnosis.code, Diagnosis.name).where(Diagnosis.hospital_id == bindparam("hospital"))
_NAMES = select(Diagnosis.name).where(Diagnosis.hospital_id == bindparam("hospital"))
_NAMED = _OWN.where(Diagnosis.name == bindparam("name")).limit(2)
_CODED = _OWN.where(Diagnosis.code == bindparam("code"))
_CALLED = select(_NAMES.exists(), _NAMES.where(Diagnosis.code == bindparam("code")).scalar_subquery())


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
    """Those whose code begins so, and then those in whose name each word stands; the shortest names first."""
    given = words.split()[:MOST_WORDS]
    if not given:
        return []
    found = _coded_from(hospital_id, beginning_of(given[0]))
    if len(found) == MOST_FOUND:
        return found
    words_in_it = (Diagnosis.name.contains(word, autoescape=True) for word in given)
    others = _shortest(hospital_id, _OWN.where(*words_in_it))
    return [*found, *(each for each in others if each not in found)][:MOST_FOUND]


def _coded_from(hospital_id: int, beginning: str) -> list[Coded]:
    """Within bounds, for which an index is read; no code has letters past the z."""
    if not begins_one(beginning):
        return []
    bounds = Diagnosis.code.between(beginning, beginning + LONGEST * "z")
    return _shortest(hospital_id, _OWN.where(bounds, Diagnosis.code.startswith(beginning, autoescape=True)))


def _shortest(hospital_id: int, rows: Select[str, str]) -> list[Coded]:
    return _found(rows.order_by(func.length(Diagnosis.name), Diagnosis.code).limit(MOST_FOUND), hospital=hospital_id)


def named(hospital_id: int, text: str) -> Coded | None:
    """The one of that code, of that code and name, or of that name alone; None where there is none, or several."""
    found = _of_code(hospital_id, text) or _found(_NAMED, hospital=hospital_id, name=text)
    return found[0] if len(found) == 1 else None


def _of_code(hospital_id: int, text: str) -> list[Coded]:
    """By a code that is the whole text, a pair may have a space in it; or by the code before its name."""
    first, *name = text.split(maxsplit=1) or [""]
    whole = _coded(hospital_id, code_of(text))
    return whole or [each for each in _coded(hospital_id, code_of(first)) if [each.name] == name]


def _coded(hospital_id: int, code: str | None) -> list[Coded]:
    return _found(_CODED, hospital=hospital_id, code=code) if code else []


def listed(hospital_id: int, slip: SlipClaim, before: SlipClaim = NOTHING_BEFORE) -> SlipClaim:
    """The slip as its hospital's list has it: what is named brings its code, in place of one that stood `before` and
    is another disease's.

    Raises `Invalid` for a code the list has not, and for one written now that is another's than what is named; without
    a list any is taken.
    """
    name, code = slip.diagnosis_name or "", as_kept(slip.diagnosis_code or "")
    entry = named(hospital_id, name) if name else None
    if code and (entry is None or code != entry.code):
        code = _code_beside(hospital_id, name, entry, code, before)
    return replace(
        slip,
        diagnosis_name=entry.name if entry else slip.diagnosis_name,
        diagnosis_code=code or (entry.code if entry else None),
    )


def listed_answers(hospital_id: int, answers: Answers, before: SlipClaim) -> Answers:
    """The same of the answers to what a notice opened of a slip, which stood there as `before`; raises as `listed`."""
    own = {path: answers[path] for path in DIAGNOSIS if path in answers}
    if not own:
        return answers
    slip = listed(hospital_id, laid_over(Claims(slip=before), own).slip, before)
    return {**answers, **{path: answer_at(Claims(slip=slip), path) for path in DIAGNOSIS}}


def _code_beside(hospital_id: int, name: str, entry: Coded | None, code: str, before: SlipClaim) -> str:
    """A code beside a diagnosis that does not bring it; empty where it stood there before and gives way."""
    has_list, its_name = _name_of(hospital_id, code)
    is_another = its_name is not None and (entry is not None or its_name != name)
    if code == as_kept(before.diagnosis_code or "") and is_another and (entry or name != before.diagnosis_name):
        return ""
    if has_list and its_name is None:
        raise Invalid("diagnosis_not_listed", "slip.diagnosis_code", diagnosis=code)
    if entry is not None and its_name is not None:
        raise Invalid("diagnoses_differ", "slip.diagnosis_code", named=entry.name, diagnosis=code, listed=its_name)
    return code


def _name_of(hospital_id: int, code: str) -> tuple[bool, str | None]:
    """Whether the hospital has a list, and what its list calls the code."""
    has_list, name = db.session.execute(_CALLED, {"hospital": hospital_id, "code": code}).one()
    return has_list, name


def _found(rows: Select[str, str], **blanks: int | str) -> list[Coded]:
    return [Coded(row.code, row.name) for row in db.session.execute(rows, blanks)]
