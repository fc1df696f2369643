"""How the name of a person may be read: each of its characters in every way there is, for nobody says which is theirs.

The table holds the characters of GBK; `adapters/pinyin` has those of places alone, each as it is read there.
"""

from functools import cache
from importlib.resources import files
from itertools import islice, product

MOST = 64
"""So many ways of one name; no name of a person comes near it."""


def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Every way to read it, syllable by syllable; none where one of its characters is in no table."""
    signs = [sign for sign in name if sign.isalpha()]
    ways = [_table().get(sign, ()) for sign in signs]
    return tuple(islice(product(*ways), MOST)) if signs else ()


def _spelled(syllable: str) -> tuple[str, ...]:
    """lv is typed so, and as it stands in a passport, and without its dots."""
    return (syllable, syllable.replace("v", "yu"), syllable.replace("v", "u")) if "v" in syllable else (syllable,)


@cache
def _table() -> dict[str, tuple[str, ...]]:
    text = (files(__package__) / "name_readings.txt").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in text.partition("\n\n")[2].splitlines():
        syllable, signs = line.split(" ")
        for sign in signs:
            found[sign] = (*found.get(sign, ()), *_spelled(syllable))
    return found
