"""A lock file: packages pinned by version and by the hashes of their files, and the day they were chosen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCKS = (ROOT / "requirements.lock", ROOT / "requirements-dev.lock", ROOT / "requirements-ocr.lock")
RESOLVED = re.compile(r"# resolved (\d{4}-\d{2}-\d{2})")
PINNED = re.compile(r"(?P<name>[a-z0-9-]+)(?:\[[a-z0-9,-]+\])?==(?P<version>[0-9A-Za-z.!+]+)(?: ; (?P<marker>.+?))?")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Pinned:
    """One package: where a marker names a system, it is installed there alone."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


class NoLockFile(ValueError):
    """A line that pins nothing, or pins less than it should; the message names it."""


def resolved_on(lock: Path) -> date:
    """The day the packages were chosen; `make lock` writes it."""
    found = RESOLVED.match(lock.read_text("utf-8"))
    if found is None:
        raise NoLockFile(f"{lock.name}: the first line does not say when it was resolved")
    return date.fromisoformat(found[1])


def pinned(text: str) -> Iterator[Pinned]:
    """Every package of a lock file; raises `NoLockFile`: an address or an option would be another way in."""
    lines = re.sub(r"\\\n *", " ", text).splitlines()
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        requirement, *hashes = (part.strip() for part in line.split(" --hash="))
        found = PINNED.fullmatch(requirement)
        digests = [HASH.fullmatch(f"--hash={each}") for each in hashes]
        if found is None or not digests or None in digests:
            raise NoLockFile(f"not pinned by version and SHA-256: {line[:120]}")
        yield Pinned(found["name"], found["version"], found["marker"] or "", tuple(each[1] for each in digests if each))
