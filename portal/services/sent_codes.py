"""Six digits that are sent to a telephone or a mailbox; whoever types them is reached there.

Whoever guesses begins as often as they are let, from as many addresses as they have. So tries count by the telephone
too, across all that was begun for it, and nobody is shut out by that: where there were too many, two codes are sent,
one text each, and both are typed, which no number of tries finds. And how many are sent a day has an end, for each
costs money and rings a telephone that a stranger may have named.
"""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
"""Digits: what templates of gateways in use take for a code."""
FROM_ONE, IN_ALL = 3, 9
"""Asked for one telephone or mailbox in a quarter of an hour, by whoever is at one place and by everybody together."""
FROM_ONE_A_DAY = 6
FIRST_A_DAY, AGAIN_A_DAY = 15, 9
"""Asked for one in a day: by one place; by all places that have not asked that day, and by those that have. So many
places are needed to keep its owner from theirs for the rest of the day."""
PLACES_TO_USE_UP_ALL = 10
"""Of what goes out in a day to all telephones, or all mailboxes, one place has the tenth part."""
MOST_TRIES, TRIES_COUNT_FOR = 20, timedelta(days=30)
"""At single codes of one telephone or mailbox, whoever began: a chance of 1 in 50,000, as at a binding code in all its
thirty days (`MOST_TRIES` in services/tokens.py)."""
A_DAY = timedelta(days=1)
TO_TELEPHONES, TO_MAILBOXES = "registration_message", "mailbox_message"
"""What is counted apart: one telephone gets no more for two reasons to send it a code."""
_TRIED = "sent code"


@dataclass(frozen=True, slots=True)
class Carrier:
    """What carries codes, and how many it is given within a day for everybody together."""

    channel: MessageChannel
    most: int = DailyCap().codes_in_all


@dataclass(frozen=True, slots=True)
class Kept:
    """What is carried instead of the codes."""

    index: str
    is_alone: bool


def asked_for(ctx: Context, wanted: Guess, most: int) -> Sequence[str]:
    """The codes to send, counted before they are; raises `TooMany`, and then nothing is counted."""
    how_many = 1 if throttling.so_far(ctx, _TRIED, wanted.subject) < MOST_TRIES else 2
    with transaction():
        throttling.count_apart(ctx, wanted, FROM_ONE, IN_ALL)
        _count_for_the_day(ctx, wanted, most, how_many)
    return [f"{secrets.randbelow(10**LENGTH):0{LENGTH}d}" for _each in range(how_many)]


def _count_for_the_day(ctx: Context, wanted: Guess, most: int, how_many: int) -> None:
    place, refusal = throttling.line(wanted.address), "codes_of_one_used"
    try:
        of_place = Ration(f"{wanted.kind}:from_one", FROM_ONE_A_DAY, A_DAY)
        is_first = throttling.ration(ctx, of_place, f"{wanted.subject}@{place}") == 1
        kind, most_of_it = ("first", FIRST_A_DAY) if is_first else ("again", AGAIN_A_DAY)
        throttling.ration(ctx, Ration(f"{wanted.kind}:{kind}", most_of_it, A_DAY), wanted.subject)
        refusal = "codes_of_all_used"
        for _text in range(how_many):
            share = max(1, most // PLACES_TO_USE_UP_ALL)
            throttling.ration(ctx, Ration(f"{wanted.kind}:place", share, A_DAY), place)
            throttling.ration(ctx, _in_all(wanted.kind, most))
    except TooMany as used:
        raise TooMany(refusal, hours=ceil(used.retry_after / 3600), seconds=used.retry_after) from None


def _in_all(kind: str, most: int) -> Ration:
    return Ration(f"{kind}:in_all", most, A_DAY)


def are_used_up(ctx: Context, kind: str, most: int) -> bool:
    """Whether whoever asks for another today is refused."""
    return throttling.used(ctx, _in_all(kind, most)) >= most


def messages(
    kind: MessageKind, address: str, language: str, codes: Sequence[str], *, is_said: bool = True
) -> Iterator[OutgoingMessage]:
    """One text a code, at once, whatever the hour, for somebody waits; as many without, where none `is_said`."""
    for code in codes:
        values = {"code": code} if is_said else {}
        yield OutgoingMessage(
            secrets.token_hex(16), address, kind, language, values, message_text(kind, values, language)
        )


def kept(what: str, codes: Sequence[str]) -> Kept:
    """What is carried of them; of that telephone or mailbox alone, in whatever order they are typed."""
    return Kept(token_index(what, "".join(sorted(codes))), len(codes) == 1)


def count_try(ctx: Context, subject: str, sent: Kept) -> bool:
    """Count a try at a single code before it is looked at; whether it is to be: another is to be asked for, else."""
    if not sent.is_alone:
        return True
    with transaction():
        return throttling.tally(ctx, _TRIED, subject, TRIES_COUNT_FOR) <= MOST_TRIES


def is_right(what: str, typed: str, sent: Kept) -> bool:
    """Whether all that were sent were typed, and nothing else."""
    digits = re.sub(r"[^0-9]", "", figures(typed))
    codes = [digits[begin : begin + LENGTH] for begin in range(0, len(digits), LENGTH)]
    return compare_digest(kept(what, codes).index.encode(), sent.index.encode())
