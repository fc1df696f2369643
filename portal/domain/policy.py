"""Who may do what: one table from a permission to alternatives of small conditions, all of which must hold."""

from dataclasses import replace
from enum import StrEnum

from portal.domain.actor import Actor
from portal.domain.api_keys import Scope
from portal.domain.conditions import (
    Condition,
    FilingRelation,
    anyone,
    at_a_deciding_office,
    at_the_machine,
    filed_it,
    has_key_for,
    has_not_signed,
    has_second_factor,
    is_citizen,
    is_clerk,
    is_employer,
    is_halfway,
    is_hospital,
    is_its_verified_person,
    is_supervisor,
    is_terminal,
    just_confirmed,
    left_the_desk,
    not_about_oneself,
    on_its_screen,
    same_county,
    same_employer,
    same_hospital,
    same_institution,
    second_person_where_asked,
    signed_in,
    signs_next,
    told_who_they_are,
)
from portal.domain.errors import NotAllowed
from portal.domain.vocabulary import WITH_SECOND_FACTOR


class Permission(StrEnum):
    """A kind of act; every route names one, every object check uses one."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    CITIZEN_AREA = "citizen_area"
    HOSPITAL_AREA = "hospital_area"
    EMPLOYER_AREA = "employer_area"
    CLERK_AREA = "clerk_area"
    FAX_TRAY = "fax_tray"
    SUPERVISOR_AREA = "supervisor_area"
    OVERRIDE = "override"
    LEDGER = "ledger"
    NATIONAL = "national"
    SECOND_FACTOR = "second_factor"
    SECOND_FACTOR_CHANGE = "second_factor_change"
    STAFF_ACCOUNTS = "staff_accounts"
    MEMBER = "member"
    OWN_RECORD = "own_record"
    OWN_RECORD_CHANGE = "own_record_change"
    ACCOUNT_RECOVERY = "account_recovery"
    KIOSK = "kiosk"
    API_IN_FORCE = "api_in_force"
    API_REFERRAL = "api_referral"
    API_FILE = "api_file"
    API_DOCUMENT = "api_document"
    API_FOLLOW = "api_follow"
    FILING_READ = "filing_read"
    FILING_EDIT = "filing_edit"
    FILING_DOCUMENT = "filing_document"
    FILING_CLOSE = "filing_close"
    SLIP_SIGN = "slip_sign"
    FILING_FEEDBACK = "filing_feedback"
    COMPLAINT = "complaint"
    FILING_REVIEW = "filing_review"
    FILING_DECIDE = "filing_decide"


POLICY: dict[Permission, tuple[tuple[Condition, ...], ...]] = {
    Permission.PUBLIC: ((anyone,),),
    Permission.SIGNED_IN: ((signed_in,),),
    Permission.CITIZEN_AREA: ((is_citizen,),),
    Permission.HOSPITAL_AREA: ((is_hospital,),),
    Permission.EMPLOYER_AREA: ((is_employer,),),
    Permission.CLERK_AREA: ((is_clerk,),),
    Permission.FAX_TRAY: ((is_clerk,),),
    Permission.SUPERVISOR_AREA: ((is_supervisor,),),
    Permission.KIOSK: ((is_terminal,),),
    Permission.SECOND_FACTOR: ((is_halfway,), (has_second_factor,)),
    Permission.SECOND_FACTOR_CHANGE: ((is_halfway,), (has_second_factor, just_confirmed)),
    Permission.LEDGER: ((is_supervisor, at_the_machine), (is_supervisor, just_confirmed)),
    Permission.NATIONAL: ((is_supervisor, at_the_machine), (is_supervisor, just_confirmed)),
    Permission.STAFF_ACCOUNTS: ((is_supervisor, just_confirmed),),
    Permission.MEMBER: ((has_second_factor,),),
    Permission.OWN_RECORD: ((is_clerk,),),
    Permission.OWN_RECORD_CHANGE: ((is_clerk, just_confirmed),),
    Permission.ACCOUNT_RECOVERY: ((is_clerk, just_confirmed),),
    Permission.API_IN_FORCE: ((has_key_for(Scope.IN_FORCE),),),
    Permission.API_REFERRAL: ((is_hospital, has_key_for(Scope.REFERRAL)),),
    Permission.API_FILE: ((is_clerk, has_key_for(Scope.FILE)),),
    Permission.API_DOCUMENT: ((has_key_for(Scope.DOCUMENT),),),
    Permission.API_FOLLOW: ((has_key_for(Scope.FOLLOW),),),
    Permission.FILING_READ: (
        (is_citizen, filed_it),
        (is_citizen, is_its_verified_person),
        (is_hospital, same_hospital),
        (is_employer, same_employer),
        (is_clerk, same_county, left_the_desk),
        (is_terminal, on_its_screen),
    ),
    Permission.FILING_EDIT: (
        (is_citizen, filed_it),
        (is_hospital, same_hospital),
        (is_terminal, on_its_screen),
    ),
    Permission.FILING_DOCUMENT: (
        (is_citizen, filed_it),
        (is_hospital, same_hospital),
        (is_clerk, same_county, left_the_desk, told_who_they_are, not_about_oneself),
        (has_key_for(Scope.DOCUMENT), same_county, left_the_desk, same_institution),
    ),
    Permission.FILING_CLOSE: (
        (is_citizen, filed_it),
        (is_citizen, is_its_verified_person),
        (is_hospital, same_hospital),
        (is_clerk, same_county, left_the_desk),
    ),
    Permission.SLIP_SIGN: ((is_hospital, same_hospital, signs_next, told_who_they_are, has_not_signed),),
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


BY_KEY = frozenset(
    {
        Permission.API_IN_FORCE,
        Permission.API_REFERRAL,
        Permission.API_FILE,
        Permission.API_DOCUMENT,
        Permission.API_FOLLOW,
    }
)
"""What no browser opens, whoever is signed in: only the key of an institution does."""


BY_TERMINAL = frozenset({Permission.KIOSK})
"""What opens on a device that was set up for it alone, whoever is signed in there."""


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
