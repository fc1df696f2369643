"""The worker killed over and over: every task is done in the end, and its effect is there once."""

import random
import subprocess
import time
from datetime import timedelta

from sqlalchemy import func, select, update

from portal.domain.tasks import Task
from portal.models import Notice, OutboxMessage, db
from portal.models.transaction import transaction
from portal.services import filings, outbox
from tests.faults.served_portal import PORTAL, ServedPortal
from tests.faults.tally import LossTally
from tests.people import acting, citizen, long_stay, person


def worker_killed(place: ServedPortal, kills: int, seed: int) -> LossTally:
    """So many kills while it works off receipts; leases are let run out by setting them back."""
    dice = random.Random(seed)
    with place.application():
        for serial in range(kills * 3):
            who = person(20_000 + serial)
            author = acting(citizen(who))
            filings.submit(author, filings.open_draft(author, "wenshang.long-term", long_stay(who)).number)
    for _turn in range(kills):
        process = subprocess.Popen([*PORTAL, "worker"], env=place.environment, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        with process, process.stdout:
            process.stdout.readline()
            time.sleep(dice.uniform(0, 0.3))
            process.kill()
        _let_leases_end(place)
    subprocess.run([*PORTAL, "worker", "--until-empty"], env=place.environment, check=True, capture_output=True)
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


def _let_leases_end(place: ServedPortal) -> None:
    with place.application(), transaction():
        held = OutboxMessage.lease.is_not(None), OutboxMessage.done_at.is_(None)
        db.session.execute(update(OutboxMessage).where(*held).values(due_at=OutboxMessage.made_at))
        assert timedelta(minutes=5) > outbox.LEASE
