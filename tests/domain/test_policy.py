"""Who may do what to one filing: every kind of account against every kind of filing, each named once."""

from dataclasses import replace

import pytest

from portal.domain.actor import STRANGER, Actor
from portal.domain.api_keys import Scope
from portal.domain.conditions import FilingRelation
from portal.domain.errors import NotAllowed
from portal.domain.policy import POLICY, Permission, allowed, once_confirmed, require
from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import FilingStatus, Role

FILING = FilingRelation(
    county="wenshang",
    status=FilingStatus.SUBMITTED,
    is_sent=True,
    applicant_id=1,
    bound_user_id=2,
    hospital_id=7,
    employer_id=70,
    keyed_by_id=20,
    accepted_by_id=21,
    person_index="person",
    agent_index="agent",
    institution_id=80,
    holder_ids=frozenset({1, 2, 45}),
    holder_indexes=frozenset({"filer", "binder", "signer"}),
    first_hand_indexes=frozenset({"first hand"}),
    branches=frozenset({"branch"}),
    number="at hand",
)


def clerk(user_id: int, role: Role = Role.CLERK, **parts: str | bool | frozenset[str] | None) -> Actor:
    """Staff of 汶上."""
    return replace(Actor(user_id, role, county="wenshang", office="centre", person_index=f"own {user_id}"), **parts)  # type: ignore[arg-type]


def system(user_id: int, institution: int, *scopes: Scope) -> Actor:
    """Of an institution of 汶上 that is no hospital of the list."""
    return replace(clerk(user_id, person_index=None), institution_id=institution, scopes=frozenset(scopes))


ACTORS: dict[str, Actor] = {
    "nobody": STRANGER,
    "filer": Actor(1, Role.CITIZEN),
    "binder": Actor(2, Role.CITIZEN),
    "person": Actor(3, Role.CITIZEN, person_index="person", is_verified=True),
    "unproven person": Actor(4, Role.CITIZEN, person_index="person"),
    "agent": Actor(5, Role.CITIZEN, person_index="agent", is_verified=True),
    "anybody": Actor(6, Role.CITIZEN, is_verified=True),
    "hospital": Actor(10, Role.HOSPITAL, hospital_id=7),
    "another hospital": Actor(11, Role.HOSPITAL, hospital_id=8),
    "no hospital": Actor(12, Role.HOSPITAL),
    "a system": Actor(13, Role.HOSPITAL, hospital_id=9, scopes=frozenset(Scope)),
    "a further key of it": system(41, 80, Scope.DOCUMENT),
    "a system that files": system(20, 80, Scope.FILE, Scope.DOCUMENT),
    "a system of others": system(20, 81, Scope.DOCUMENT),
    "unit": Actor(17, Role.EMPLOYER, employer_id=70),
    "another unit": Actor(18, Role.EMPLOYER, employer_id=71),
    "no unit": Actor(19, Role.EMPLOYER),
    "clerk": clerk(22),
    "has not said who it is": clerk(30, person_index=None),
    "keyed it": clerk(20),
    "accepted it": clerk(21),
    "chief": clerk(23, Role.SUPERVISOR),
    "at a branch": clerk(24, office="branch"),
    "is the person": clerk(25, person_index="person"),
    "is the agent": clerk(26, person_index="agent"),
    "lives with the person": clerk(33, household=frozenset({"person", "somebody"})),
    "lives with the agent": clerk(34, household=frozenset({"agent"})),
    "lives with the binder": clerk(36, household=frozenset({"binder"})),
    "filed it as a citizen": clerk(37, person_index="filer"),
    "bound it as a citizen": clerk(38, person_index="binder"),
    "signed it for its hospital": clerk(43, person_index="signer"),
    "lives with who signed it": clerk(44, household=frozenset({"signer"})),
    "clerk who sent it in for a hospital": clerk(45),
    "keyed it from another account": clerk(39, person_index="first hand"),
    "lives with another": clerk(35, household=frozenset({"somebody"})),
    "is another person": clerk(27, person_index="somebody"),
    "chief who has not said": clerk(40, Role.SUPERVISOR, person_index=None),
    "confirmed clerk": clerk(31, is_confirmed=True),
    "confirmed chief": clerk(32, Role.SUPERVISOR, is_confirmed=True),
    "confirmed hospital": Actor(13, Role.HOSPITAL, hospital_id=9, is_confirmed=True),
    "confirmed citizen": Actor(7, Role.CITIZEN, is_confirmed=True),
    "terminal": Actor(14, Role.TERMINAL, county="wenshang", at_hand="at hand"),
    "terminal of another": Actor(15, Role.TERMINAL, county="wenshang", at_hand="another"),
    "empty terminal": Actor(16, Role.TERMINAL, county="wenshang"),
    "halfway": Actor(None, None, halfway_id=22),
    "at the machine": Actor(None, Role.SUPERVISOR, county="wenshang", operator="root"),
    "elsewhere": clerk(28, county="fushun"),
    "of no county": clerk(29, county=None),
    "clerk who filed it": clerk(1),
    "clerk who bound it": clerk(2),
}
CONFIRMED = {"confirmed clerk", "confirmed chief"}
SYSTEMS = {"a system that files", "a further key of it", "a system of others"}
"""Of institutions that are no hospital: accounts of the agency that no page opens for."""
DESK = (
    CONFIRMED
    | SYSTEMS
    | {
        "clerk",
        "has not said who it is",
        "chief who has not said",
        "keyed it",
        "accepted it",
        "keyed it from another account",
        "chief",
        "at a branch",
        "is another person",
        "lives with another",
    }
)
REVIEWERS = DESK - {"has not said who it is", "chief who has not said", *SYSTEMS}
DECIDERS = REVIEWERS - {"at a branch"}
CONCERNED = {
    "is the person",
    "is the agent",
    "lives with the person",
    "lives with the agent",
    "lives with the binder",
    "filed it as a citizen",
    "bound it as a citizen",
    "clerk who filed it",
    "clerk who bound it",
    "signed it for its hospital",
    "lives with who signed it",
    "clerk who sent it in for a hospital",
}
MACHINE = {"at the machine"}
"""Its operator reads what the desk does, and decides nothing."""
CLOSERS = {"filer", "binder", "person", "hospital"} | DESK | CONCERNED | MACHINE
READERS = CLOSERS | {"terminal", "unit"}
TERMINALS = {"terminal", "terminal of another", "empty terminal"}

