"""A filing that a clerk entered joins the account of its person, who shows the one-time code they were given."""

from sqlalchemy import select

from portal.domain.actor import Actor, Context
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.spelling import figures
from portal.domain.vocabulary import EventKind, Role, TokenPurpose
from portal.models import Filing, Token, User, db
from portal.models.transaction import transaction
from portal.services import failed_sign_ins, history, throttling, tokens
from portal.services.throttling import Guess


def bind(ctx: Context, number: str, code: str, address: str) -> Filing:
    """Add a telephone or window filing to one's account by its number and one-time code, never by an ID alone."""
    counted = throttling.count(ctx, Guess("bind", number, address))
    tokens.count_try(TokenPurpose.BIND, number)
    try:
        filing = _bind(ctx, number, code)
    except NotFound:
        named = db.session.query(Filing).filter(Filing.number == number).one_or_none()
        failed_sign_ins.note_proof(ctx, address, filing=named)
        raise
    throttling.forgive(counted)
    return filing


def _bind(ctx: Context, number: str, code: str) -> Filing:
    with transaction():
        own = select(User.id).where(User.id == ctx.actor.user_id, User.data_key.is_not(None))
        is_there = db.session.scalar(own.with_for_update(read=True)) is not None  # and is not closed meanwhile
        filing: Filing | None = db.session.query(Filing).filter(Filing.number == number).one_or_none()
        if filing is None or filing.applicant_id is not None or filing.bound_user_id is not None:
            raise NotFound
        token: Token = tokens.find(ctx, TokenPurpose.BIND, figures(code), filing)
        if not is_there or ctx.actor.role is not Role.CITIZEN or _was_decided_by(ctx.actor, filing):
            raise NotAllowed("not_yours_to_do")
        tokens.use(ctx, token)
        filing.bound_user_id = ctx.actor.user_id
        tokens.revoke_all(ctx, TokenPurpose.UPLOAD, filing)  # it is sent from the account now
        history.record(ctx, filing, EventKind.BOUND)
        return filing


def _was_decided_by(actor: Actor, filing: Filing) -> bool:
    """From this account or another of the same person."""
    is_same_person = filing.decided_by_index is not None and filing.decided_by_index == actor.person_index
    return is_same_person or (filing.decided_by_id is not None and filing.decided_by_id == actor.user_id)
