"""Who may do what: one table from a permission to alternatives of small conditions, all of which must hold."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.domain.actor import Actor
from portal.domain.api_keys import Scope
from portal.domain.errors import NotAllowed
from portal.domain.vocabulary import WITH_SECOND_FACTOR, FilingStatus, Role


class Permission(StrEnum):
    """A kind of act; every route names one, every object check uses one."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    CITIZEN_AREA = "citizen_area"
    HOSPITAL_AREA = "hospital_area"
    CLERK_AREA = "clerk_area"
    FAX_TRAY = "fax_tray"
    SUPERVISOR_AREA = "supervisor_area"
    OVERRIDE = "override"
    LEDGER = "ledger"
    SECOND_FACTOR = "second_factor"
    SECOND_FACTOR_CHANGE = "second_factor_change"
    STAFF_ACCOUNTS = "staff_accounts"
    MEMBER = "member"
    OWN_RECORD = "own_record"
    OWN_RECORD_CHANGE = "own_record_change"
    ACCOUNT_RECOVERY = "account_recovery"
    API_IN_FORCE = "api_in_force"
    API_REFERRAL = "api_referral"
    API_DOCUMENT = "api_document"
    API_FOLLOW = "api_follow"
    FILING_READ = "filing_read"
    FILING_EDIT = "filing_edit"
    FILING_CLOSE = "filing_close"
    FILING_FEEDBACK = "filing_feedback"
    COMPLAINT = "complaint"
    FILING_REVIEW = "filing_review"
    FILING_DECIDE = "filing_decide"


@dataclass(frozen=True, slots=True)
class FilingRelation:
    """What the table needs to know of one filing, and nothing more."""

    county: str
    status: FilingStatus
    is_sent: bool
    applicant_id: int | None
    bound_user_id: int | None
    hospital_id: int | None
    keyed_by_id: int | None
    accepted_by_id: int | None
    person_index: str | None
    agent_index: str | None
    holder_indexes: frozenset[str] = frozenset()
    """Who the accounts belong to that filed it or bound it to themselves: one person may have several accounts."""
    first_hand_indexes: frozenset[str] = frozenset()
    """Who the accounts belong to that keyed or accepted it."""
    branches: frozenset[str] = frozenset()
    needs_second_check: bool = False


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


def is_clerk(actor: Actor, _filing: FilingRelation | None) -> bool:
    """A clerk or a supervisor of one county's agency."""
    return actor.is_staff and actor.county is not None


def is_supervisor(actor: Actor, _filing: FilingRelation | None) -> bool:
    """A supervisor of one county's agency."""
    return actor.role is Role.SUPERVISOR and actor.county is not None


def is_halfway(actor: Actor, _filing: FilingRelation | None) -> bool:
    """Gave the password of an account that needs a second factor, and nothing more."""
    return actor.halfway_id is not None


def has_second_factor(actor: Actor, _filing: FilingRelation | None) -> bool:
    """An account that handles other people's data."""
    return actor.role in WITH_SECOND_FACTOR


def just_confirmed(actor: Actor, _filing: FilingRelation | None) -> bool:
    """Gave the second factor within the last minutes: what cannot be undone is asked for again."""
    return actor.is_confirmed


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


def same_hospital(actor: Actor, filing: FilingRelation | None) -> bool:
    """The hospital that issued the referral."""
    return filing is not None and actor.hospital_id is not None and actor.hospital_id == filing.hospital_id


def same_county(actor: Actor, filing: FilingRelation | None) -> bool:
    """The agency whose item it is."""
    return filing is not None and actor.county is not None and actor.county == filing.county


def left_the_desk(_actor: Actor, filing: FilingRelation | None) -> bool:
    """A draft is its writer's alone, also when it is withdrawn without ever having been sent."""
    return filing is not None and filing.is_sent


def not_about_oneself(actor: Actor, filing: FilingRelation | None) -> bool:
    """Nobody decides their own filing, one they are agent of or one from another account of theirs, nor of their
    household's.
    """
    if filing is None or actor.user_id in (filing.applicant_id, filing.bound_user_id):
        return False
    return not actor.is_one_of(filing.person_index, filing.agent_index, *filing.holder_indexes)


