"""Six digits that are sent to a telephone or a mailbox; whoever types them is reached there."""

import secrets
from datetime import timedelta
from hmac import compare_digest

from portal.domain.messages import MessageKind, OutgoingMessage
from portal.domain.spelling import figures
from portal.models.sealed import token_index
from portal.wording.messages import message_text

GOOD_FOR = timedelta(minutes=10)
FROM_ONE, IN_ALL = 3, 9
"""Codes sent to one address in a quarter of an hour, for whoever is at one place and for everybody together."""


def new_code() -> str:
    """Another one each time."""
    return f"{secrets.randbelow(10**6):06d}"


def message(kind: MessageKind, address: str, language: str, **values: str) -> OutgoingMessage:
    """At once, whatever the hour, for somebody waits for it."""
    return OutgoingMessage(secrets.token_hex(16), address, kind, language, values, message_text(kind, values, language))


def index(what: str, code: str) -> str:
    """What is carried instead of the code; of that telephone or mailbox alone."""
    return token_index(what, code)


def is_right(what: str, typed: str, kept: str) -> bool:
    """Whether that was typed."""
    return compare_digest(index(what, figures(typed)).encode(), kept.encode())
