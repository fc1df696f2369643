"""Which files on disk a row names: papers that came in, issued papers that were drawn, spreadsheets on their way, and
faxes in the tray."""

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from sqlalchemy import Connection, bindparam, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from portal.models import Document, Fax, FaxPage, Notice, ReferralImport, db

_A_FEW = 500
"""Keys asked for in one statement; a database takes only so many."""
_NAMES: tuple[InstrumentedAttribute[str | None] | InstrumentedAttribute[str], ...] = (
    Document.storage_key,
    Notice.kept_key,
    ReferralImport.file_key,
    FaxPage.file_key,
    Fax.original_key,
)
"""The columns that name one, and all of them: who backs up, sweeps or erases asks here."""


_NAMED_AMONG = union_all(*(select(column).where(column.in_(bindparam("some", expanding=True))) for column in _NAMES))
"""Built once: a file that was sent asks it."""


def columns_of(table: str) -> tuple[str, ...]:
    """Those of one table, by its name in the database."""
    return tuple(column.key for column in _NAMES if column.class_.__tablename__ == table)


def unnamed(keys: Sequence[str]) -> set[str]:
    """Those of these files that no row names: the act they came with was refused, or its process died."""
    return set(keys) - set(_named_among(keys))


def _named_among(keys: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(keys), _A_FEW):
        some = keys[start : start + _A_FEW]
        yield from cast(Iterable[str], db.session.scalars(_NAMED_AMONG, {"some": some}))


def all_named() -> set[str]:
    """Every file that some row names."""
    return named_in(db.session.connection())


def named_in(connection: Connection) -> set[str]:
    """The same of a database that no portal serves yet."""
    named = (select(column).where(column.is_not(None)) for column in _NAMES)
    return set(cast(Iterable[str], connection.scalars(union_all(*named))))
