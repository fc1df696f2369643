"""Who agreed to which text: kept with the account, and with each filing that was sent in under it."""

from sqlalchemy import bindparam, select

from portal.domain.actor import Context
from portal.domain.consent import CURRENT
from portal.domain.errors import Invalid
from portal.domain.vocabulary import Role
from portal.models import User, db
from portal.models.transaction import transaction

_AGREED_TO = select(User.consent_version).where(User.id == bindparam("account"))


def is_asked(ctx: Context) -> bool:
    """Whether the account has yet to agree to the text of today."""
    return db.session.scalar(_AGREED_TO, {"account": ctx.actor.user_id}) != CURRENT.name


def agree(ctx: Context) -> None:
    """The account agrees to the text of today."""
    with transaction():
        user = _account(ctx)
        user.consent_version, user.consented_at = CURRENT.name, ctx.now


def version_of_filing(ctx: Context) -> str:
    """Under which text a filing is sent in now.

    Whoever files online agreed with their account. A clerk or a hospital asked the person, and their form goes on with
    a yes alone. Raises `Invalid("consent_needed")`.
    """
    if ctx.actor.role is Role.CITIZEN and is_asked(ctx):
        raise Invalid("consent_needed", "consents")
    return CURRENT.name


def _account(ctx: Context) -> User:
    return db.session.get_one(User, ctx.actor.user_id)
