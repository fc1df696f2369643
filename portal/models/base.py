"""The declarative base, the session, and the column types every row shares."""

import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    Table,
    TypeDecorator,
    event,
    literal_column,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from portal.models.engine import build_engine
from portal.models.sealed import sealed_names

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables; constraint names follow one convention, so that a migration can name what it drops."""

    metadata = MetaData(naming_convention=_NAMES)


class PortalSQLAlchemy(SQLAlchemy):
    """Flask-SQLAlchemy with the house's own engine factory."""

    def _make_engine(self, _bind_key: str | None, options: dict[str, Any], _app: Any) -> Engine:
        return build_engine(options.pop("url"), **options)

    def _teardown_session(self, exc: BaseException | None) -> None:
        """Letting go of a connection that was lost raises; the answer is made already, and the pool has others."""
        try:
            super()._teardown_session(exc)
        except OperationalError:
            self.session.registry.clear()

    def _apply_driver_defaults(self, options: dict[str, Any], app: Any) -> None:
        """The factory knows the drivers; a relative SQLite path means relative to where the command was started."""


db = PortalSQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time: nobody knows which clock it was read from."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite gives back naive values; they are UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[Any]):
    """A StrEnum as its value, with a CHECK of its own; a value nobody knows raises when it is read."""

    impl = String(32)
    cache_ok = True

    def __init__(self, kind: type[StrEnum], length: int = 32) -> None:
        super().__init__(length)
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Only members of the enumeration go in."""
        return None if value is None else str(self.kind(value).value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], StrEnum | None]:
        """Back to the member; the words are looked up, for a list of fifty rows reads two hundred."""
        return _Members(self.kind).__getitem__


class _Members(dict[Any, Any]):
    """A column's members by their words, and nothing for nothing; any other word raises, as the enumeration does."""

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__({each.value: each for each in kind})
        self[None] = None
        self.kind = kind

    def __missing__(self, word: str) -> StrEnum:
        return self.kind(word)


@event.listens_for(Column, "after_parent_attach")
def _hold_to_its_words(column: Column[Any], table: Table) -> None:
    """The schema knows the words of an enumeration too: what writes past the program stores no other."""
    if isinstance(column.type, Word):
        table.append_constraint(CheckConstraint(one_of(column.name, column.type.kind), name=column.name))


class Row(db.Model):  # type: ignore[name-defined,misc]
    """A table with a number of its own and a random name, to which its sealed columns are bound."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)

    def __init__(self, **values: Any) -> None:
        self.uid = values.pop("uid", None) or secrets.token_hex(16)
        # sealed values last: they are bound to the row's name, under the key of what it belongs to
        sealed = sealed_names(type(self))  # type: ignore[arg-type] # a class has a hash
        for name, value in sorted(values.items(), key=lambda each: each[0] in sealed):
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no column {name!r}")
            setattr(self, name, value)

    @property
    def key_holder(self) -> Any:
        """The row under whose data key this one is sealed (`data_keys.KeyHolder`); None: the master key seals it."""
        return None


def one_of(column: str, members: Iterable[StrEnum]) -> str:
    """The condition that a column holds one of these: a whole enumeration, or the part of one named beside it."""
    return f"{column} IN ({_listed(members)})"


def none_of(column: str, members: Iterable[StrEnum]) -> str:
    """The condition that a column holds something else."""
    return f"{column} NOT IN ({_listed(members)})"


def written_out(member: StrEnum) -> ColumnElement[str]:
    """A word as it stands in a statement: where an index holds rows of some words alone, SQLite plans a statement that
    names one by a blank anew, each time it is run."""
    return literal_column(repr(member.value))


def _listed(members: Iterable[StrEnum]) -> str:
    return ", ".join(repr(value) for value in sorted(member.value for member in members))
