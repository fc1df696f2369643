"""Random tokens for one purpose each: a QR, an upload link, a binding code, an invitation, a password reset."""

import secrets
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select, update

from portal.domain.actor import Context
from portal.domain.errors import NotFound
from portal.domain.vocabulary import TokenPurpose
from portal.models import Filing, Token, User, db
from portal.models.sealed import token_index
from portal.models.tokens import Secret
from portal.models.transaction import transaction
from portal.services.throttling import stamp_of

NOTHING_MORE = Secret()
LIFETIME: dict[TokenPurpose, timedelta | None] = {
    TokenPurpose.QR: None,  # printed on paper; ends with its filing (services/qr_codes.py)
    TokenPurpose.UPLOAD: timedelta(days=14),
    TokenPurpose.BIND: timedelta(days=30),
    TokenPurpose.INVITE: timedelta(hours=48),
    TokenPurpose.RESET: timedelta(hours=2),
}
OF_STAFF = (TokenPurpose.INVITE, TokenPurpose.RESET)
"""What opens an account stands on the word of whoever handed it out, and ends with their account."""
CODE_LIFETIME = timedelta(minutes=30)
"""A code is typed while its reader is still on the line, or soon after."""
MOST_TRIES = 20
"""A binding code is dead after so many, from wherever: one of its million is then guessed with a chance of 1 in 50,000
in all its thirty days, and whoever mistypes it a few times still gets in. Its person asks the office for another."""

_MAKER_IS_GONE = select(User.id).where(User.id == Token.made_by_id, User.disabled_at.is_not(None)).exists()


def _new_secret(purpose: TokenPurpose) -> str:
    """128 bits for a link; a binding code is short, for it is read out, and counts with the filing's number only."""
    return f"{secrets.randbelow(10**6):06d}" if purpose is TokenPurpose.BIND else secrets.token_urlsafe(16)


def make(ctx: Context, purpose: TokenPurpose, filing: Filing | None = None, grants: Secret = NOTHING_MORE) -> str:
    """Make a token inside the caller's transaction and return it; earlier ones of the same purpose stay valid."""
    return _made(ctx, purpose, filing, grants).secret.token


def _made(ctx: Context, purpose: TokenPurpose, filing: Filing | None, grants: Secret = NOTHING_MORE) -> Token:
    secret = _new_secret(purpose)
    lifetime = LIFETIME[purpose]
    token = Token(
        purpose=purpose,
        token_index=token_index(_scope(purpose, filing), secret),
        secret=replace(grants, token=secret),
        filing_id=filing.id if filing else None,
        made_by_id=ctx.actor.user_id,
        made_at=ctx.now,
        expires_at=ctx.now + lifetime if lifetime else None,
    )
    db.session.add(token)
    return token


def _scope(purpose: TokenPurpose, filing: Filing | None) -> str:
    return f"bind:{filing.number}" if purpose is TokenPurpose.BIND and filing else purpose


def find(ctx: Context, purpose: TokenPurpose, secret: str, filing: Filing | None = None) -> Token:
    """The live token; raises `NotFound` for one that is unknown, used, revoked, expired or made for something else."""
    return _live(ctx, purpose, token_index(_scope(purpose, filing), secret))


def _live(ctx: Context, purpose: TokenPurpose, index: str) -> Token:
    found = db.session.execute(select(Token, _MAKER_IS_GONE).where(Token.token_index == index)).one_or_none()
    if found is None:
        raise NotFound
    token: Token = found[0]
    if token.purpose is not purpose or token.used_at or token.revoked_at:
        raise NotFound
    if token.tries > MOST_TRIES:
        raise NotFound
    if token.expires_at is not None and token.expires_at <= ctx.now:
        raise NotFound
    if purpose in OF_STAFF and found[1]:
        raise NotFound
    return token


def make_code(ctx: Context, user: User) -> str:
    """A code of eight digits by which that account chooses a new password: read out once, kept nowhere.

    It is for the password of now: once there is another, by this code or otherwise, it opens nothing.
    """
    code = f"{secrets.randbelow(10**8):08d}"
    db.session.add(
        Token(
            purpose=TokenPurpose.RESET,
            token_index=token_index(_account_scope(user), code),
            secret=Secret(user=user.uid),
            made_by_id=ctx.actor.user_id,
            made_at=ctx.now,
            expires_at=ctx.now + CODE_LIFETIME,
        )
    )
    db.session.flush()
    return code


def find_code(ctx: Context, user: User, code: str) -> Token:
    """The live code of that account; raises `NotFound` as `find` does."""
    return _live(ctx, TokenPurpose.RESET, token_index(_account_scope(user), code))


def _account_scope(user: User) -> str:
    return f"reset:{user.uid}:{stamp_of(user)}"


def count_try(purpose: TokenPurpose, number: str) -> None:
    """Count a try at the code of that filing before it is looked at, in a transaction of its own."""
    of_it = select(Filing.id).where(Filing.number == number)
    with transaction():
        db.session.execute(
            update(Token)
            .where(Token.purpose == purpose, Token.filing_id.in_(of_it), Token.revoked_at.is_(None))
            .values(tries=Token.tries + 1)
        )


def use(ctx: Context, token: Token) -> None:
    """Spend a one-time token; of two at once, one gets `NotFound`."""
    result = db.session.execute(
        update(Token).where(Token.id == token.id, Token.used_at.is_(None)).values(used_at=ctx.now)
    )
    if result.rowcount != 1:  # type: ignore[attr-defined]
        raise NotFound


def revoke_all(ctx: Context, purpose: TokenPurpose, filing: Filing) -> None:
    """End every token of that purpose for the filing."""
    db.session.execute(
        update(Token)
        .where(Token.purpose == purpose, Token.filing_id == filing.id, Token.revoked_at.is_(None))
        .values(revoked_at=ctx.now)
    )


def printed(purpose: TokenPurpose, filing: Filing) -> str | None:
    """The token of that purpose which was neither used nor revoked, to print it again."""
    token = latest(purpose, filing)
    return token.secret.token if token else None


def latest(purpose: TokenPurpose, filing: Filing) -> Token | None:
    """The newest token of that purpose which was neither used nor revoked."""
    rows = select(Token).where(
        Token.purpose == purpose,
        Token.filing_id == filing.id,
        Token.used_at.is_(None),
        Token.revoked_at.is_(None),
    )
    token: Token | None = db.session.scalar(rows.order_by(Token.id.desc()).limit(1))
    return token


def upload_link(ctx: Context, filing: Filing) -> Token:
    """The filing's link to send documents by, good for its whole lifetime from now: one that is printed stays good."""
    token = latest(TokenPurpose.UPLOAD, filing) or _made(ctx, TokenPurpose.UPLOAD, filing)
    lifetime = LIFETIME[TokenPurpose.UPLOAD]
    assert lifetime is not None
    token.expires_at = ctx.now + lifetime
    return token


def made_by(ctx: Context, purpose: TokenPurpose, filing: Filing) -> str | None:
    """The newest live token of that purpose which this very account made for the filing, to show it again."""
    rows = select(Token).where(
        Token.purpose == purpose,
        Token.filing_id == filing.id,
        Token.made_by_id == ctx.actor.user_id,
        Token.used_at.is_(None),
        Token.revoked_at.is_(None),
        Token.expires_at > ctx.now,
        Token.tries <= MOST_TRIES,
    )
    token = db.session.scalar(rows.order_by(Token.id.desc()).limit(1))
    return token.secret.token if token else None
