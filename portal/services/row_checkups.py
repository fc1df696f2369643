"""What a check-up finds among the rows: sealed values, tasks that wait, filings without a start or a county's file."""

from collections.abc import Sequence
from datetime import timedelta

from portal.domain.actor import Context
from portal.domain.checkup import CheckupLine, CheckupStatus, Matter, bad, sound, watch
from portal.services import damage, faxes, outbox, starts, unread_items

NAMED_AT_MOST = 5
OUTBOX_MAY_WAIT = timedelta(minutes=10)
FAXES_MAY_WAIT = timedelta(minutes=5)


def sealed_values() -> CheckupLine:
    """Whether everything that is sealed opens."""
    found = damage.seek()
    if not found.numbers:
        return sound(Matter.SEALED, "sealed_sound", count=found.rows)
    numbers = named(found.numbers)
    return bad(Matter.SEALED, "sealed_damaged", damaged=len(found.numbers), count=found.rows, numbers=numbers)


def named(names: Sequence[str]) -> str:
    """The first of them, and whether there are more."""
    return " ".join((*names[:NAMED_AT_MOST], *["…"] * (len(names) > NAMED_AT_MOST)))


def waiting_tasks(ctx: Context) -> CheckupLine:
    """Whether the worker keeps up with what acts left to it."""
    counts = outbox.counts(ctx.now)
    if counts.given_up:
        return bad(Matter.OUTBOX, "outbox_given_up", given_up=counts.given_up)
    if counts.oldest is not None and ctx.now - counts.oldest > OUTBOX_MAY_WAIT:
        minutes = int((ctx.now - counts.oldest).total_seconds() // 60)
        values = {"waiting": counts.waiting, "minutes": minutes}
        return CheckupLine(Matter.OUTBOX, CheckupStatus.WATCH, "outbox_waiting", values)
    return sound(Matter.OUTBOX, "outbox_empty")


def known_starts() -> CheckupLine:
    """Whether every approved filing has a day from which it counts."""
    numbers = starts.missing()
    if not numbers:
        return sound(Matter.STARTS, "starts_known")
    return watch(Matter.STARTS, "starts_missing", count=len(numbers), numbers=named(numbers))


def read_counties() -> CheckupLine:
    """Whether there is a county file for every filing."""
    unread = unread_items.find()
    if not unread.items:
        return sound(Matter.COUNTIES, "counties_read")
    return bad(Matter.COUNTIES, "counties_unread", count=unread.filings, items=named(unread.items))


def watched_faxes(ctx: Context) -> CheckupLine:
    """Whether somebody looks through the folders that faxes come into."""
    watched = faxes.watched_since()
    if not watched:
        return sound(Matter.FAXES, "faxes_none")
    late = {county: at for county, at in watched.items() if ctx.now - at > FAXES_MAY_WAIT}
    if not late:
        return sound(Matter.FAXES, "faxes_watched", counties=" ".join(watched))
    minutes = int((ctx.now - min(late.values())).total_seconds() // 60)
    return bad(Matter.FAXES, "faxes_unwatched", counties=" ".join(late), minutes=minutes)
