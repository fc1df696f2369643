"""Whether a password is one of those that are tried first: common words, runs of the keyboard, or what one is called.

Long passwords are what counts, so a word in a long sentence does no harm; a password that is nothing but such pieces,
or that holds the own name or number, is guessed within the tries that anybody has.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from portal.domain.spelling import figures, name_key, telephone_key

LEFT_OVER = 4
"""So many characters must stand beside the pieces that everybody tries."""
_SIGNS = str.maketrans("@$", "as")
_LOOKS_LIKE = str.maketrans("013457", "oieast")
_SHIFTED = str.maketrans("!@#$%^&*()", "1234567890")
_LINES = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_COLUMNS = tuple(map("".join, zip(*_LINES, strict=False)))
_KEYPAD = ("789456123", "147258369", "741852963")
_ONE_WAY = (
    *(*_LINES, *_KEYPAD),
    "".join(_COLUMNS),
    "".join(column[::-1] for column in _COLUMNS),
    "".join(column[1:] for column in _COLUMNS),
    "".join(column[:0:-1] for column in _COLUMNS),
)
_ROWS = (*_ONE_WAY, *(row[::-1] for row in _ONE_WAY))
"""Keys in the order a finger finds them: along the lines and down or up the columns, with the figures or without."""
_ONE_STEP = (-1, 0, 1)
_SHORTEST_RUN = 3
_SHORTEST_ROW = 4
_SHORTEST_WOVEN = 6
_ONE_WORD = re.compile(r"[\W\d_]*([a-z]{1,12})[\W\d_]*")
_UNSPEAKABLE = re.compile(r"[^aeiouy]{4}|^[^aeiouy]{3}|[aeiouy]{4}|[^aeiouyngrlst]{3}|q[^u]")
_REPEATED = re.compile(r"(.{1,8}?)\1+")
_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])?)?")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose password it is to be, as far as that is known; `readings` are the ways to read the name, in syllables."""

    name: str = ""
    readings: Collection[Sequence[str]] = field(default=())
    username: str = ""
    id_number: str = ""
    phone: str = ""

    def pieces(self) -> Iterator[str]:
        """What no password of theirs may hold."""
        number, phone = figures(self.id_number), telephone_key(self.phone)
        yield from (name_key(self.name), self.username.casefold())
        for syllables in self.readings:
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
    shifted = "".join(sign for sign in text.translate(_SHIFTED) if sign.isalnum())
    if min(_left_over(bare, words), _left_over(shifted, words), _tail_of_one_word(text, words)) < LEFT_OVER:
        return "password_common"
    return None


def _tail_of_one_word(text: str, words: Collection[str]) -> int:
    """How much there is to guess of a password that is a word with figures and signs around it: Huawei@123.

    What can be spoken is a word that somebody has on a list, whichever it is; letters drawn by lot hardly ever can.
    """
    word = _ONE_WORD.fullmatch(text)
    if word is None or word[1] == text or _UNSPEAKABLE.search(word[1]):
        return len(text)
    around = text[: word.start(1)] + text[word.end(1) :]
    return _left_over("".join(sign for sign in around if sign.isalnum()), words)


def _left_over(text: str, words: Collection[str]) -> int:
    """How many characters belong to none of the pieces that everybody tries."""
    if _REPEATED.fullmatch(text):
        return 0
    taken = [False] * len(text)
    backwards = ((len(text) - end, len(text) - begin) for begin, end in _words(text[::-1], words))
    for begin, end in (*_words(text, words), *backwards, *_runs(text), *_rows(text), *_woven(text), *_days(text)):
        taken[begin:end] = [True] * (end - begin)
    return taken.count(False)


def _words(text: str, words: Collection[str]) -> Iterator[tuple[int, int]]:
    spelled = (text, text.translate(_LOOKS_LIKE))
    for begin in range(len(text)):
        for end in range(begin + 2, len(text) + 1):
            if any(each[begin:end] in words for each in spelled):
                yield begin, end


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """aaaa, 1234, dcba: each sign the same step from the one before."""
    begin = 0
    for step, alike in groupby(_steps(text)):
        end = begin + len(tuple(alike))
        if step in _ONE_STEP and end - begin >= _SHORTEST_RUN - 1:
            yield begin, end + 1
        begin = end


def _steps(text: str) -> Iterator[int]:
    return (ord(after) - ord(before) for before, after in pairwise(text))


def _rows(text: str) -> Iterator[tuple[int, int]]:
    """Keys that lie side by side, forwards and backwards."""
    for row in _ROWS:
        for begin in range(len(text) - _SHORTEST_ROW + 1):
            if text[begin : begin + _SHORTEST_ROW] in row:
                yield begin, begin + _SHORTEST_ROW


def _woven(text: str) -> Iterator[tuple[int, int]]:
    """q1w2e3, ab12cd: two sequences in turns, one sign or two of each."""
    for size in (1, 2):
        for begin in range(len(text)):
            end = begin + _SHORTEST_WOVEN
            while end <= len(text) and all(map(_is_sequence, _strands(text[begin:end], size))):
                end += 1
            if end > begin + _SHORTEST_WOVEN:
                yield begin, end - 1


def _strands(text: str, size: int) -> tuple[str, str]:
    first, second = ("".join(sign for place, sign in enumerate(text) if place // size % 2 == turn) for turn in (0, 1))
    return first, second


def _is_sequence(text: str) -> bool:
    steps = set(_steps(text))
    return any(steps <= {step} for step in _ONE_STEP) or any(text in row for row in _ROWS)


def _days(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _DAY.finditer(text))
