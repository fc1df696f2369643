"""Hospitals that may refer: first written from the county files, their dates kept by supervisors."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.catalogue.repository import Catalogue
from portal.domain.actor import Context
from portal.domain.errors import Invalid, NotFound
from portal.domain.place import is_same_hospital
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


def _dates(hospital: Hospital) -> str:
    """From when to when, as its event keeps it; open where the guide or the supervisor names no day."""
    return "/".join(str(day or "") for day in (hospital.designated_from, hospital.designated_until))


def _determine_anew(ctx: Context, hospital: Hospital) -> None:
    """What waits for a decision with a slip of that hospital is judged by the list as it is now."""
    db.session.flush()
    waiting = select(Filing).where(Filing.county == hospital.county, Filing.queue_due_on.is_not(None))
    for filing in claims.readable(db.session.scalars(waiting)):
        referrer = filing.claims.referral.institution
        if referrer and is_same_hospital(referrer, hospital.name):
            Case(ctx, filing).determine_anew()
