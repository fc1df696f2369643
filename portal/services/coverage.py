"""What a treating hospital may ask: whether one person is covered on one day; never for whom there is a filing."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.models import Filing, User, db
from portal.models.sealed import name_index, person_index
from portal.models.transaction import transaction
from portal.services import history, in_force, portal_events, throttling
from portal.services.in_force import InForce
from portal.services.throttling import Ration

A_DAY = timedelta(days=1)
QUOTA = Ration("in_force", 500, A_DAY)
"""How many people one key asks about in a day; a large hospital admits fewer from one county."""
ALARMS = (20, 100, 400)
"""After so many people a day of whom nothing is in force somebody should ask the institution what it is doing."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """About whom, and about which day; name and number have to be those of one filing, both of them."""

    name: str
    id_number: str
    on: date
    treatment_place: str | None = None


def ask(ctx: Context, inquiry: Inquiry) -> tuple[InForce, ...]:
    """What is in force for them with the county whose key it is, the oldest first; the person sees who asked.

    A wrong name, a wrong number and nobody there are answered alike. Raises `TooMany` past the day's quota, which is
    counted before anything is looked at.
    """
    require(ctx.actor, Permission.API_IN_FORCE)
    account = db.session.get_one(User, ctx.actor.user_id)
    uid, county = account.uid, portal_events.county_of(account) or ""
    throttling.ration(ctx, QUOTA, uid)
    person, name = person_index(inquiry.id_number), name_index(inquiry.name)
    # the person's are few; asked for with the county, SQLite would read all of that
    of_the_person = select(Filing.id, Filing.number, Filing.submitted_at, Filing.name_index, Filing.county).where(
        Filing.person_index == person
    )
    rows = db.session.execute(of_the_person).all()
    found_rows = [row for row in rows if (row.name_index, row.county) == (name, county)]
    history.note_looks(ctx, "in_force", Filing.id, [row.id for row in found_rows if row.submitted_at is not None])
    numbers = {row.number for row in found_rows}
    found = in_force.on_day(county, person, inquiry.on, inquiry.treatment_place) if numbers else ()
    covered = tuple(each for each in found if each.number in numbers)
    if not covered:
        _note_miss(ctx, uid)
    return covered


def _note_miss(ctx: Context, uid: str) -> None:
    with transaction():
        misses = throttling.tally(ctx, "in_force:miss", uid, A_DAY)
        if misses in ALARMS:
            account = db.session.get_one(User, ctx.actor.user_id)
            portal_events.record(ctx, PortalEventKind.KEY_MISSES, PortalEventDetail(tries=misses), account=account)
