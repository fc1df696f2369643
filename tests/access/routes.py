"""One route of the portal as the access table writes it down: where it is, whose it is, what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.access.world import ACTORS

ANYONE = frozenset(ACTORS)
SIGNED_IN = ANYONE - {"stranger"}
CITIZENS = frozenset({"owner", "other_citizen"})
HOSPITALS = frozenset({"hospital", "other_hospital"})
EMPLOYERS = frozenset({"employer", "other_employer"})
DESKS = frozenset({"clerk", "other_clerk", "supervisor", "other_supervisor"})
MEMBERS = HOSPITALS | EMPLOYERS | DESKS
"""Who has a second factor."""
CHIEFS = frozenset({"supervisor", "other_supervisor"})
THE_OWNER = frozenset({"owner"})
THE_HOSPITAL = frozenset({"hospital"})
THE_EMPLOYER = frozenset({"employer"})
THE_DESK = frozenset({"clerk", "supervisor"})
THE_CHIEF = frozenset({"supervisor"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RouteCase:
    """One method of one route."""

    endpoint: str
    method: str
    audience: frozenset[str]
    owners: frozenset[str]
    status: int
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
        if actor in self.owners:
            return self.status
        if actor in self.audience:
            return 404
        return 303 if actor == "stranger" else 403


def get(
    endpoint: str, audience: frozenset[str], owners: frozenset[str] | None = None, status: int = 200, **at: str
) -> RouteCase:
    """A page to look at."""
    return RouteCase(endpoint, "GET", audience, audience if owners is None else owners, status, at)


def post(
    endpoint: str,
    audience: frozenset[str],
    owners: frozenset[str] | None = None,
    form: Mapping[str, Any] | None = None,
    *,
    status: int = 303,
    writes: bool = True,
    limits: Mapping[str, int] | None = None,
    needs_token: bool = True,
    **at: str,
) -> RouteCase:
    """A form to send; those whose it is send it in full, and it does what it says."""
    whose = audience if owners is None else owners
    return RouteCase(endpoint, "POST", audience, whose, status, at, form or {}, writes, limits or {}, needs_token)
