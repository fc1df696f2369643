"""Which filings an actor may know of: every list and every fetch starts here, a foreign one is like a missing one."""

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from portal.domain.actor import Actor
from portal.domain.errors import NotFound
from portal.domain.policy import FilingRelation, Permission, require
from portal.domain.vocabulary import Role
from portal.models import Filing, db
from portal.services.rulebook import rulebook


def _visible(actor: Actor) -> ColumnElement[bool]:
    """The same rule as `Permission.FILING_READ`, as a condition of SQL (a test compares the two)."""
    left_the_desk = Filing.submitted_at.is_not(None)
    if actor.role is Role.CITIZEN and actor.user_id is not None:
        own = or_(Filing.applicant_id == actor.user_id, Filing.bound_user_id == actor.user_id)
        if actor.is_verified and actor.person_index:
            return or_(own, and_(Filing.person_index == actor.person_index, left_the_desk))
        return own
    if actor.role is Role.HOSPITAL and actor.hospital_id is not None:
        return Filing.hospital_id == actor.hospital_id
    if actor.is_staff and actor.county is not None:
        return and_(Filing.county == actor.county, left_the_desk)
    return false()


def visible_filings(actor: Actor) -> Select[Filing]:
    """All filings the actor may see."""
    return select(Filing).where(_visible(actor))


def relation(filing: Filing) -> FilingRelation:
    """What the policy table asks of a filing."""
    item = rulebook.catalogue.item(filing.item_id, filing.item_version)
    county = rulebook.catalogue.county(filing.county)
    offices = county.offices_of(item) if county and item else ()
    return FilingRelation(
        county=filing.county,
        status=filing.status,
        is_sent=filing.submitted_at is not None,
        applicant_id=filing.applicant_id,
        bound_user_id=filing.bound_user_id,
        hospital_id=filing.hospital_id,
        keyed_by_id=filing.keyed_by_id,
        accepted_by_id=filing.accepted_by_id,
        person_index=filing.person_index,
        agent_index=filing.agent_index,
        branches=frozenset(office.id for office in offices if office.decides.value is False),
        needs_second_check=bool(item and item.second_check.value),
    )


def filing_by_number(actor: Actor, number: str) -> Filing:
    """The filing of that number; raises `NotFound` for a missing and for a foreign one alike."""
    filing: Filing | None = db.session.scalar(visible_filings(actor).where(Filing.number == number))
    if filing is None:
        raise NotFound
    return filing


def filing_for(actor: Actor, number: str, permission: Permission) -> Filing:
    """The filing, if the actor may do that to it; raises `NotFound` or `NotAllowed`."""
    filing = filing_by_number(actor, number)
    require(actor, permission, relation(filing))
    return filing
