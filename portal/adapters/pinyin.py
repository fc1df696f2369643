"""How the names of places are read, for whoever types letters: `jn`, `jina` and `jinan` are all 济南."""

from functools import cache
from importlib.resources import files

_SAME = str.maketrans({"ü": "v", "u": "v", "'": None, "’": None, " ": None})


def plain(text: str) -> str:
    """Letters as they are compared: lü, lv and lu are one, and the apostrophes of an input method are nothing."""
    return text.lower().translate(_SAME)


def begins(name: str, letters: str) -> bool:
    """Whether plain letters spell how the name begins: its syllables, the beginnings of them, or a mixture."""
    return _begins(syllables(name), letters)


def _begins(rest: tuple[str, ...], letters: str) -> bool:
    if not letters or not rest or rest[0][0] != letters[0]:
        return not letters
    counts = (count for count in range(len(rest[0]), 0, -1) if letters.startswith(rest[0][:count]))
    return any(_begins(rest[1:], letters[count:]) for count in counts)


def initials(name: str) -> str:
    """The first letters of its syllables."""
    return "".join(syllable[0] for syllable in syllables(name))


@cache
def syllables(name: str) -> tuple[str, ...]:
    """The name syllable by syllable, plain; nothing where one of its characters is in no table."""
    usual, own = _table()
    found = own.get(name) or tuple(usual.get(sign, "") for sign in name)
    return found if all(found) else ()


@cache
def _table() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The reading of each character, and the names in which one is read otherwise (`readings.txt`)."""
    text = (files(__package__) / "readings.txt").read_text("utf-8")
    usual, own = text.partition("\n\n")[2].split("\n-\n")
    readings = (line.split(" ") for line in usual.splitlines())
    names = (line.rsplit(" ", 1) for line in own.splitlines())
    return (
        {sign: plain(syllable) for syllable, signs in readings for sign in signs},
        {name: tuple(plain(syllable) for syllable in read.split(" ")) for read, name in names},
    )
