"""Migrations go up and down on both engines, and leave exactly the tables the rows describe."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from portal.models import Base, schema
from portal.models.engine import WRITES, build_engine


def differences(engine: Engine) -> list[object]:
    """What autogenerate would still change."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        return list(compare_metadata(context, Base.metadata))


def test_migrated_schema_is_what_the_rows_describe(database_url: str) -> None:
    engine = build_engine(database_url)
    assert differences(engine) == []
    assert schema.current(engine) == schema.known_head()
    schema.require_current(engine)
    engine.dispose()


def test_migrations_go_down_to_nothing_and_up_again(database_url: str) -> None:
    engine = build_engine(database_url)
    schema.downgrade(engine, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    with pytest.raises(schema.UnknownSchema, match="portal db upgrade"):
        schema.require_current(engine)
    schema.upgrade(engine)
    assert differences(engine) == []
    engine.dispose()


def test_unknown_schema_is_refused_in_a_sentence(tmp_path: Path) -> None:
    engine = build_engine(f"sqlite:///{tmp_path / 'later.sqlite3'}")
    schema.upgrade(engine)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(schema.UnknownSchema, match="install the newer portal"):
        schema.require_current(engine)
    engine.dispose()


def test_a_migration_that_fails_half_way_leaves_the_old_schema(tmp_path: Path) -> None:
    engine = build_engine(f"sqlite:///{tmp_path / 'half.sqlite3'}")
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.execute(text("CREATE TABLE users (id INTEGER)"))  # the first migration stumbles over it
    with pytest.raises(Exception, match="users"):
        schema.upgrade(engine)
    assert inspect(engine).get_table_names() == ["users"]
    engine.dispose()
