"""The worker killed over and over: every task is done in the end, and its effect is there once."""

import os
import random
import sys
import time
from datetime import timedelta
from multiprocessing.connection import Connection

from sqlalchemy import func, select, update

from portal.cli import main
from portal.domain.tasks import Task
from portal.models import Notice, OutboxMessage, db
from portal.models.transaction import transaction
from portal.services import filings, outbox
from tests.faults.served_portal import ServedPortal
from tests.faults.tally import LossTally
from tests.people import acting, citizen, long_stay, person
from tests.processes import WARM, portal


def worker_killed(place: ServedPortal, kills: int, seed: int) -> LossTally:
    """So many kills while it works off receipts; leases are let run out by setting them back."""
    dice = random.Random(seed)
    with place.application():
        for serial in range(kills * 3):
            who = person(20_000 + serial)
            author = acting(citizen(who))
            filings.submit(author, filings.open_draft(author, "wenshang.long-term", long_stay(who)).number)
    for _turn in range(kills):
        words, to_say = WARM.Pipe(duplex=False)
        process = WARM.Process(target=working, args=(place.environment, to_say))
        process.start()
        with words, to_say:
            assert words.poll(60), "the worker does not begin"
            time.sleep(dice.uniform(0, 0.3))
            process.kill()
            process.join()
        _let_leases_end(place)
    done = portal(place.data, "worker", "--until-empty", PORTAL_DATABASE_URL=place.database_url)
    assert done.returncode == 0, done.stderr
    with place.application():
        done = (
            db.session.scalar(
                select(func.count()).where(OutboxMessage.done_at.is_not(None), OutboxMessage.kind == Task.KEEP_NOTICE)
            )
            or 0
        )
        keys = [key for key in db.session.scalars(select(Notice.kept_key)) if key]
        for key in keys:
            place.files.get(key)
        issued = db.session.scalar(select(func.count()).select_from(Notice)) or 0
    return LossTally(issued, issued - len(set(keys)) + issued - done, len(keys) - len(set(keys)))


def working(environment: dict[str, str], to_say: Connection) -> None:
    """`portal worker` in a process that has it loaded; what it says when it begins is written there."""
    os.environ.update(environment)
    os.dup2(to_say.fileno(), 1)
    sys.stdout = os.fdopen(1, "w", closefd=False)
    main(["worker"])


def _let_leases_end(place: ServedPortal) -> None:
    with place.application(), transaction():
        held = OutboxMessage.lease.is_not(None), OutboxMessage.done_at.is_(None)
        db.session.execute(update(OutboxMessage).where(*held).values(due_at=OutboxMessage.made_at))
        assert timedelta(minutes=5) > outbox.LEASE
