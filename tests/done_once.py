"""What costs much and comes out alike is done once a test process; passwords are hashed with the least there is."""

from collections.abc import Callable
from functools import cache
from typing import Any

import segno
import typst
from argon2 import PasswordHasher

from portal.services import passwords

AS_DEAR_AS_SERVED, DRAWN_ANEW = passwords._HASHER, typst.compile
"""As the portal has them, for the tests that are about just that."""


def share() -> None:
    """From now on in this process; nobody guesses at a test's passwords."""
    typst.compile = _drawn_once(typst.compile)
    segno.make = cache(segno.make)
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def _drawn_once(draw: Callable[..., bytes]) -> Callable[..., bytes]:
    """A paper is the same wherever it has the same template, words, fonts and day."""
    drawn: dict[Any, bytes] = {}

    def compiled(template: Any, *, sys_inputs: dict[str, str], font_paths: Any, **options: Any) -> bytes:
        paper = (template, *sys_inputs.items(), id(font_paths), *options.items())
        if paper not in drawn:
            drawn[paper] = draw(template, sys_inputs=sys_inputs, font_paths=font_paths, **options)
        return drawn[paper]

    return compiled