MEMBERS = {name for name, actor in ACTORS.items() if actor.role not in (None, Role.CITIZEN, Role.TERMINAL)}

OF_A_FILING = {
    Permission.FILING_READ: READERS,
    Permission.FILING_EDIT: {"filer", "binder", "hospital", "terminal"},
    Permission.FILING_DOCUMENT: REVIEWERS
    | {"filer", "binder", "hospital", "a system that files", "a further key of it"},
    Permission.FILING_CLOSE: CLOSERS,
    Permission.FILING_FEEDBACK: {"filer", "binder", "person"},
    Permission.COMPLAINT: {"chief", "confirmed chief"},
    Permission.SLIP_SIGN: set(),  # of a slip that nobody signs
    Permission.FILING_REVIEW: REVIEWERS,
    Permission.OVERRIDE: {"chief", "confirmed chief"},
    Permission.FILING_DECIDE: DECIDERS,
}
AREAS = {
    Permission.PUBLIC: set(ACTORS),
    Permission.SIGNED_IN: set(ACTORS) - {"nobody", "halfway", *MACHINE},
    Permission.CITIZEN_AREA: {"filer", "binder", "person", "unproven person", "agent", "anybody", "confirmed citizen"},
    Permission.HOSPITAL_AREA: {"hospital", "another hospital", "confirmed hospital", "a system"},
    Permission.EMPLOYER_AREA: {"unit", "another unit"},
    Permission.CLERK_AREA: DESK | CONCERNED | MACHINE | {"elsewhere"},
    Permission.FAX_TRAY: DESK | CONCERNED | MACHINE | {"elsewhere"},
    Permission.SUPERVISOR_AREA: MACHINE | {"chief", "confirmed chief", "chief who has not said"},
    Permission.LEDGER: MACHINE | {"confirmed chief"},
    Permission.NATIONAL: MACHINE | {"confirmed chief"},
    Permission.SECOND_FACTOR: MEMBERS | {"halfway"},
    Permission.SECOND_FACTOR_CHANGE: CONFIRMED | {"confirmed hospital", "halfway"},
    Permission.STAFF_ACCOUNTS: {"confirmed chief"},
    Permission.MEMBER: MEMBERS,
    Permission.OWN_RECORD: DESK | CONCERNED | MACHINE | {"elsewhere"},
    Permission.OWN_RECORD_CHANGE: CONFIRMED,
    Permission.ACCOUNT_RECOVERY: CONFIRMED,
    Permission.KIOSK: TERMINALS,
    Permission.API_IN_FORCE: {"a system"},
    Permission.API_REFERRAL: {"a system"},
    Permission.API_FILE: {"a system that files"},
    Permission.API_DOCUMENT: {"a system", *SYSTEMS},
    Permission.API_FOLLOW: {"a system"},
}


