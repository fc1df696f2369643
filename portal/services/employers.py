"""Units that file for their staff: listed by a supervisor; what theirs may file, and what they filed."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.exc import IntegrityError

from portal.domain.actor import Context
from portal.domain.credit_code import read_credit_code
from portal.domain.errors import Invalid, NotFound
from portal.domain.item import Item
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.spelling import words_of
from portal.domain.vocabulary import Channel
from portal.models import Employer, Filing, db
from portal.models.listed import LISTED, ListedFiling
from portal.models.transaction import transaction
from portal.services import portal_events, scoping
from portal.services.rulebook import rulebook
from portal.services.scoping import Sight


def add(ctx: Context, name: str, credit_code: str) -> Employer:
    """One more unit of the supervisor's county; raises `Invalid` for a code that is none, and for one that is there."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    code = read_credit_code(credit_code)
    if code is None:
        raise Invalid("credit_code_wrong", "credit_code")
    try:
        with transaction():
            added = Employer(county=ctx.actor.county, name=words_of(name), credit_code=code)
            db.session.add(added)
            db.session.flush()
            what = PortalEventDetail(after=f"{added.name} {code}")
            portal_events.record(ctx, PortalEventKind.EMPLOYER_ADDED, what)
            return added
    except IntegrityError as error:
        raise Invalid("employer_is_there", "credit_code") from error


def of_county(ctx: Context) -> Sequence[Employer]:
    """The units of the supervisor's county."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    return db.session.scalars(select(Employer).where(Employer.county == ctx.actor.county).order_by(Employer.id)).all()


def named(ctx: Context, uid: str | None) -> Employer:
    """The unit of that name in the supervisor's county; raises `Invalid`."""
    found = next((each for each in of_county(ctx) if each.uid == uid), None)
    if found is None:
        raise Invalid("unknown_employer", "employer")
    return found


def own(ctx: Context) -> Employer:
    """The unit of the account; raises `NotAllowed` for anybody else."""
    require(ctx.actor, Permission.EMPLOYER_AREA)
    return db.session.get_one(Employer, ctx.actor.employer_id)


def items(ctx: Context) -> tuple[Item, ...]:
    """What the guide lets a unit file online for its staff; where it is silent, nothing."""
    county = rulebook.catalogue.county(own(ctx).county)
    return tuple(
        item
        for item in (county.items if county else ())
        if item.agents.employer.value is True and item.channel(Channel.ONLINE) is not None
    )


def item_of(ctx: Context, slug: str) -> Item:
    """One of these, by the last part of its name; raises `NotFound`."""
    found = next((item for item in items(ctx) if item.id.partition(".")[2] == slug), None)
    if found is None:
        raise NotFound
    return found


class FiledByUnit(NamedTuple):
    """One of the list, and when it was sent in."""

    filing: ListedFiling
    sent_at: datetime | None


def filed(ctx: Context, after_id: int | None, most: int) -> list[FiledByUnit]:
    """What the unit filed, newest first, a page at a time."""
    require(ctx.actor, Permission.EMPLOYER_AREA)
    blanks = {**scoping.blanks_of(ctx.actor), "after_id": after_id, "most": most}
    rows = db.session.connection().execute(_newest(scoping.sight(ctx.actor), after_id is not None), blanks)
    return [FiledByUnit(ListedFiling._make(listed), sent_at) for *listed, sent_at in rows]


@cache
def _newest(sight: Sight, follows: bool) -> Select[Any]:
    rows = scoping.seen_by(sight).with_only_columns(*LISTED, Filing.submitted_at).order_by(Filing.id.desc())
    if follows:
        rows = rows.where(Filing.id < bindparam("after_id"))
    return rows.limit(bindparam("most"))
