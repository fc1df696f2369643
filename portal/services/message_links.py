"""The address in a message: signed, of so many days, and no row of its own.

It is as good as the QR on the filing's papers and ends with it: where its person ended that or had another made, what
was sent before opens nothing any more.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from itsdangerous import BadSignature, Signer

from portal.domain.actor import Context
from portal.domain.errors import NotFound
from portal.models.sealed import vault

GOOD_FOR = timedelta(days=30)


def _signer() -> Signer:
    """Signs with the newest version of the key, and knows what older ones signed."""
    keys = list(reversed(vault.keyring.derive_all("links in messages")))
    return Signer(keys, salt="progress", digest_method=sha256)


def signed(ctx: Context, number: str) -> str:
    """What stands behind the last stroke of the address."""
    return _signer().sign(f"{number}.{int(ctx.now.timestamp()):x}").decode()


def opened(ctx: Context, link: str) -> tuple[str, datetime]:
    """The number it was made for, and when; raises `NotFound` where it was not made here or is too old."""
    try:
        number, _dot, seconds = _signer().unsign(link).decode().partition(".")
    except (BadSignature, UnicodeError):
        raise NotFound from None
    made_at = datetime.fromtimestamp(int(seconds, 16), UTC)
    if made_at + GOOD_FOR <= ctx.now:
        raise NotFound
    return number, made_at
