"""Whether a password is one of those that are tried first: common words, runs of the keyboard, or what one is called.

Long passwords are what counts, so a word in a long sentence does no harm; a password that is nothing but such pieces,
or that holds the own name or number, is guessed within the tries that anybody has.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from portal.domain.spelling import figures, name_key, telephone_key

LEFT_OVER = 4
"""So many characters must stand beside the pieces that everybody tries."""
_SIGNS = str.maketrans("@$", "as")
_LOOKS_LIKE = str.maketrans("013457", "oieast")
_KEYBOARD = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujm",
)
_SHORTEST_RUN = 3
_SHORTEST_ROW = 4
_REPEATED = re.compile(r"(.{1,8}?)\1+")
_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])?)?")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose password it is to be, as far as that is known; `reading` are the syllables of the name."""

    name: str = ""
    reading: Sequence[str] = field(default=())
    username: str = ""
    id_number: str = ""
    phone: str = ""

    def pieces(self) -> Iterator[str]:
        """What no password of theirs may hold."""
        number, phone = figures(self.id_number), telephone_key(self.phone)
        syllables = tuple(self.reading)
        yield from (name_key(self.name), self.username.casefold())
        yield from ("".join(syllables), "".join((*syllables[1:], *syllables[:1])))
        yield from (phone, phone[-8:])
        if len(number) == 18:
            yield from (number.casefold(), number[6:14], number[8:14], number[-6:].casefold())


def fault_of(password: str, owner: Owner, words: Collection[str]) -> str | None:
    """Why it is too easy to guess, as a code of a refusal; None where it is not. `words` are those everybody tries."""
    text = unicodedata.normalize("NFKC", password).casefold()
    bare = "".join(sign for sign in text.translate(_SIGNS) if sign.isalnum())
    if any(len(piece) >= 2 and (piece in text or piece in bare) for piece in owner.pieces()):
        return "password_is_own"
    if bare.isdigit():
        return "password_only_digits"
    if _left_over(bare, words) < LEFT_OVER:
        return "password_common"
    return None


def _left_over(text: str, words: Collection[str]) -> int:
    """How many characters belong to none of the pieces that everybody tries."""
    whole = _REPEATED.fullmatch(text)
    text = whole[1] if whole else text
    taken = [False] * len(text)
    for begin, end in (*_words(text, words), *_runs(text), *_rows(text), *_days(text)):
        taken[begin:end] = [True] * (end - begin)
    return taken.count(False) if not whole else min(taken.count(False), LEFT_OVER - 1)


def _words(text: str, words: Collection[str]) -> Iterator[tuple[int, int]]:
    spelled = (text, text.translate(_LOOKS_LIKE))
    for begin in range(len(text)):
        for end in range(begin + 2, len(text) + 1):
            if any(each[begin:end] in words for each in spelled):
                yield begin, end


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """aaaa, 1234, dcba: each sign the same step from the one before."""
    steps = [ord(one) - ord(other) for one, other in zip(text[1:], text, strict=False)]
    begin = 0
    for place in range(1, len(steps) + 1):
        if place == len(steps) or steps[place] != steps[begin] or steps[begin] not in (-1, 0, 1):
            if steps and steps[begin] in (-1, 0, 1) and place - begin + 1 >= _SHORTEST_RUN:
                yield begin, place + 1
            begin = place


def _rows(text: str) -> Iterator[tuple[int, int]]:
    """Keys that lie side by side, forwards and backwards."""
    for row in (*_KEYBOARD, *(row[::-1] for row in _KEYBOARD)):
        for begin in range(len(text) - _SHORTEST_ROW + 1):
            if text[begin : begin + _SHORTEST_ROW] in row:
                yield begin, begin + _SHORTEST_ROW


def _days(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _DAY.finditer(text))
