"""How many guesses an hour come through, from 1, 100 and 10,000 addresses: the figures of docs/security.md.

Run as `python -m tests.guessing`: real counters in a SQLite of its own, a quarter of an hour by the test's clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.domain.actor import STRANGER, Context
from portal.domain.errors import TooMany
from portal.domain.messages import DailyCap
from portal.domain.vocabulary import TokenPurpose
from portal.models import schema
from portal.models.engine import build_engine
from portal.services import sent_codes, throttling, tokens
from portal.services.sent_codes import TRIES_COUNT_FOR, Kept
from portal.services.throttling import PER_ADDRESS, PER_SUBJECT, WINDOW, Guess
from tests.conftest import services_on
from tests.people import NOW

FEW, MANY = (1, 100), (1, 100, 10_000)
ONE = (("password", "login", MANY), ("last four", "progress", FEW), ("binding code", "bind", FEW))
"""What is guessed at, and from how many addresses: all are counted in one table, and ten thousand take minutes."""
WINDOWS_AN_HOUR = 3600 // int(WINDOW.total_seconds())


def let_through(kind: str, addresses: int, of_one: bool) -> int:
    """Wrong guesses that were looked at in a quarter of an hour: at one thing, or at a new one each time."""
    ctx, through = Context(STRANGER, NOW), 0
    for address in range(addresses):
        for guess in range(PER_SUBJECT + 1 if of_one else PER_ADDRESS + 1):
            subject = "the one" if of_one else f"{address}:{guess}"
            try:
                throttling.count(ctx, Guess(kind, subject, f"address {address}"))
            except TooMany:
                break
            through += 1
        if of_one and through >= PER_SUBJECT:
            break
    return through


@dataclass(slots=True)
class Guessed:
    """What came of guessing at the codes that are sent to one telephone."""

    of_digits: int = 0
    of_letters: int = 0
    texts: int = 0


def at_sent_codes(addresses: int) -> Guessed:
    """In thirty days, each quarter of an hour from another address: begun as often as it goes, each tried out."""
    found, many = Guessed(), int(TRIES_COUNT_FOR / WINDOW)
    for turn in range(many):
        ctx, place = Context(STRANGER, NOW + turn * WINDOW), f"address {turn % addresses}"
        try:
            code = sent_codes.asked_for(ctx, Guess(sent_codes.TO_TELEPHONES, "the one", place), DailyCap().codes_in_all)
        except TooMany:
            continue
        found.texts += 1
        _try_out(ctx, Kept(f"{turn}", code.isdecimal()), place, found)
    return found


def _try_out(ctx: Context, sent: Kept, place: str, found: Guessed) -> None:
    for _guess in range(PER_SUBJECT):
        throttling.count(ctx, Guess("registration_code", sent.index, place))
        if sent_codes.count_try(ctx, "the one", sent):
            found.of_digits, found.of_letters = (
                found.of_digits + sent.is_of_digits,
                found.of_letters + (not sent.is_of_digits),
            )


@contextmanager
def counters() -> Iterator[None]:
    """New ones, in a database of their own."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'guessing.sqlite3'}"
        engine = build_engine(url)
        schema.upgrade(engine)
        engine.dispose()
        with services_on(url):
            yield


def main() -> None:
    """Print the figures."""
    for what, kind, so_many in ONE:
        for addresses in so_many:
            for of_one in (True, False):
                with counters():
                    hourly = let_through(kind, addresses, of_one) * WINDOWS_AN_HOUR
                aim = "of one person" if of_one else "of anybody, each tried once"
                print(f"guesses an hour at a {what} {aim}, from {addresses} addresses: {hourly}", flush=True)
    days = (tokens.LIFETIME[TokenPurpose.BIND] or timedelta()).days
    print(f"guesses in all its {days} days at a binding code of one person, from however many: {tokens.MOST_TRIES}")
    with counters():
        found = at_sent_codes(FEW[-1])
    digits, letters = (
        f"{n} at one of {base}^{sent_codes.LENGTH}" for n, base in ((found.of_digits, 10), (found.of_letters, 26))
    )
    print(
        f"guesses in {TRIES_COUNT_FOR.days} days at codes sent to one telephone, from {FEW[-1]} addresses:"
        f" {digits}, {letters}; texts it gets: {found.texts}"
    )


if __name__ == "__main__":
    main()
