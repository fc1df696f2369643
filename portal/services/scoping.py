"""Which filings an actor may know of: every list and every fetch starts here, a foreign one is like a missing one."""

from enum import Enum, auto
from functools import cache
from typing import TypedDict, cast

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, or_, select
from sqlalchemy.orm import Load

from portal.domain.actor import Actor
from portal.domain.conditions import FilingRelation
from portal.domain.errors import NotFound
from portal.domain.policy import Permission, require
from portal.domain.vocabulary import Role
from portal.models import Document, Filing, db
from portal.models.behind import WHO_IS_BEHIND
from portal.services import claims
from portal.services.rulebook import rulebook


class Sight(Enum):
    """How far somebody sees."""

    NOTHING = auto()
    OWN = auto()
    OWN_AND_ABOUT_THEM = auto()
    OF_THE_HOSPITAL = auto()
    OF_THE_EMPLOYER = auto()
    OF_THE_COUNTY = auto()
    ON_THE_SCREEN = auto()


def sight(actor: Actor) -> Sight:
    """How far this actor sees."""
    if actor.role is Role.CITIZEN and actor.user_id is not None:
        return Sight.OWN_AND_ABOUT_THEM if actor.is_verified and actor.person_index else Sight.OWN
    if actor.role is Role.HOSPITAL and actor.hospital_id is not None:
        return Sight.OF_THE_HOSPITAL
    if actor.role is Role.EMPLOYER and actor.employer_id is not None:
        return Sight.OF_THE_EMPLOYER
    if actor.role is Role.TERMINAL:
        return Sight.ON_THE_SCREEN if actor.at_hand else Sight.NOTHING
    return Sight.OF_THE_COUNTY if actor.is_staff and actor.county is not None else Sight.NOTHING


class Blanks(TypedDict):
    """What of an actor the conditions name."""

    actor_id: int | None
    actor_index: str | None
    actor_hospital: int | None
    actor_employer: int | None
    actor_county: str | None
    actor_at_hand: str | None


def blanks_of(actor: Actor) -> Blanks:
    """What fills the blanks of `seen_by`."""
    return Blanks(
        actor_id=actor.user_id,
        actor_index=actor.person_index,
        actor_hospital=actor.hospital_id,
        actor_employer=actor.employer_id,
        actor_county=actor.county,
        actor_at_hand=actor.at_hand,
    )


def _condition(of: Sight, actor: Blanks) -> ColumnElement[bool]:
    """The same rule as `Permission.FILING_READ`, as a condition of SQL (a test compares the two)."""
    left_the_desk = Filing.submitted_at.is_not(None)
    own = or_(Filing.applicant_id == actor["actor_id"], Filing.bound_user_id == actor["actor_id"])
    match of:
        case Sight.OWN:
            return own
        case Sight.OWN_AND_ABOUT_THEM:
            return or_(own, and_(Filing.person_index == actor["actor_index"], left_the_desk))
        case Sight.OF_THE_HOSPITAL:
            return and_(Filing.hospital_id == actor["actor_hospital"])
        case Sight.OF_THE_EMPLOYER:
            return and_(Filing.employer_id == actor["actor_employer"])
        case Sight.OF_THE_COUNTY:
            return and_(Filing.county == actor["actor_county"], left_the_desk)
        case Sight.ON_THE_SCREEN:
            return Filing.number == actor["actor_at_hand"]
        case Sight.NOTHING:
            return false()


def visible_filings(actor: Actor) -> Select[Filing]:
    """All filings the actor may see."""
    return select(Filing).where(_condition(sight(actor), blanks_of(actor)))


def seen_by(of: Sight) -> Select[Filing]:
    """The same with blanks for whoever it is, for a statement that is built once: to build one costs more than to run
    it.
    """
    blank = cast(Blanks, {name: bindparam(name) for name in Blanks.__annotations__})
    return select(Filing).where(_condition(of, blank))


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
        employer_id=filing.employer_id,
        institution_id=filing.institution_id,
        keyed_by_id=filing.keyed_by_id,
        accepted_by_id=filing.accepted_by_id,
        person_index=filing.person_index,
        agent_index=filing.agent_index,
        holder_ids=frozenset(int(account) for account in _each(filing.holder_ids)),
        holder_indexes=frozenset(_each(filing.holder_indexes)),
        first_hand_indexes=frozenset(filter(None, (filing.keyed_by_index, filing.accepted_by_index))),
        branches=frozenset(office.id for office in offices if office.decides.value is False),
        number=filing.number,
        needs_second_check=bool(item and item.second_check.value),
    )


def _each(written: str | None) -> list[str]:
    return (written or "").split()


@cache
def of_that_number(of: Sight) -> Select[Filing]:
    """The filing of a number, as far as that sight goes, with who is behind its accounts."""
    return seen_by(of).where(Filing.number == bindparam("number")).options(Load(Filing).undefer_group(WHO_IS_BEHIND))


def filing_by_number(actor: Actor, number: str) -> Filing:
    """The filing of that number; raises `NotFound` for a missing and for a foreign one alike."""
    filing: Filing | None = db.session.scalar(of_that_number(sight(actor)), {**blanks_of(actor), "number": number})
    if filing is None:
        raise NotFound
    return filing


@cache
def _taken(of: Sight) -> Select[Filing]:
    in_turn = of_that_number(of).with_for_update(of=Filing, key_share=True)
    return in_turn.execution_options(populate_existing=True)


def take(actor: Actor, number: str, permission: Permission) -> Filing:
    """As `filing_for`, inside the caller's transaction: until that ends nobody else writes to the filing, and who came
    at the same instant sees what was done. SQLite lets one write at a time anyway. Nothing is added to what was erased
    meanwhile: it is not found."""
    filing: Filing | None = db.session.scalar(_taken(sight(actor)), {**blanks_of(actor), "number": number})
    if filing is None or filing.is_erased:
        raise NotFound
    require(actor, permission, relation(filing))
    return filing


def filing_for(actor: Actor, number: str, permission: Permission) -> Filing:
    """The filing, if the actor may do that to it; raises `NotFound` or `NotAllowed`."""
    filing = filing_by_number(actor, number)
    require(actor, permission, relation(filing))
    return filing


def filing_with_papers(actor: Actor, number: str, permission: Permission) -> tuple[Filing, list[Document]]:
    """The same with what is on file, in one statement, for a page that shows it."""
    rows = db.session.execute(_with_papers(sight(actor)), {**blanks_of(actor), "number": number}).all()
    if not rows:
        raise NotFound
    filing: Filing = rows[0][0]
    require(actor, permission, relation(filing))
    return filing, [document for _filing, document in rows if document is not None]


@cache
def _with_papers(of: Sight) -> Select[Filing, Document | None]:
    papers = of_that_number(of).outerjoin(Document, claims.PAPERS)
    return papers.add_columns(Document).order_by(Document.id)
