"""The link by which a password is chosen anew: once, and where its owner told an ID number, with that number alone.

It is for the password of then: once there is another, by an earlier link or otherwise, it opens nothing.
"""

from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.errors import Invalid, NotFound
from portal.domain.vocabulary import WITH_SECOND_FACTOR, TokenPurpose
from portal.models import AccountReset, Token, User, db
from portal.models.sealed import person_index
from portal.services import tokens
from portal.services.throttling import stamp_of


def owner_of(ctx: Context, token: str) -> tuple[Token, User]:
    """The live link and whose account it is; raises `NotFound`, for a link that no reset gave too."""
    row = tokens.find(ctx, TokenPurpose.RESET, token)
    user: User | None = db.session.scalar(select(User).where(User.uid == row.secret.user))
    if user is None or user.disabled_at is not None or row.secret.stamp != stamp_of(user):
        raise NotFound
    of_it = select(AccountReset.id).where(AccountReset.link_index == row.token_index)
    if user.role in WITH_SECOND_FACTOR and db.session.scalar(of_it) is None:
        raise NotFound  # of an earlier release, where one supervisor gave it alone
    return row, user


def asks_for_number(ctx: Context, token: str) -> bool:
    """Whether whoever uses the link must give the owner's own ID number; it is on record and shown to nobody."""
    _row, user = owner_of(ctx, token)
    return _is_bound(user)


def _is_bound(user: User) -> bool:
    return user.role in WITH_SECOND_FACTOR and user.person_index is not None


def require_number(user: User, id_number: str) -> None:
    """Raise `Invalid` where the link is bound to another number; the caller counts the tries."""
    if _is_bound(user) and person_index(id_number) != user.person_index:
        raise Invalid("own_number_differs", "id_number")
