"""A new version of the master key while the portal works: what older versions sealed is sealed anew, some at a time.

Data keys are sealed anew and stay what they are, so no value of anybody changes, and neither do the search keys. Killed
at any point it is run again, and goes on with what is left. A process that runs meanwhile reads the key file again when
it seals or meets a new version; what it sealed under the old one just before is found by the next pass.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from portal.models import db
from portal.models.base import Row
from portal.models.crypto import SealBroken, version_of
from portal.models.data_keys import KeyHolder
from portal.models.sealed import sealed_names, vault
from portal.models.transaction import transaction

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of which some values are sealed by the master key; `name` is the one its values are bound to."""

    kind: type[Row]
    column: str
    name: str

    def context(self, uid: str) -> str:
        """What the value of that row is bound to."""
        return f"{self.kind.__tablename__}.{self.name}:{uid}"


def places() -> Iterator[SealedColumn]:
    """The data keys, and what belongs to no account and no filing."""
    kinds = sorted((mapper.class_ for mapper in Row.registry.mappers), key=lambda kind: str(kind.__tablename__))
    for kind in kinds:
        if issubclass(kind, KeyHolder):
            yield SealedColumn(kind, "data_key", "data_key")
        else:
            for attribute in sealed_names(kind):
                column = str(getattr(kind, attribute).column)
                yield SealedColumn(kind, column, column.removesuffix("_sealed"))


def left_behind() -> int:
    """How many values only an older version opens; what no version opens is damaged, and lost with none."""
    found = ((place, row) for place in places() for rows in _batches(place) for row in rows)
    return sum(_opens(place, uid, sealed) for place, (_id, uid, sealed) in found)


def _opens(place: SealedColumn, uid: str, sealed: bytes) -> bool:
    if not _is_old(sealed):
        return False
    try:
        vault.keyring.open(sealed, place.context(uid))
    except SealBroken:
        return False
    return True


def _is_old(sealed: bytes) -> bool:
    return version_of(sealed) not in (0, vault.keyring.newest)


def seal_anew() -> Iterator[int]:
    """Seal with the newest version what older ones sealed; gives how many values were sealed anew so far.

    Passes over everything until a pass finds nothing. What is damaged stays as it is, and keeps its version in use.
    """
    done, found = 0, True
    while found:
        found = False
        for place in places():
            for rows in _batches(place):
                if changed := _anew(place, rows):
                    done, found = done + changed, True
                    yield done


Found = Sequence[tuple[int, str, bytes]]
"""Rows of a place: their number, their random name, and what is sealed there."""


def _batches(place: SealedColumn) -> Iterator[Found]:
    kind, after = place.kind, 0
    column: Any = getattr(kind, place.column)
    rows_of = select(kind.id, kind.uid, column).where(column.is_not(None)).order_by(kind.id).limit(AT_ONCE)
    while rows := [(row[0], row[1], row[2]) for row in db.session.execute(rows_of.where(kind.id > after))]:
        db.session.rollback()  # nobody who writes waits for a reader's snapshot to end
        yield rows
        after = rows[-1][0]


def _anew(place: SealedColumn, rows: Found) -> int:
    """Each only where it still is what was read: what was erased or written meanwhile is not brought back."""
    keyring, table = vault.keyring, place.kind
    old = [row for row in rows if _is_old(row[2])]
    column: Any = getattr(table, place.column)
    changed = 0
    if not old:
        return changed
    with transaction():
        for row, uid, sealed in old:
            context = place.context(uid)
            with suppress(SealBroken):
                again = keyring.seal(keyring.open(sealed, context), context)
                statement = update(table).where(table.id == row, column == sealed).values({place.column: again})
                changed += db.session.connection().execute(statement).rowcount
    return changed
