"""Keys of institutions, by which their systems ask the interface: how one is written, what it may open, how long."""

import re
from collections.abc import Mapping
from enum import StrEnum

from portal.domain.vocabulary import Role


class Scope(StrEnum):
    """What a key opens."""

    IN_FORCE = "in_force"  # asking whether somebody is covered on a day
    REFERRAL = "referral"  # issuing one, as a designated hospital
    FILE = "file"  # filing for the people who come to the institution
    DOCUMENT = "document"  # sending what belongs to one's own filings
    FOLLOW = "follow"  # reading where one's own filings stand


SCOPES_OF: Mapping[Role, tuple[Scope, ...]] = {
    Role.HOSPITAL: (Scope.IN_FORCE, Scope.REFERRAL, Scope.DOCUMENT, Scope.FOLLOW),
    Role.CLERK: (Scope.IN_FORCE, Scope.FILE, Scope.DOCUMENT, Scope.FOLLOW),
}
"""What systems may be let do: those of a designated hospital, and those of whoever has none of the list."""

MOST_DAYS = 365
"""A key is good for a year at most."""
LONGEST_NAME = 128
"""Letters of an institution's name."""
USERNAME = "key:"
"""What the user name of a key's account begins with; no invitation gives a name with a colon."""
NO_PASSWORD = "!"  # noqa: S105
"""Stands where the hash of a password would: no hash is written like that, so no password is right."""
_WRITTEN = re.compile(r"portal_([0-9a-f]{12})_([A-Za-z0-9_-]{43})", re.ASCII)


def written(prefix: str, secret: str) -> str:
    """The whole key, as an institution keeps it: a public name, and 256 bits that nobody else has."""
    return f"portal_{prefix}_{secret}"


def parts_of(text: str) -> tuple[str, str] | None:
    """The prefix and the secret of what is written like a key."""
    found = _WRITTEN.fullmatch(text)
    return (found[1], found[2]) if found else None
