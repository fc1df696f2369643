"""Reads the whole trail back: whether every link fits its row and the link before it, and which does not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hmac import compare_digest
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from portal.models import Filing, TrailLink
from portal.models.sealed import vault
from portal.models.trail import BEFORE_THE_FIRST, SAID_AGAIN, ChainedTable, content_of, digest_of

MOST_FAULTS = 20
FIRST = 1
UNREADABLE = b""
"""In the place of a row that nothing of ours can have written; no digest is over nothing."""
_AT_ONCE = 500


class TrailFaultKind(StrEnum):
    """What is wrong at one place of the chain."""

    CHANGED = "changed"  # the row, or its link, is not what was linked
    ROW_GONE = "row_gone"
    LINK_GONE = "link_gone"
    NOT_LINKED = "not_linked"  # written past the portal, or its link was taken away
    CUT = "cut"  # the chain ends before the anchor, or says another thing there


@dataclass(frozen=True, slots=True)
class TrailFault:
    """One place: the link's number where it has one, and the row it is about."""

    kind: TrailFaultKind
    seq: int | None = None
    table: str = ""
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class TrailAnchor:
    """How long the chain was at some moment, and its last digest: kept elsewhere, it shows that the end was cut off."""

    count: int
    digest: str

    def __str__(self) -> str:
        return f"{self.count}:{self.digest}"

    @classmethod
    def read(cls, words: str) -> "TrailAnchor":
        """From the line that was printed, whatever stands before it; raises `ValueError` for anything else."""
        count, _colon, digest = words.split()[-1].partition(":") if words.split() else ("", "", "")
        if not (count.isascii() and count.isdigit() and len(bytes.fromhex(digest)) == len(BEFORE_THE_FIRST)):
            raise ValueError(words)
        return cls(int(count), digest)


def anchor(connection: Connection) -> TrailAnchor | None:
    """The end of the chain as it is now; none where nothing was linked yet, or the database is too old for a chain."""
    if not inspect(connection).has_table(TrailLink.__tablename__):
        return None
    head = connection.execute(select(TrailLink.seq, TrailLink.digest).order_by(TrailLink.seq.desc()).limit(1)).first()
    return TrailAnchor(head.seq, head.digest.hex()) if head else None


def faults(connection: Connection, kept: TrailAnchor | None = None) -> Iterator[TrailFault]:
    """Every place that does not fit, in the chain's order, then what no link holds; read in one moment."""
    chain, tables = _as_it_lies_there(connection, TrailLink.__tablename__), _tables(connection)
    yield from _before_the_first(connection, chain)
    yield from _of_links(connection, chain, tables)
    for table in tables.values():
        yield from _not_linked(connection, table)
        yield from _said_otherwise(connection, table)
    if kept is not None and not holds(connection, kept):
        yield TrailFault(TrailFaultKind.CUT, kept.count)


def holds(connection: Connection, kept: TrailAnchor) -> bool:
    """Whether the chain still says there what it said when the anchor was taken; it reads one link."""
    found = connection.scalar(select(TrailLink.digest).where(TrailLink.seq == kept.count))
    return isinstance(found, bytes) and found.hex() == kept.digest


def length(connection: Connection) -> int:
    """How many links there are."""
    return connection.scalar(select(func.count()).select_from(TrailLink)) or 0


def _before_the_first(connection: Connection, chain: Table) -> Iterator[TrailFault]:
    """The chain counts from one: what has a lower number was put there by somebody who has no key."""
    for link in connection.execute(select(chain).where(chain.c.seq < FIRST).order_by(chain.c.seq)):
        yield TrailFault(TrailFaultKind.CHANGED, link.seq, link.table_name, link.row_id)


