"""Which files on disk a row names: papers that came in, issued papers that were drawn, spreadsheets on their way."""

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from sqlalchemy import select, union_all

from portal.models import Document, Notice, ReferralImport, db

_A_FEW = 500
"""Keys asked for in one statement; a database takes only so many."""


def unnamed(keys: Sequence[str]) -> set[str]:
    """Those of these files that no row names: the act they came with was refused, or its process died."""
    return set(keys) - set(_named_among(keys))


def _named_among(keys: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(keys), _A_FEW):
        some = keys[start : start + _A_FEW]
        files = select(Document.storage_key).where(Document.storage_key.in_(some))
        drawn = select(Notice.kept_key).where(Notice.kept_key.in_(some))
        tables = select(ReferralImport.file_key).where(ReferralImport.file_key.in_(some))
        yield from cast(Iterable[str], db.session.scalars(union_all(files, drawn, tables)))


def all_named() -> set[str]:
    """Every file that some row names."""
    files = select(Document.storage_key).where(Document.storage_key.is_not(None))
    drawn = select(Notice.kept_key).where(Notice.kept_key.is_not(None))
    tables = select(ReferralImport.file_key).where(ReferralImport.file_key.is_not(None))
    return set(cast(Iterable[str], db.session.scalars(union_all(files, drawn, tables))))