def who_may(permission: Permission, filing: FilingRelation | None) -> set[str]:
    """Everybody who may."""
    return {name for name, actor in ACTORS.items() if allowed(actor, permission, filing)}


@pytest.mark.parametrize("permission", Permission)
def test_who_may_do_what_to_a_filing_that_was_sent_in(permission: Permission) -> None:
    assert who_may(permission, FILING) == (OF_A_FILING | AREAS)[permission]


@pytest.mark.parametrize("permission", Permission)
def test_without_a_filing_only_areas_are_open(permission: Permission) -> None:
    assert who_may(permission, None) == AREAS.get(permission, set())


@pytest.mark.parametrize("permission", OF_A_FILING)
def test_a_draft_is_its_writers_alone(permission: Permission) -> None:
    """But for its cap, which a supervisor may lift by its number, without seeing it."""
    writers = OF_A_FILING[permission] & {"filer", "binder", "hospital", "terminal", "unit"}
    if permission is Permission.OVERRIDE:
        writers = OF_A_FILING[permission]
    assert who_may(permission, replace(FILING, is_sent=False)) == writers


def test_a_second_check_is_by_another_person_than_who_keyed_or_accepted() -> None:
    second = replace(FILING, needs_second_check=True)
    assert who_may(Permission.FILING_DECIDE, second) == DECIDERS - {
        "keyed it",
        "accepted it",
        "keyed it from another account",
    }
    assert who_may(Permission.FILING_REVIEW, second) == REVIEWERS


def test_a_slip_is_signed_by_who_is_next_in_its_hospital_and_signs_nothing_twice() -> None:
    doctor, head = SlipSigner.DOCTOR, SlipSigner.DEPARTMENT_HEAD
    own = replace(ACTORS["hospital"], signs_as=doctor, person_index="own")
    slip = replace(FILING, is_sent=False, next_signer=doctor)

    def may(actor: Actor, relation: FilingRelation = slip) -> bool:
        return allowed(actor, Permission.SLIP_SIGN, relation)

    assert may(own)
    assert not may(replace(own, person_index=None)), "one person could sign as two"
    assert not may(ACTORS["hospital"])
    assert not may(replace(own, signs_as=head))
    assert not may(replace(own, hospital_id=8))
    assert not may(replace(own, role=Role.CLERK))
    assert not may(own, replace(slip, next_signer=None))
    assert not may(own, replace(slip, signer_ids=frozenset({10})))
    assert not may(own, replace(slip, signer_indexes=frozenset({"own"})))
    assert who_may(Permission.SLIP_SIGN, slip) == set()


def test_what_nobody_named_matches_nobody() -> None:
    """Two unknowns are not one and the same: a filing without a person, an account or a hospital."""
    bare = replace(
        FILING,
        applicant_id=None,
        bound_user_id=None,
        hospital_id=None,
        employer_id=None,
        person_index=None,
        agent_index=None,
        holder_ids=frozenset(),
        holder_indexes=frozenset(),
        county="",
        number="",
    )
    assert who_may(Permission.FILING_READ, bare) == set()
    assert not allowed(Actor(None, Role.CITIZEN), Permission.FILING_READ, bare)
    assert not allowed(Actor(1, Role.CITIZEN, is_verified=True), Permission.FILING_READ, bare)
    assert allowed(clerk(22), Permission.FILING_DECIDE, replace(bare, county="wenshang"))


def test_who_may_not_is_told_so() -> None:
    require(ACTORS["clerk"], Permission.FILING_DECIDE, FILING)
    with pytest.raises(NotAllowed) as refused:
        require(ACTORS["at a branch"], Permission.FILING_DECIDE, FILING)
    assert (refused.value.code, refused.value.values) == (
        "not_yours_to_do",
        {"permission": Permission.FILING_DECIDE},
    )


def test_what_asks_again_is_open_to_whoever_gives_the_second_factor_and_to_nobody_else() -> None:
    for permission, confirmed in (
        (Permission.STAFF_ACCOUNTS, {"chief", "chief who has not said"}),
        (Permission.LEDGER, {"chief", "chief who has not said"}),
        (Permission.ACCOUNT_RECOVERY, DESK | CONCERNED),
    ):
        may = {name for name, actor in ACTORS.items() if once_confirmed(actor, permission)}
        assert may - CONFIRMED - MACHINE - {"elsewhere"} == confirmed - CONFIRMED


def test_every_permission_is_in_the_table_and_tried() -> None:
    assert set(POLICY) == set(Permission) == OF_A_FILING.keys() | AREAS.keys()
