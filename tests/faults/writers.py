"""Sixteen processes file at once for a while: nobody is told that the database is locked, and nobody waits long."""

import statistics
import time
from multiprocessing.synchronize import Barrier

from tests.faults.served_portal import ServedPortal
from tests.faults.tally import LossTally

WRITERS = 16


def _files(place: ServedPortal, number: int, seconds: float, start: Barrier) -> list[float]:
    """One writer: drafts through the services; how long each of its write transactions waited for its turn."""
    from portal.models import db
    from portal.models.write_lock import LockedConnection
    from portal.services import filings
    from tests.people import acting, citizen, long_stay, person

    waits: list[float] = []
    patient = LockedConnection.take_write_lock

    def timed(connection: LockedConnection) -> None:
        begun = time.perf_counter()
        patient(connection)
        waits.append(time.perf_counter() - begun)

    LockedConnection.take_write_lock = timed  # type: ignore[method-assign]
    with place.application():
        author = acting(citizen(person(100 + number)))
        start.wait(60)
        end, turn = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            turn += 1
            who = person(number * 100_000 + turn)
            filings.open_draft(author, "wenshang.long-term", long_stay(who))
            db.session.remove()
    return waits


def sixteen_writers(place: ServedPortal, seconds: float) -> tuple[LossTally, str]:
    """All at once for so long; the drafts that are there are as many as were opened."""
    from sqlalchemy import func, select

    from portal.models import Filing, db
    from tests.races.test_races import at_once

    waits = at_once(_files, [(place, number, seconds) for number in range(WRITERS)])
    every = sorted(wait for each in waits for wait in each)
    opened = sum(len(each) - 1 for each in waits)  # the first transaction made the account
    with place.application():
        there = db.session.scalar(select(func.count()).select_from(Filing)) or 0
    summary = (
        f"{WRITERS} writers {seconds:.0f} s: transactions={len(every)} median={1000 * statistics.median(every):.1f} ms "
        f"p99={1000 * every[int(len(every) * 0.99)]:.0f} ms worst={1000 * every[-1]:.0f} ms "
        f"least={min(map(len, waits))} most={max(map(len, waits))} locked=0"
    )
    return LossTally(opened, max(0, opened - there), max(0, there - opened)), summary
