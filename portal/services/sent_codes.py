"""Six digits that are sent to a telephone or a mailbox; whoever types them is reached there.

Whoever guesses begins as often as they are let, from as many addresses as they have. So tries count by the telephone
too, across all that was begun for it, and nobody is shut out by that: where there were too many, the code is of six
letters, which is hardly found by trying, and still one text, for carriers take no two in a minute. And how many are
sent a day has an end, for each costs money and rings a telephone that a stranger may have named.
"""

import re
import secrets
import string
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from hmac import compare_digest
from math import ceil

from portal.domain.actor import Context
from portal.domain.errors import TooMany
from portal.domain.messages import DailyCap, MessageChannel, MessageKind, OutgoingMessage
from portal.domain.spelling import figures
from portal.models.sealed import token_index
from portal.models.transaction import transaction
from portal.services import throttling
from portal.services.throttling import Guess, Ration
from portal.wording.messages import message_text

GOOD_FOR = timedelta(minutes=10)
LENGTH = 6
"""The most that templates of gateways in use take for a code, of digits alone or of letters."""
FROM_ONE, IN_ALL = 3, 9
"""Asked for one telephone or mailbox in a quarter of an hour, by whoever is at one place and by everybody together."""
FROM_ONE_A_DAY = 6
FIRST_A_DAY, AGAIN_A_DAY = 15, 9
"""Asked for one in a day: by one place; by all places that have not asked that day, and by those that have. So many
places are needed to keep its owner from theirs for the rest of the day."""
PARTS_OF_PLACES = 200
"""Of what goes out in a day one place has so small a part each hour: nobody behind it waits longer than that hour once
a stranger there stops, and eight places have to keep on all day to use up all."""
BITS_OF_A_PLACE = 48
"""Of an address of the new kind: homes are given up to so many lines (`throttling.line`)."""
OF_ONE_ACCOUNT_A_DAY = 10
"""Who is signed in is counted by the account, and apart from all who are not."""
MOST_TRIES, TRIES_COUNT_FOR = 20, timedelta(days=30)
"""At codes of digits of one telephone or mailbox, whoever began: a chance of 1 in 50,000, as at a binding code in all
its thirty days (`MOST_TRIES` in services/tokens.py)."""
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
TO_TELEPHONES, TO_MAILBOXES = "registration_message", "mailbox_message"
"""What is counted apart: one telephone gets no more for two reasons to send it a code."""
_TRIED = "sent code"


@dataclass(frozen=True, slots=True)
class Carrier:
    """What carries codes, and how many it is given within a day for everybody together who is not signed in; as many
    again for accounts."""

    channel: MessageChannel
    most: int = DailyCap().codes_in_all


@dataclass(frozen=True, slots=True)
class Kept:
    """What is carried instead of the code."""

    index: str
    is_of_digits: bool


def asked_for(ctx: Context, wanted: Guess, most: int) -> str:
    """The code to send, counted before it is; raises `TooMany`, and then nothing is counted."""
    signs = string.digits if throttling.so_far(ctx, _TRIED, wanted.subject) < MOST_TRIES else string.ascii_uppercase
    from_there = replace(wanted, address=throttling.line(wanted.address, BITS_OF_A_PLACE))
    with transaction():
        throttling.count_apart(ctx, from_there, FROM_ONE, IN_ALL)
        _count_for_the_day(ctx, from_there, most)
    return "".join(secrets.choice(signs) for _sign in range(LENGTH))


def _count_for_the_day(ctx: Context, wanted: Guess, most: int) -> None:
    kind, used = wanted.kind, "codes_of_one_used"
    of_place = Ration(f"{kind}:from_one", FROM_ONE_A_DAY, A_DAY)
    is_first = _take(ctx, used, of_place, f"{wanted.subject}@{wanted.address}") == 1
    name, most_of_it = ("first", FIRST_A_DAY) if is_first else ("again", AGAIN_A_DAY)
    _take(ctx, used, Ration(f"{kind}:{name}", most_of_it, A_DAY), wanted.subject)
    for part in _parts(ctx, wanted, most):
        _take(ctx, *part)


def _take(ctx: Context, refusal: str, of_it: Ration, whose: str) -> int:
    try:
        return throttling.ration(ctx, of_it, whose)
    except TooMany as used:
        left = {"hours": ceil(used.retry_after / 3600), "minutes": ceil(used.retry_after / 60)}
        raise TooMany(refusal, **left, seconds=used.retry_after) from None


def _parts(ctx: Context, wanted: Guess, most: int) -> Iterator[tuple[str, Ration, str]]:
    """What it is a part of: all that goes out, and what one place or one account has of that."""
    kind, account = wanted.kind, ctx.actor.user_id
    if account is None:
        yield "codes_of_all_used", _in_all(kind, most), ""
        yield "codes_of_place_used", Ration(f"{kind}:place", max(1, most // PARTS_OF_PLACES), AN_HOUR), wanted.address
    else:
        yield "codes_of_all_used", Ration(f"{kind}:accounts", most, A_DAY), ""
        yield "codes_of_account_used", Ration(f"{kind}:account", OF_ONE_ACCOUNT_A_DAY, A_DAY), str(account)


def _in_all(kind: str, most: int) -> Ration:
    return Ration(f"{kind}:in_all", most, A_DAY)


def are_used_up(ctx: Context, kind: str, most: int) -> bool:
    """Whether whoever asks for another today, and is not signed in, is refused."""
    return throttling.used(ctx, _in_all(kind, most)) >= most


def message(kind: MessageKind, address: str, language: str, code: str) -> OutgoingMessage:
    """At once, whatever the hour, for somebody waits; without one, where there is none to say."""
    values = {"code": code} if code else {}
    return OutgoingMessage(secrets.token_hex(16), address, kind, language, values, message_text(kind, values, language))


def kept(what: str, code: str) -> Kept:
    """What is carried of it; of that telephone or mailbox alone."""
    return Kept(token_index(what, code), code.isdecimal())


def count_try(ctx: Context, subject: str, sent: Kept) -> bool:
    """Count a try at a code of digits before it is looked at; whether it is to be: another is to be asked for, else."""
    if not sent.is_of_digits:
        return True
    with transaction():
        return throttling.tally(ctx, _TRIED, subject, TRIES_COUNT_FOR) <= MOST_TRIES


def is_right(what: str, typed: str, sent: Kept) -> bool:
    """Whether what was sent was typed, and nothing else; small letters are as good."""
    code = re.sub(r"[^0-9A-Z]", "", figures(typed))
    return compare_digest(kept(what, code).index.encode(), sent.index.encode())
