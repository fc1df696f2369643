"""Who asked for a reset rings the account's owner, and so does without a second supervisor.

A call opens one lock alone: a password where the second factor is whole, a second factor where nobody reset the
password. So whoever claims a call that never was still signs in as nobody.
"""

from dataclasses import replace

from sqlalchemy.exc import IntegrityError

from portal.domain.account_resets import CallBack, ResetKind, ResetState
from portal.domain.actor import Context
from portal.domain.errors import Invalid, NotAllowed, raise_all
from portal.domain.identity import masked_phone
from portal.domain.policy import Permission, require
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.spelling import last_four, telephone, telephone_key
from portal.models import AccountReset, User, db
from portal.models.transaction import transaction
from portal.services import account_resets, failed_sign_ins, portal_events, replaced_phones, throttling
from portal.services.throttling import Guess


def hindrance(ctx: Context, reset: AccountReset) -> str:
    """Why a call back is not enough here, as the code of a refusal; empty where it is."""
    owner = reset.account
    if ctx.actor.user_id is None or ctx.actor.user_id != reset.asked_by_id:
        return "call_back_by_who_wanted_it"
    if not owner.identity.phone or not owner.identity.id_number:
        return "no_phone_to_ring"
    if reset.kind is ResetKind.PASSWORD and owner.second_factor is None:
        return "call_back_opens_one_lock"
    return "call_back_opens_one_lock" if reset.unanswered else ""


def possible(ctx: Context, uid: str, key: str) -> AccountReset:
    """The request for which a call back counts; raises `NotAllowed` with why it does not."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    reset = account_resets.waiting(ctx, account_resets.account_of(ctx, uid), key)
    if code := hindrance(ctx, reset):
        raise NotAllowed(code)
    return reset


def note(ctx: Context, uid: str, key: str, call: CallBack) -> str:
    """Its owner was rung on the telephone on record and knew the last four; returns the link of a password.

    Raises `Invalid` or `SeveralInvalid` where number, instant or last four differ; tries are counted.
    """
    reset = possible(ctx, uid, key)
    owner, asked_at = reset.account, reset.asked_at
    counted = throttling.count(ctx, Guess("call_back", owner.uid))
    faults = _faults(ctx, owner, call)
    if call.at < asked_at.replace(second=0, microsecond=0):
        faults.append(Invalid("call_too_early", "called_at"))
    if {"phone", "last_four"} & {each.field for each in faults}:
        failed_sign_ins.note_proof(ctx, account=owner)
    raise_all(faults)
    throttling.forgive(counted)
    try:
        with transaction():
            reset = possible(ctx, uid, key)
            token = account_resets.take_effect(ctx, reset, ResetState.CALLED_BACK, called_at=call.at)
            account_resets.record(ctx, PortalEventKind.RESET_CALLED_BACK, reset, called_at=call.at.isoformat())
            return token
    except IntegrityError as error:
        raise NotAllowed("call_back_opens_one_lock") from error


def _faults(ctx: Context, owner: User, call: CallBack) -> list[Invalid]:
    own, faults = owner.identity, []
    if telephone_key(call.phone) != telephone_key(own.phone):
        faults.append(Invalid("not_their_phone", "phone"))
    if last_four(call.last_four) != own.id_number[-4:]:
        faults.append(Invalid("last_four_differ_in_call", "last_four"))
    if call.at > ctx.now:
        faults.append(Invalid("call_in_future", "called_at"))
    return faults


def tell_own_phone(ctx: Context, phone: str) -> User:
    """A member of staff says on which telephone they are to be rung; kept sealed, never shown to a supervisor."""
    require(ctx.actor, Permission.OWN_RECORD_CHANGE)
    with transaction():
        user = db.session.get_one(User, ctx.actor.user_id, with_for_update=True)
        before = user.identity.phone
        user.identity = replace(user.identity, phone=telephone(phone))
        detail = PortalEventDetail(
            before=masked_phone(before) if before else "", after=masked_phone(user.identity.phone)
        )
        event = portal_events.record(ctx, PortalEventKind.OWN_PHONE_GIVEN, detail, account=user)
        if telephone_key(before) != telephone_key(phone):
            replaced_phones.note(ctx, user, before, event)
        return user
