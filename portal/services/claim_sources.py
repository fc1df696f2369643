"""On whose word a filing stands, until it is proven (services/proving.py)."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.actor import Actor
from portal.domain.vocabulary import Role
from portal.models import Filing

_AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class ClaimSource:
    """An account of a citizen, hospital, unit or system, or the agency itself; `key` is what the schema compares."""

    key: str
    account_id: int | None = None

    @property
    def is_agency(self) -> bool:
        """Whether a clerk entered it."""
        return self.key == _AGENCY


def of_actor(actor: Actor) -> ClaimSource:
    """Who claims what this actor is about to file."""
    if actor.role is Role.CITIZEN:
        return ClaimSource(f"user:{actor.user_id}", actor.user_id)
    if actor.role is not Role.HOSPITAL and actor.is_system:
        return ClaimSource(f"system:{actor.user_id}")
    if actor.role is Role.EMPLOYER:
        return ClaimSource(f"employer:{actor.employer_id}")
    return ClaimSource(f"hospital:{actor.hospital_id}" if actor.role is Role.HOSPITAL else _AGENCY)


def own_columns(actor: Actor) -> Mapping[str, int | None]:
    """Of the institution in whose name the actor files: the column that says so; nothing for everybody else."""
    if actor.role is Role.HOSPITAL:
        return {"hospital_id": actor.hospital_id}
    return {"employer_id": actor.employer_id} if actor.role is Role.EMPLOYER else {}


def of_new(actor: Actor, number: str) -> ClaimSource:
    """Who claims what stands in the filing that begins under that number: at a terminal nobody before it, and nobody
    after it, for whoever stands there is unknown."""
    return ClaimSource(f"visit:{number}") if actor.role is Role.TERMINAL else of_actor(actor)


def of_filing(filing: Filing) -> ClaimSource:
    """Who claims what stands in this filing."""
    return ClaimSource(filing.claimed_by, filing.applicant_id)