def told_who_they_are(actor: Actor, _filing: FilingRelation | None) -> bool:
    """Who has not told their own number could be deciding about themselves, and decides nothing."""
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


POLICY: dict[Permission, tuple[tuple[Condition, ...], ...]] = {
    Permission.PUBLIC: ((anyone,),),
    Permission.SIGNED_IN: ((signed_in,),),
    Permission.CITIZEN_AREA: ((is_citizen,),),
    Permission.HOSPITAL_AREA: ((is_hospital,),),
    Permission.CLERK_AREA: ((is_clerk,),),
    Permission.FAX_TRAY: ((is_clerk,),),
    Permission.SUPERVISOR_AREA: ((is_supervisor,),),
    Permission.SECOND_FACTOR: ((is_halfway,), (has_second_factor,)),
    Permission.SECOND_FACTOR_CHANGE: ((is_halfway,), (has_second_factor, just_confirmed)),
    Permission.LEDGER: ((is_supervisor, just_confirmed),),
    Permission.STAFF_ACCOUNTS: ((is_supervisor, just_confirmed),),
    Permission.MEMBER: ((has_second_factor,),),
    Permission.OWN_RECORD: ((is_clerk,),),
    Permission.OWN_RECORD_CHANGE: ((is_clerk, just_confirmed),),
    Permission.ACCOUNT_RECOVERY: ((is_clerk, just_confirmed),),
    Permission.API_IN_FORCE: ((has_key_for(Scope.IN_FORCE),),),
    Permission.API_REFERRAL: ((is_hospital, has_key_for(Scope.REFERRAL)),),
    Permission.API_DOCUMENT: ((has_key_for(Scope.DOCUMENT),),),
    Permission.API_FOLLOW: ((has_key_for(Scope.FOLLOW),),),
    Permission.FILING_READ: (
        (is_citizen, filed_it),
        (is_citizen, is_its_verified_person),
        (is_hospital, same_hospital),
        (is_clerk, same_county, left_the_desk),
    ),
    Permission.FILING_EDIT: ((is_citizen, filed_it), (is_hospital, same_hospital)),
    Permission.FILING_CLOSE: (
        (is_citizen, filed_it),
        (is_citizen, is_its_verified_person),
        (is_hospital, same_hospital),
        (is_clerk, same_county, left_the_desk),
    ),
    Permission.FILING_FEEDBACK: ((is_citizen, filed_it), (is_citizen, is_its_verified_person)),
    Permission.COMPLAINT: ((is_supervisor, same_county, left_the_desk, told_who_they_are, not_about_oneself),),
    # of a cap or a deadline, with a written reason; the agent's draft has not left the desk yet
    Permission.OVERRIDE: ((is_supervisor, same_county, told_who_they_are, not_about_oneself),),
    Permission.FILING_REVIEW: ((is_clerk, same_county, left_the_desk, told_who_they_are, not_about_oneself),),
    Permission.FILING_DECIDE: (
        (
            is_clerk,
            same_county,
            left_the_desk,
            told_who_they_are,
            not_about_oneself,
            at_a_deciding_office,
            second_person_where_asked,
        ),
    ),
}


BY_KEY = frozenset({Permission.API_IN_FORCE, Permission.API_REFERRAL, Permission.API_DOCUMENT, Permission.API_FOLLOW})
"""What no browser opens, whoever is signed in: only the key of an institution does."""


def allowed(actor: Actor, permission: Permission, filing: FilingRelation | None = None) -> bool:
    """Whether one alternative of the table holds in full; an unknown permission is a programming error."""
    return any(all(condition(actor, filing) for condition in way) for way in POLICY[permission])


def once_confirmed(actor: Actor, permission: Permission) -> bool:
    """Whether nothing but the second factor, given again, is between the actor and this."""
    return actor.role in WITH_SECOND_FACTOR and allowed(replace(actor, is_confirmed=True), permission)


def require(actor: Actor, permission: Permission, filing: FilingRelation | None = None) -> None:
    """Raise `NotAllowed` unless the actor may."""
    if not allowed(actor, permission, filing):
        raise NotAllowed("not_yours_to_do", permission=permission)
