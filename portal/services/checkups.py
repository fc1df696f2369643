"""Check-ups kept for the supervisors' page: the newest counts, a month of them stays."""

import json
from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import delete, select

from portal.domain.actor import Context
from portal.domain.checkup import Checkup, CheckupLine, CheckupStatus, Matter
from portal.domain.policy import Permission, require
from portal.models import CheckupRow, db
from portal.models.transaction import transaction

KEPT_FOR = timedelta(days=31)
GROWS_OLD = timedelta(hours=26)


def save(checkup: Checkup) -> None:
    """Keep one, and drop those of more than a month ago."""
    with transaction():
        db.session.execute(delete(CheckupRow).where(CheckupRow.at < checkup.at - KEPT_FOR))
        db.session.add(CheckupRow(at=checkup.at, lines=json.dumps([asdict(line) for line in checkup.lines])))


def newest(ctx: Context) -> Checkup | None:
    """The last one, for a supervisor; None where nobody has looked yet."""
    require(ctx.actor, Permission.SUPERVISOR_AREA)
    row = db.session.scalar(select(CheckupRow).order_by(CheckupRow.at.desc(), CheckupRow.id.desc()).limit(1))
    if row is None:
        return None
    lines = (
        CheckupLine(Matter(line["matter"]), CheckupStatus(line["status"]), line["case"], line["values"])
        for line in json.loads(row.lines)
    )
    return Checkup(row.at, tuple(lines))
