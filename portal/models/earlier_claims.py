"""Claims as rows sealed before December 2026 hold them: sections of JSON, the facts in one of them.

Needed until no filing of that time is left, which is when its records may be destroyed; a row is sealed in the new
shape whenever its filing is next written.
"""

from typing import Any

import msgspec

from portal.domain.claims import NOT_LISTED, Claims

_NOT_LISTED_WORDS = ("别的医院", "名单以外的医院", "Another hospital", "Hospital not on the list")
"""What the pages of that time kept for a hospital that is not on the list."""


def is_earlier(sections: dict[str, Any]) -> bool:
    """Whether the JSON has the sections of that time."""
    return "facts" in sections


def from_sections(sections: dict[str, Any]) -> Claims:
    """The same claims, typed."""
    facts: dict[str, Any] = dict(sections["facts"])
    referral: dict[str, Any] = dict(facts.pop("referral", None) or {})
    if referral.get("institution") in _NOT_LISTED_WORDS:
        referral["institution"] = NOT_LISTED
    parts = {name: sections[name] for name in ("contact", "caller", "slip", "declaration") if sections.get(name)}
    agent = {**(facts.pop("agent", None) or {}), **(sections.get("agent") or {})}
    hospital = (sections.get("hospital") or {}).get("name") or None
    stated = {name: value for name, value in facts.items() if value is not None}
    return msgspec.convert({**stated, **parts, "referral": referral, "agent": agent, "hospital": hospital}, Claims)
