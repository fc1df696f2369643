"""Says what the portal is made of and how old the choice is: `python -m tests.supply [SBOM]`; fails for a broken lock.

No advisory is looked up: no package that is kept carries a database of them, and one that is fetched needs a network
that the build does not have. The bill of materials is for a scanner on a machine that has one.
"""

import sys
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

from tests.supply.lock_file import LOCKS, NoLockFile, pinned, resolved_on
from tests.supply.sbom import write

GROWS_OLD = timedelta(days=31)


def main() -> int:
    """One line a lock file, and one for the bill where it is asked for."""
    today = datetime.now(UTC).date()
    try:
        for lock in LOCKS:
            packages, day = list(pinned(lock.read_text("utf-8"))), resolved_on(lock)
            hashes, age = sum(len(each.hashes) for each in packages), today - day
            old = "; older than a month: run `make lock`" if age > GROWS_OLD else ""
            print(f"{lock.name}: {len(packages)} packages, {hashes} hashes, resolved {day}, {age.days} days ago{old}")
        if sys.argv[1:]:
            count = write(LOCKS[0], metadata.version("portal"), Path(sys.argv[1]))
            print(f"{sys.argv[1]}: {count} packages")
    except NoLockFile as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
