"""One door of the portal as the access table writes it down: where it is, whose it is, what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.access.world import ACTORS

ANYONE = frozenset(ACTORS)
SIGNED_IN = ANYONE - {"stranger"}
CITIZENS = frozenset({"owner", "other_citizen"})
HOSPITALS = frozenset({"hospital", "other_hospital"})
DESKS = frozenset({"clerk", "other_clerk", "supervisor", "other_supervisor"})
CHIEFS = frozenset({"supervisor", "other_supervisor"})
THE_OWNER = frozenset({"owner"})
THE_HOSPITAL = frozenset({"hospital"})
THE_DESK = frozenset({"clerk", "supervisor"})
THE_CHIEF = frozenset({"supervisor"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Door:
    """One method of one route."""

    endpoint: str
    method: str
    area: frozenset[str]
    mine: frozenset[str]
    answers: int
    at: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    writes: bool = False
    limits: Mapping[str, int] = field(default_factory=dict)
    """Of those whose thing it is, who is refused the act itself, and how."""
    needs_token: bool = True

    def expected(self, actor: str) -> int:
        """The status this browser gets."""
        if actor in self.limits:
            return self.limits[actor]
        if actor in self.mine:
            return self.answers
        if actor in self.area:
            return 404
        return 303 if actor == "stranger" else 403


def seen(
    endpoint: str, area: frozenset[str], mine: frozenset[str] | None = None, answers: int = 200, **at: str
) -> Door:
    """A page to look at."""
    return Door(endpoint, "GET", area, area if mine is None else mine, answers, at)


def done(
    endpoint: str,
    area: frozenset[str],
    mine: frozenset[str] | None = None,
    form: Mapping[str, Any] | None = None,
    *,
    answers: int = 303,
    writes: bool = True,
    limits: Mapping[str, int] | None = None,
    needs_token: bool = True,
    **at: str,
) -> Door:
    """A form to send; those whose it is send it in full, and it does what it says."""
    whose = area if mine is None else mine
    return Door(endpoint, "POST", area, whose, answers, at, form or {}, writes, limits or {}, needs_token)
