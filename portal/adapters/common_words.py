"""The words that passwords are made of before anything else is tried (`common_words.txt`)."""

from functools import cache
from importlib.resources import files


@cache
def common_words() -> frozenset[str]:
    """In small letters."""
    lines = (files(__package__) / "common_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
