"""Hospitals that may refer: first written from the county files, their dates kept by supervisors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.catalogue.repository import Catalogue
from portal.domain.actor import Context
from portal.domain.errors import Invalid, NotFound
from portal.domain.place import hospital_key
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.models import Filing, Hospital, db
from portal.models.transaction import transaction
from portal.services import claims, portal_events
from portal.services.cases import Case


def sync(catalogue: Catalogue) -> int:
    """Write the hospitals a county's file names and the table lacks; dates a supervisor set stay. Returns how many."""
    with transaction():
        known = {(row.county, row.name) for row in db.session.scalars(select(Hospital))}
        new = [
            Hospital(
                county=county.slug,
                name=hospital.name,
                designated_from=hospital.designated_from,
                designated_until=hospital.designated_until,
            )
            for county in catalogue.counties()
            for hospital in county.place.hospitals
            if (county.slug, hospital.name) not in known
        ]
        db.session.add_all(new)
        return len(new)


def of_county(ctx: Context) -> Sequence[Hospital]:
    """The supervisor's county's hospitals."""
    return db.session.scalars(select(Hospital).where(Hospital.county == ctx.actor.county).order_by(Hospital.id)).all()


def set_dates(ctx: Context, uid: str, begins: date | None, ends: date | None) -> Hospital:
    """From when to when a hospital may refer; a slip is judged by the day it was issued."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    if begins and ends and ends < begins:
        raise Invalid("dates_in_wrong_order", "designated_until")
    with transaction():
        hospital: Hospital | None = db.session.scalar(
            select(Hospital).where(Hospital.uid == uid, Hospital.county == ctx.actor.county)
        )
        if hospital is None:
            raise NotFound
        before = _dates(hospital)
        hospital.designated_from, hospital.designated_until = begins, ends
        changed = PortalEventDetail(before=before, after=_dates(hospital))
        portal_events.record(ctx, PortalEventKind.HOSPITAL_DATED, changed, hospital=hospital)
        _determine_anew(ctx, hospital)
        return hospital


def add(ctx: Context, name: str, begins: date | None) -> Hospital:
    """A hospital newly designated."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    try:
        with transaction():
            if db.session.scalar(select(Hospital).where(Hospital.county == ctx.actor.county, Hospital.name == name)):
                raise Invalid("hospital_exists", "name")
            hospital = Hospital(county=ctx.actor.county, name=name, designated_from=begins, designated_until=None)
            db.session.add(hospital)
            _determine_anew(ctx, hospital)
            added = PortalEventDetail(after=_dates(hospital))
            portal_events.record(ctx, PortalEventKind.HOSPITAL_ADDED, added, hospital=hospital)
            return hospital
    except IntegrityError as error:  # PostgreSQL: a colleague added it at the same instant
        raise Invalid("hospital_exists", "name") from error


@dataclass(frozen=True, slots=True)
class Designation:
    """From when to when a hospital of that name may refer; open where no day is named."""

    name: str
    begins: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class Designated:
    """What a list of designations came to: how many hospitals are new, have other dates, stand as they stood."""

    added: int
    dated: int
    unchanged: int


def designate(ctx: Context, listed: Iterable[Designation]) -> Designated:
    """A county's designations as a list has them, all of them or none; hospitals it does not name stay as they are.

    Loaded again, nothing changes and nothing is written down.
    """
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    with transaction():
        known = {hospital_key(row.name): row for row in of_county(ctx)}
        became = [_designate(ctx, known.get(hospital_key(each.name)), each) for each in listed]
        added = [hospital for hospital, before in became if before is None]
        dated = [hospital for hospital, before in became if before not in (None, _dates(hospital))]
        _determine_anew(ctx, *added, *dated)
        for hospital, before in became:
            after = _dates(hospital)
            if before != after:
                kind = PortalEventKind.HOSPITAL_ADDED if before is None else PortalEventKind.HOSPITAL_DATED
                noted = PortalEventDetail(before=before or "", after=after)
                portal_events.record(ctx, kind, noted, hospital=hospital)
        return Designated(len(added), len(dated), len(became) - len(added) - len(dated))


def _designate(ctx: Context, hospital: Hospital | None, listed: Designation) -> tuple[Hospital, str | None]:
    """The hospital with its days, and what they were; none where it was on no list."""
    before = _dates(hospital) if hospital else None
    hospital = hospital or Hospital(county=ctx.actor.county, name=listed.name)
    hospital.designated_from, hospital.designated_until = listed.begins, listed.ends
    db.session.add(hospital)
    return hospital, before


def _dates(hospital: Hospital) -> str:
    """From when to when, as its event keeps it; open where the guide or the supervisor names no day."""
    return "/".join(str(day or "") for day in (hospital.designated_from, hospital.designated_until))


def _determine_anew(ctx: Context, *hospitals: Hospital) -> None:
    """What waits for a decision with a slip of those hospitals is judged by the list as it is now."""
    if not hospitals:
        return
    db.session.flush()
    names = {hospital_key(hospital.name) for hospital in hospitals}
    waiting = select(Filing).where(Filing.county == hospitals[0].county, Filing.queue_due_on.is_not(None))
    for filing in claims.readable(db.session.scalars(waiting)):
        referrer = filing.claims.referral.institution
        if referrer and hospital_key(referrer) in names:
            Case(ctx, filing).determine_anew()
