"""Codes of diagnoses, ICD-10 as the insurance writes them: I25.100, A01.000x003, M90.0*, and in pairs E11.201+N08.3*.

A pair names a disease (剑号 †, written +) and where it shows (星号 *); the second is never written without the first.
"""

import re
from unicodedata import normalize

LONGEST = 32
"""Letters of the longest: a pair of the finest codes there are has 24."""
_ONE = r"[A-Z][0-9]{2}(?:\.[0-9a-z]{1,12})?"
_CODE = re.compile(rf"{_ONE}[+*]?|{_ONE}\+{_ONE}\*")
_BEGINNING = re.compile(r"[A-Z](?:[0-9].*)?")
_PAIR_WITHOUT_STAR = re.compile(rf"{_ONE}\+{_ONE}")
_SIGNS = str.maketrans({"†": "+", "。": ".", "∗": "*", "⁎": "*", "×": "x", "Х": "x", "х": "x"})
"""What is typed for the signs of a code, or printed in lists of them: 剑号, a Chinese full stop, × and Cyrillic х."""
_FIRST_LETTERS = re.compile(r"(?:^|(?<=\+))[a-z]")


def code_of(text: str) -> str | None:
    """The code in the one form it is kept in, however it was typed; None where it is none."""
    code = beginning_of(text)
    if _PAIR_WITHOUT_STAR.fullmatch(code):
        code = f"{code}*"
    return code if len(code) <= LONGEST and _CODE.fullmatch(code) else None


def beginning_of(text: str) -> str:
    """As much of a code as was typed, its signs and letters as they are kept."""
    closed_up = "".join(normalize("NFKC", text.translate(_SIGNS)).split()).translate(_SIGNS)
    return _FIRST_LETTERS.sub(lambda letter: letter[0].upper(), closed_up.lower())


def begins_one(beginning: str) -> bool:
    """Whether a code may begin so; words of a name do not."""
    return _BEGINNING.fullmatch(beginning) is not None


def as_kept(text: str) -> str:
    """A code in its one form; what is none stays as somebody wrote it."""
    return code_of(text) or text
