"""The small conditions of which the policy table is made, each on an actor and what is to be known of a filing."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.domain.actor import Actor
from portal.domain.api_keys import Scope
from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import WITH_SECOND_FACTOR, FilingStatus, Role


@dataclass(frozen=True, slots=True)
class FilingRelation:
    """What the table needs to know of one filing, and nothing more."""

    county: str
    status: FilingStatus
    is_sent: bool
    applicant_id: int | None
    bound_user_id: int | None
    hospital_id: int | None
    employer_id: int | None
    keyed_by_id: int | None
    accepted_by_id: int | None
    person_index: str | None
    agent_index: str | None
    institution_id: int | None = None
    holder_ids: frozenset[int] = frozenset()
    """The accounts behind it: filed it, for themselves, a hospital or a unit, sent it in again, signed its slip, or
    bound it to themselves."""
    holder_indexes: frozenset[str] = frozenset()
    """Who these belong to: one person may have several accounts."""
    first_hand_indexes: frozenset[str] = frozenset()
    """Who the accounts belong to that keyed or accepted it."""
    branches: frozenset[str] = frozenset()
    number: str = ""
    needs_second_check: bool = False
    next_signer: SlipSigner | None = None
    """Whose turn it is to sign a slip; known only to who asks whether somebody may sign."""
    signer_ids: frozenset[int] = frozenset()
    signer_indexes: frozenset[str] = frozenset()


Condition = Callable[[Actor, FilingRelation | None], bool]


def anyone(_actor: Actor, _filing: FilingRelation | None) -> bool:
    """Strangers too."""
    return True


def signed_in(actor: Actor, _filing: FilingRelation | None) -> bool:
    """Any account."""
    return actor.user_id is not None


def is_citizen(actor: Actor, _filing: FilingRelation | None) -> bool:
    """A citizen's account."""
    return actor.role is Role.CITIZEN


def is_hospital(actor: Actor, _filing: FilingRelation | None) -> bool:
    """Staff of one hospital."""
    return actor.role is Role.HOSPITAL and actor.hospital_id is not None


def is_employer(actor: Actor, _filing: FilingRelation | None) -> bool:
    """Whoever files for the staff of one unit."""
    return actor.role is Role.EMPLOYER and actor.employer_id is not None


def is_clerk(actor: Actor, _filing: FilingRelation | None) -> bool:
    """A clerk or a supervisor of one county's agency."""
    return actor.is_staff and actor.county is not None


def is_supervisor(actor: Actor, _filing: FilingRelation | None) -> bool:
    """A supervisor of one county's agency."""
    return actor.role is Role.SUPERVISOR and actor.county is not None


def is_terminal(actor: Actor, _filing: FilingRelation | None) -> bool:
    """A device that a supervisor set up for whoever stands before it."""
    return actor.role is Role.TERMINAL and actor.county is not None


def on_its_screen(actor: Actor, filing: FilingRelation | None) -> bool:
    """What is being typed at the terminal, or was sent in from it a moment ago; nothing of anybody before."""
    return filing is not None and actor.at_hand is not None and actor.at_hand == filing.number


def is_halfway(actor: Actor, _filing: FilingRelation | None) -> bool:
    """Gave the password of an account that needs a second factor, and nothing more."""
    return actor.halfway_id is not None


def has_second_factor(actor: Actor, _filing: FilingRelation | None) -> bool:
    """An account that handles other people's data."""
    return actor.role in WITH_SECOND_FACTOR


def just_confirmed(actor: Actor, _filing: FilingRelation | None) -> bool:
    """Gave the second factor within the last minutes: what cannot be undone is asked for again."""
    return actor.is_confirmed


def at_the_machine(actor: Actor, _filing: FilingRelation | None) -> bool:
    """Whoever sits at its command line, and could read the key and every file of it anyhow."""
    return actor.user_id is None and bool(actor.operator)


def has_key_for(scope: Scope) -> Condition:
    """A system that showed the key of its institution, which opens just that."""
    return lambda actor, _filing: scope in actor.scopes


def filed_it(actor: Actor, filing: FilingRelation | None) -> bool:
    """The account that filed, or that bound a telephone or window filing to itself by number and one-time code."""
    if filing is None or actor.user_id is None:
        return False
    return actor.user_id in (filing.applicant_id, filing.bound_user_id)


def is_its_verified_person(actor: Actor, filing: FilingRelation | None) -> bool:
    """The insured person, once a clerk has verified who owns the account."""
    return (
        filing is not None
        and filing.is_sent
        and actor.is_verified
        and actor.person_index is not None
        and actor.person_index == filing.person_index
    )


def same_institution(actor: Actor, filing: FilingRelation | None) -> bool:
    """The institution whose system filed it for somebody, by whichever of its keys."""
    return filing is not None and actor.institution_id is not None and actor.institution_id == filing.institution_id


def same_hospital(actor: Actor, filing: FilingRelation | None) -> bool:
    """The hospital that issued the referral."""
    return filing is not None and actor.hospital_id is not None and actor.hospital_id == filing.hospital_id


def signs_next(actor: Actor, filing: FilingRelation | None) -> bool:
    """Whoever signs as the one whose signature comes next."""
    return filing is not None and actor.signs_as is not None and actor.signs_as is filing.next_signer


def has_not_signed(actor: Actor, filing: FilingRelation | None) -> bool:
    """Nobody signs a slip twice as two, nor from another account of theirs."""
    if filing is None or actor.user_id in filing.signer_ids:
        return False
    return actor.person_index not in filing.signer_indexes


def same_employer(actor: Actor, filing: FilingRelation | None) -> bool:
    """The unit that filed it for one of its staff."""
    return filing is not None and actor.employer_id is not None and actor.employer_id == filing.employer_id


def same_county(actor: Actor, filing: FilingRelation | None) -> bool:
    """The agency whose item it is."""
    return filing is not None and actor.county is not None and actor.county == filing.county


def left_the_desk(_actor: Actor, filing: FilingRelation | None) -> bool:
    """A draft is its writer's alone, also when it is withdrawn without ever having been sent."""
    return filing is not None and filing.is_sent


def not_about_oneself(actor: Actor, filing: FilingRelation | None) -> bool:
    """Nobody decides their own filing, one they are agent of or one that an account of theirs had a hand in, nor of
    their household's.
    """
    if filing is None or actor.user_id in filing.holder_ids:
        return False
    return not actor.is_one_of(filing.person_index, filing.agent_index, *filing.holder_indexes)


def told_who_they_are(actor: Actor, _filing: FilingRelation | None) -> bool:
    """Who has not told their own number could be deciding about themselves, or signing as two: they do neither."""
    return actor.person_index is not None


def at_a_deciding_office(actor: Actor, filing: FilingRelation | None) -> bool:
    """A branch accepts what the centre decides."""
    return filing is not None and actor.office not in filing.branches


def second_person_where_asked(actor: Actor, filing: FilingRelation | None) -> bool:
    """A second check, where an item asks for one, is by another than who keyed or accepted."""
    if filing is None or not filing.needs_second_check:
        return filing is not None
    is_another_account = actor.user_id not in (filing.keyed_by_id, filing.accepted_by_id)
    return is_another_account and actor.person_index not in filing.first_hand_indexes
