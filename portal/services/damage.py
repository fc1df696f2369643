"""Sealed values that do not open any more: sought through the whole database, written down where one is met."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.domain.actor import Context
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.models import db
from portal.models.base import Row
from portal.models.crypto import SealBroken, SealErased
from portal.models.sealed import sealed_names
from portal.models.transaction import transaction
from portal.services import portal_events, throttling

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Damage:
    """How many rows hold something sealed, and the numbers to quote of those that do not open."""

    rows: int
    numbers: Sequence[str]


def note_met(ctx: Context, numbers: Collection[str]) -> None:
    """Somebody was shown that these do not open: a line of the trail each, once in a quarter of an hour."""
    with transaction():
        for number in sorted(numbers):
            if throttling.tally(ctx, f"damage:{number}") == 1:
                portal_events.record(ctx, PortalEventKind.DAMAGE_FOUND, PortalEventDetail(reason=number))


def sealed_kinds() -> list[type[Row]]:
    """Every kind of row that seals something."""
    kinds = [mapper.class_ for mapper in Row.registry.mappers]
    return sorted((kind for kind in kinds if sealed_names(kind)), key=lambda kind: str(kind.__tablename__))


def seek() -> Damage:
    """Open everything; each value that does not open is in the log too, with its place."""
    kinds = sealed_kinds()
    rows = sum(db.session.scalar(select(func.count()).select_from(kind)) or 0 for kind in kinds)
    return Damage(rows, [number for kind in kinds for number in _damaged(kind)])


def _damaged(kind: type[Row]) -> Iterator[str]:
    names = sealed_names(kind)  # type: ignore[arg-type] # a class has a hash
    for row in db.session.scalars(select(kind).execution_options(yield_per=AT_ONCE)):
        try:
            for name in names:
                getattr(row, name)
        except SealErased:
            continue
        except SealBroken as broken:
            yield broken.reference
