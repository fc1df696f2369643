"""`make faults`: all of the harness; its last line tells what was acknowledged, lost and doubled.

python -m tests.faults [--seed N] [part …]
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.models import schema
from tests.faults import (
    clerks,
    database_kills,
    first_start,
    kills,
    migrations,
    powercut,
    syscalls,
    tasks,
    writers,
)
from tests.faults.served_portal import ServedPortal
from tests.faults.tally import LossTally
from tests.postgresql import Server, own_server

LEAST_ACKNOWLEDGED = 5000
KILLS, KILLS_ON_POSTGRESQL, CUTS, MIGRATION_KILLS, DATABASE_KILLS, FILINGS, CLERKS = 200, 50, 1000, 50, 20, 1000, 8


def folder() -> ServedPortal:
    """An installation that is not there yet, on SQLite."""
    return ServedPortal(Path(tempfile.mkdtemp(prefix="portal-faults-")) / "var")


def town() -> ServedPortal:
    """A prepared installation on SQLite."""
    place = folder()
    place.prepare()
    return place


@contextmanager
def town_on_postgresql() -> Iterator[tuple[ServedPortal, Server]]:
    """A prepared installation on a PostgreSQL of its own that syncs what it acknowledges."""
    with own_server() as server:
        place = ServedPortal(Path(tempfile.mkdtemp(prefix="portal-faults-")) / "var", server.url)
        place.prepare()
        yield place, server


def swept(seed: int) -> LossTally:
    """A fault at each call of one submission."""
    tally, struck = syscalls.one_fault_at_a_time(town(), syscalls.sweep_points(), seed)
    print(f"  {struck} of {len(syscalls.sweep_points())} points failed a call")
    return tally


def full_disk(seed: int) -> LossTally:
    """By the tracer, and where one may mount, really."""
    tally = syscalls.failing_for_a_while(town(), ["pwrite64:error=ENOSPC", "ftruncate:error=ENOSPC"], 8, seed)
    if not syscalls.is_root():
        print("  a really full file system needs root: not shown")
        return tally
    return tally + syscalls.really_full(town(), 8, seed)


def power_cut(seed: int) -> LossTally:
    """At many moments; and with a careless engine the same model must find losses."""
    print(f"  first start cut at {first_start.cut_in_first_start(folder())} calls")
    careless = powercut.cut_everywhere(powercut.record(town(), 200, seed, careless=True), 100, seed)
    print(f"  with synchronous=NORMAL: {careless}")
    if careless.lost == 0:
        raise AssertionError("the model does not bite: NORMAL lost nothing")
    return powercut.cut_everywhere(powercut.record(town(), 300, seed, careless=False), CUTS, seed)


def migrated(seed: int) -> LossTally:
    """On both engines."""
    older = ["base", *schema.revisions()[:-1]][:MIGRATION_KILLS]
    late = migrations.killed_while_migrating(folder_made(), older, seed)
    with own_server() as server:
        place = folder_made()
        place.database_url = server.url
        late += migrations.killed_while_migrating(place, older, seed)
    print(f"  {2 * MIGRATION_KILLS} kills before the end; {late} came too late and were tried again")
    return LossTally()


def folder_made() -> ServedPortal:
    """The same, with its folder made."""
    place = folder()
    place.data.mkdir()
    return place


def killed_on_postgresql(seed: int) -> LossTally:
    """The portal killed, PostgreSQL staying up: what it acknowledged is safe with a database that nobody kills."""
    with town_on_postgresql() as (place, _server):
        return kills.killed_under_load(place, KILLS_ON_POSTGRESQL, seed)


def database_killed(seed: int) -> LossTally:
    """PostgreSQL killed, the portal staying up."""
    with town_on_postgresql() as (place, server):
        return database_kills.database_killed(place, server, DATABASE_KILLS, seed)


def sixteen(seed: int) -> LossTally:
    """For a minute."""
    tally, summary = writers.sixteen_writers(town(), 60)
    print(f"  {summary}")
    return tally


def decided(seed: int) -> LossTally:
    """On both engines."""
    tally = clerks.deciding_at_once(town().settings.database, FILINGS, CLERKS)
    with town_on_postgresql() as (place, _server):
        return tally + clerks.deciding_at_once(place.database_url, FILINGS, CLERKS)


PARTS: dict[str, Callable[[int], LossTally]] = {
    "power": power_cut,
    "syscalls": swept,
    "full": full_disk,
    "io": lambda seed: syscalls.failing_for_a_while(town(), ["fdatasync:error=EIO"], 8, seed),
    "tasks": lambda seed: tasks.worker_killed(town(), 20, seed),
    "migrations": migrated,
    "database": database_killed,
    "writers": sixteen,
    "clerks": decided,
    "kills": lambda seed: kills.killed_under_load(town(), KILLS, seed),
    "kills-postgresql": killed_on_postgresql,
}


def main() -> int:
    """Run the parts asked for, or all; 0 only when nothing was lost, nothing doubled, and enough was acknowledged."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000)
    given = parser.parse_args()
    print(f"faults: seed {given.seed}", flush=True)
    total, failed = LossTally(), []
    for name in given.parts or PARTS:
        begun = time.monotonic()
        try:
            tally = PARTS[name](given.seed)
        except AssertionError as fault:
            failed.append(name)
            print(f"{name}: FAILED: {fault}", flush=True)
            continue
        total += tally
        print(f"{name}: {tally} ({time.monotonic() - begun:.0f} s)", flush=True)
    print(f"faults: {total}")
    is_enough = bool(given.parts) or total.acknowledged >= LEAST_ACKNOWLEDGED
    return 0 if total.is_clean and is_enough and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
