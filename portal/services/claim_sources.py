"""On whose word a filing stands, until it is proven (services/proving.py)."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.actor import Actor
from portal.domain.vocabulary import Role
from portal.models import Filing

_DESK, _VISIT = "desk", "visit"
_FOR_MANY = frozenset({"institution", "system", "employer", "hospital"})
"""A `system` is one key of an institution, of which such claims were before they were its own."""


@dataclass(frozen=True, slots=True)
class ClaimSource:
    """A citizen's account, a hospital, a unit, an institution, or one talk with a clerk, or one visit at a terminal;
    `key` is what the schema compares.
    """

    key: str
    account_id: int | None = None

    @property
    def is_desk(self) -> bool:
        """Whether a clerk entered it."""
        return self.key.partition(":")[0] == _DESK

    @property
    def is_for_many(self) -> bool:
        """Whether it files for all the people it has."""
        return self.key.partition(":")[0] in _FOR_MANY


def of_actor(actor: Actor) -> ClaimSource:
    """Who claims what this actor is about to file; of a clerk and a terminal, before it has a number."""
    if actor.role is Role.CITIZEN:
        return ClaimSource(f"user:{actor.user_id}", actor.user_id)
    if actor.institution_id is not None:
        return ClaimSource(f"institution:{actor.institution_id}")
    if actor.role is Role.EMPLOYER:
        return ClaimSource(f"employer:{actor.employer_id}")
    if actor.role is Role.HOSPITAL:
        return ClaimSource(f"hospital:{actor.hospital_id}")
    return ClaimSource(_VISIT if actor.role is Role.TERMINAL else _DESK)


def own_columns(actor: Actor) -> Mapping[str, int | None]:
    """Of the institution in whose name the actor files: the column that says so; nothing for everybody else."""
    if actor.role is Role.HOSPITAL:
        return {"hospital_id": actor.hospital_id}
    if actor.institution_id is not None:
        return {"institution_id": actor.institution_id}
    return {"employer_id": actor.employer_id} if actor.role is Role.EMPLOYER else {}


def of_new(actor: Actor, number: str) -> ClaimSource:
    """Who claims what stands in the filing that begins under that number: at a terminal, on the telephone, by fax and
    at the window nobody before it, and nobody after it, for anybody can come there with somebody's number."""
    source = of_actor(actor)
    return ClaimSource(f"{source.key}:{number}") if source.key in (_DESK, _VISIT) else source


def of_filing(filing: Filing) -> ClaimSource:
    """Who claims what stands in this filing."""
    return ClaimSource(filing.claimed_by, filing.applicant_id)