def _of_links(connection: Connection, chain: Table, tables: Mapping[str, Table]) -> Iterator[TrailFault]:
    key, before, expected, is_torn = vault.keyring.trail_key, BEFORE_THE_FIRST, FIRST, False
    while links := connection.execute(
        select(chain).where(chain.c.seq >= expected).order_by(chain.c.seq).limit(_AT_ONCE)
    ).all():
        contents = {name: _contents(connection, table, links) for name, table in tables.items()}
        for link in links:
            while expected < link.seq:  # what is missing before it cannot be compared with it either
                yield TrailFault(TrailFaultKind.LINK_GONE, expected)
                expected, is_torn = link.seq if link.seq - expected > MOST_FAULTS else expected + 1, True
            content = contents.get(link.table_name, {}).get(link.row_id)
            if content is None:
                yield TrailFault(TrailFaultKind.ROW_GONE, link.seq, link.table_name, link.row_id)
            elif content == UNREADABLE or not (is_torn or _fits(key, before, link, content)):
                yield TrailFault(TrailFaultKind.CHANGED, link.seq, link.table_name, link.row_id)
            before, expected, is_torn = link.digest, link.seq + 1, not isinstance(link.digest, bytes)


def _fits(key: bytes, before: bytes, link: Any, content: bytes) -> bool:
    right = digest_of(key, before, link.seq, link.table_name, content)
    return isinstance(link.digest, bytes) and compare_digest(right, link.digest)


def _tables(connection: Connection) -> Mapping[str, Table]:
    return {name.value: _as_it_lies_there(connection, name.value) for name in ChainedTable}


def _as_it_lies_there(connection: Connection, name: str) -> Table:
    """As the database itself describes it, so that what was written before a column came is read as it was."""
    return Table(name, MetaData(), autoload_with=connection, resolve_fks=False)


def _contents(connection: Connection, table: Table, links: Sequence[Any]) -> Mapping[int, bytes]:
    wanted = [link.row_id for link in links if link.table_name == table.name]
    return _read(connection, table, wanted) if wanted else {}


def _read(connection: Connection, table: Table, wanted: Sequence[int]) -> dict[int, bytes]:
    """The rows as the digest reads them; one that cannot be read makes no other unreadable."""
    try:
        rows = connection.execute(select(table).where(table.c.id.in_(wanted))).all()
    except (ValueError, TypeError, OverflowError, SQLAlchemyError):  # an instant that is none
        if len(wanted) == 1:
            return {wanted[0]: UNREADABLE}
        half = len(wanted) // 2
        return _read(connection, table, wanted[:half]) | _read(connection, table, wanted[half:])
    return {
        row.id: content_of(table.name, row._asdict()) if _is_of_its_kind(table, row) else UNREADABLE for row in rows
    }


def _is_of_its_kind(table: Table, row: Any) -> bool:
    """SQLite keeps text where bytes belong, and bytes where text does: the digest would read both alike."""
    return all(isinstance(value, kind) for value, kind in _values(table, row) if value is not None)


def _values(table: Table, row: Any) -> Iterator[tuple[Any, type | tuple[type, ...]]]:
    for column in table.columns:
        kind = column.type.python_type
        yield getattr(row, column.name), (bytes, memoryview) if kind is bytes else kind


def _not_linked(connection: Connection, table: Table) -> Iterator[TrailFault]:
    chain = TrailLink.__table__.c
    of_it = chain.table_name == table.name, chain.row_id == table.c.id, chain.seq >= FIRST
    rows = select(table.c.id).where(~select(chain.seq).where(*of_it).exists()).order_by(table.c.id)
    for row_id in connection.scalars(rows):
        yield TrailFault(TrailFaultKind.NOT_LINKED, None, table.name, row_id)


def _said_otherwise(connection: Connection, table: Table) -> Iterator[TrailFault]:
    """Lines that say of their filing another thing than it does; no link holds that, and lists find lines by it."""
    name = SAID_AGAIN.get(table.name, "")
    if name not in table.c:  # a database from before it was said
        return
    chain, filing = TrailLink.__table__.c, Filing.__table__.c
    of_it = (filing.id == table.c.filing_id) & (chain.table_name == table.name) & (chain.row_id == table.c.id)
    rows = select(chain.seq, table.c.id).where(of_it, filing[name] != table.c[name])
    for seq, row_id in connection.execute(rows.order_by(chain.seq)):
        yield TrailFault(TrailFaultKind.CHANGED, seq, table.name, row_id)
