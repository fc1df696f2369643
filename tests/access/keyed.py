"""The interface's routes: what each is for, and a request that is in order. No browser opens any of them."""

from dataclasses import dataclass, field
from typing import Any

from portal.domain.api_keys import Scope


@dataclass(frozen=True)
class KeyedCase:
    """One operation of the interface."""

    endpoint: str
    method: str
    scope: Scope
    url: str
    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


KEYED = (
    KeyedCase(
        "api_in_force.ask",
        "POST",
        Scope.IN_FORCE,
        "/api/v1/in-force",
        200,
        {"name": "某某", "id_number": "@nobody.id", "on": "2026-09-20"},
    ),
)
