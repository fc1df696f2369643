"""What a password may be: long enough, and none of those that are tried first. One rule wherever one is chosen."""

from collections.abc import Callable, Collection, Sequence

from portal.domain.errors import Invalid
from portal.domain.guessable import Owner, fault_of
from portal.models.accounts import Identity

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 128
NOBODY = Identity("")


class FirstGuesses:
    """What people try first: words, and a name as it may be read; handed over once when the application is made."""

    def __init__(self) -> None:
        self.words: Collection[str] = ()
        self.readings: Callable[[str], Collection[Sequence[str]]] = tuple

    def use(self, words: Collection[str], readings: Callable[[str], Collection[Sequence[str]]]) -> None:
        """Use these from now on."""
        self.words, self.readings = words, readings


first_guesses = FirstGuesses()


def check(password: str, whose: Identity = NOBODY, username: str | None = None) -> None:
    """Raise `Invalid` with what to mend, as far as it is known whose it is to be; nothing is ever cut."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid("password_too_short", "password", least=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise Invalid("password_too_long", "password", most=LONGEST_PASSWORD)
    if fault := fault_of(password, _owner(whose, username or ""), first_guesses.words):
        raise Invalid(fault, "password")


def is_held(password: str, whose: Identity) -> bool:
    """Whether a password of now holds what its owner is about to be known by."""
    return fault_of(password, _owner(whose), ()) == "password_is_own"


def _owner(whose: Identity, username: str = "") -> Owner:
    return Owner(whose.name, first_guesses.readings(whose.name), username, whose.id_number, whose.phone)
