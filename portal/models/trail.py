"""The trail is a chain: each event and each look is linked to the one before it, so that no change goes unseen.

A link is a keyed digest over the row as it is stored, what was personal in it sealed, and over the link before. Whoever
can write to the database and has no key can make no link that fits; erasing the key of what is sealed breaks none.
Links are made when a transaction commits, as the last thing it does: whoever holds the chain waits for nobody.
"""

import hmac
import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, LargeBinary, MetaData, Table, UniqueConstraint, event, insert, inspect, select, text
from sqlalchemy.orm import Mapped, Session, SessionTransaction, UOWTransaction, mapped_column

from portal.models.base import Word, db
from portal.models.sealed import vault

_PENDING = "portal_trail"
_LOCK = 0x7472_6169_6C  # of PostgreSQL's advisory locks; SQLite has one writer at a time
_AT_ONCE = 500
BEFORE_THE_FIRST = bytes(32)


class ChainedTable(StrEnum):
    """What is chained."""

    FILING_EVENTS = "filing_events"
    PORTAL_EVENTS = "portal_events"
    ACCESS_LOG = "access_log"


_TABLES = frozenset(ChainedTable)
SAID_AGAIN: Mapping[str, str] = {ChainedTable.FILING_EVENTS: "county", ChainedTable.ACCESS_LOG: "county"}
"""What a line says again of its filing, and was not there when older lines were linked: no link holds it."""


class TrailLink(db.Model):  # type: ignore[name-defined,misc]
    """One link: the how-manieth it is, which row it holds, and the digest; triggers refuse to change or delete it."""

    __tablename__ = "trail_links"
    __table_args__ = (UniqueConstraint("table_name", "row_id"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    table_name: Mapped[ChainedTable] = mapped_column(Word(ChainedTable))
    row_id: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary)


_LINKS = TrailLink.__table__
_HEAD = select(_LINKS.c.seq, _LINKS.c.digest).order_by(_LINKS.c.seq.desc()).limit(1)
_ONE_MORE = insert(_LINKS)


class Chained(NamedTuple):
    """A row that was just written."""

    table: str
    row_id: int
    content: bytes


def content_of(table: str, row: Mapping[str, Any]) -> bytes:
    """A row as the digest reads it, the same from either engine; a column added later leaves the rows before it be."""
    again = SAID_AGAIN.get(table)
    kept = {name: value for name, value in row.items() if value is not None and name != again}
    return json.dumps(kept, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    if isinstance(value, datetime):  # SQLite keeps UTC without saying so
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    return str(value)


def digest_of(key: bytes, previous: bytes, seq: int, table: str, content: bytes) -> bytes:
    """What the link of that number holds."""
    return hmac.digest(key, previous + f"{seq}:{table}:".encode() + content, "sha256")


def link(connection: Connection, rows: Sequence[Chained]) -> None:
    """Add these rows to the chain, inside the transaction that wrote them."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    head = connection.execute(_HEAD).first()
    seq, previous = (head.seq, head.digest) if head else (0, BEFORE_THE_FIRST)
    key, made = vault.keyring.trail_key, []
    for row in rows:
        seq += 1
        previous = digest_of(key, previous, seq, row.table, row.content)
        made.append({"seq": seq, "table_name": row.table, "row_id": row.row_id, "digest": previous})
    connection.execute(_ONE_MORE, made)


def link_what_was_there(connection: Connection) -> None:
    """For the migration that begins the chain: what was written before is linked as it stands."""
    for name in ChainedTable:
        table, after = Table(name, MetaData(), autoload_with=connection, resolve_fks=False), 0
        while rows := connection.execute(
            select(table).where(table.c.id > after).order_by(table.c.id).limit(_AT_ONCE)
        ).all():
            link(connection, [Chained(name, row.id, content_of(name, row._asdict())) for row in rows])
            after = rows[-1].id


@event.listens_for(Session, "after_flush")
def _gather(session: Session, _context: UOWTransaction) -> None:
    written = [row for row in session.new if row.__tablename__ in _TABLES]
    session.info.setdefault(_PENDING, []).extend(written)


@event.listens_for(Session, "before_commit")
def _link_what_was_written(session: Session) -> None:
    if session.in_nested_transaction():
        return  # the end of a savepoint, not of the transaction
    session.flush()
    written = [row for row in session.info.pop(_PENDING, ()) if inspect(row).persistent]  # no savepoint undid it
    if written:
        link(session.connection(), [_chained(row) for row in written])


def _chained(row: Any) -> Chained:
    names = row.__table__.columns.keys()
    content = content_of(row.__tablename__, {name: getattr(row, name) for name in names})
    return Chained(row.__tablename__, row.id, content)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, undone: SessionTransaction) -> None:
    if undone.parent is None:
        session.info.pop(_PENDING, None)
