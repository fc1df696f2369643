"""Migrations go up and down on both engines, and leave exactly the tables the rows describe."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import CheckConstraint, Connection, Engine, Enum, delete, func, inspect, select, text
from sqlalchemy.exc import IntegrityError

from portal.domain.actor import SYSTEM, Context
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.domain.tasks import Task
from portal.models import Base, FilingEvent, OutboxMessage, PortalEvent, TrailLink, db, schema
from portal.models.base import Word
from portal.models.crypto import version_of
from portal.models.engine import WRITES, build_engine
from portal.models.transaction import transaction
from portal.services import filings, portal_events, trail_check
from tests.faults.migrations import digest
from tests.people import NOW, acting, citizen, long_stay, person
from tests.postgresql import database_beside
from tests.tampering import fill

pytestmark = pytest.mark.slow


def differences(engine: Engine) -> list[object]:
    """What autogenerate would still change."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        return list(compare_metadata(context, Base.metadata))


def conditions(connection: Connection, schema_name: str | None = None) -> dict[str, str]:
    """Every CHECK by its name, as the engine keeps it; of a list of words the order does not count."""
    found = inspect(connection)
    return {
        str(check["name"]): _LIST.sub(lambda m: ",".join(sorted(m[0].split(","))), "".join(check["sqltext"].split()))
        for table in found.get_table_names(schema_name)
        for check in found.get_check_constraints(table, schema_name)
    }


_LIST = re.compile(r"'[^',]*'[^,()\[\]]*(,'[^',]*'[^,()\[\]]*)+")


def described(engine: Engine) -> dict[str, str]:
    """The CHECKs of the rows, as this kind of engine keeps them: made in a schema of their own, and undone."""
    schema_name = "described" if engine.dialect.name == "postgresql" else None
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin() as move:
        if schema_name:
            connection.execute(text(f"CREATE SCHEMA {schema_name}"))
        Base.metadata.create_all(connection.execution_options(schema_translate_map={None: schema_name}))
        found = conditions(connection, schema_name)
        move.rollback()
    return found


def test_migrated_conditions_are_those_of_the_rows(database_url: str, tmp_path: Path) -> None:
    """Alembic compares no CHECK: an enumeration with a new word and no migration would fail when it is first stored."""
    migrated = build_engine(database_url)
    beside = migrated if migrated.dialect.name == "postgresql" else build_engine(f"sqlite:///{tmp_path / 'beside.db'}")
    with migrated.connect() as connection:
        kept = conditions(connection)
    wanted = described(beside)
    assert len(wanted) == len(
        [
            each
            for table in Base.metadata.tables.values()
            for each in table.constraints
            if isinstance(each, CheckConstraint)
        ]
    )
    assert {name: kept.get(name) for name in wanted | kept} == {name: wanted.get(name) for name in wanted | kept}
    migrated.dispose()
    beside.dispose()


def test_every_column_of_an_enumeration_has_its_check(database_url: str) -> None:
    """Of its own name, so that whoever adds a word knows what to replace."""
    engine = build_engine(database_url)
    with engine.connect() as connection:
        kept = conditions(connection)
    columns = [column for table in Base.metadata.sorted_tables for column in table.columns]
    assert [str(column) for column in columns if isinstance(column.type, Enum)] == []  # the house's own are `Word`
    unchecked = [
        f"{column}: {member!r}"
        for column in columns
        if isinstance(column.type, Word)
        for member in column.type.kind
        if repr(str(member)) not in kept.get(f"ck_{column.table.name}_{column.name}", "")
    ]
    assert unchecked == []
    engine.dispose()


def test_migrated_schema_is_what_the_rows_describe(database_url: str) -> None:
    engine = build_engine(database_url)
    assert differences(engine) == []
    assert schema.current(engine) == schema.known_head()
    schema.require_current(engine)
    engine.dispose()


@pytest.fixture
def unbuilt(database_url: str, tmp_path: Path) -> Iterator[Engine]:
    """A database in which nothing was ever made: to begin with an old schema without going back to it."""
    is_server = database_url.startswith("postgresql")
    engine = build_engine(database_beside(database_url) if is_server else f"sqlite:///{tmp_path / 'unbuilt.sqlite3'}")
    yield engine
    engine.dispose()


def test_migrations_go_down_to_nothing_and_up_again(unbuilt: Engine) -> None:
    """And to what all other tests have, for whom it is built once a run."""
    schema.upgrade(unbuilt)
    built = digest(unbuilt)
    schema.downgrade(unbuilt, "base")
    assert inspect(unbuilt).get_table_names() == ["alembic_version"]
    with pytest.raises(schema.UnknownSchema, match="portal db upgrade"):
        schema.require_current(unbuilt)
    schema.upgrade(unbuilt)
    assert differences(unbuilt) == []
    assert digest(unbuilt) == built


def test_waiting_tasks_keep_their_work_when_their_word_changes(unbuilt: Engine) -> None:
    schema.upgrade(unbuilt, "0006")
    with unbuilt.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.execute(
            text(
                "INSERT INTO outbox (kind, subject, made_at, due_at, attempts, uid) "
                "VALUES ('keep_paper', 'notice', '2026-09-14 00:00:00', '2026-09-14 00:00:00', 3, 'task')"
            )
        )
        connection.execute(text("INSERT INTO checkups (at, lines) VALUES ('2026-09-14 00:00:00', '[]')"))
    schema.upgrade(unbuilt, "0007")
    assert _of_outbox(unbuilt) == [("keep_notice", "notice", 3, "task")]
    with unbuilt.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM checkups")) == 0
    schema.downgrade(unbuilt, "0006")
    assert _of_outbox(unbuilt) == [("keep_paper", "notice", 3, "task")]


def _of_outbox(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [
            tuple(row)
            for row in connection.execute(text("SELECT kind, subject, attempts, uid FROM outbox ORDER BY id"))
        ]


@pytest.fixture
def filled(services: Flask) -> Engine:
    """A database with accounts, a filing, its history, a document and a notice."""
    who = person(1)
    user = citizen(who)
    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(who))
    filings.submit(acting(user), draft.number)
    with transaction():  # what messages left to do goes with their table
        db.session.execute(delete(OutboxMessage).where(OutboxMessage.kind == Task.ANNOUNCE))
    db.session.remove()
    return db.engine


def _counted(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        return {each.name: connection.scalar(select(func.count()).select_from(each)) or 0 for each in tables}


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(schema._config())


def _triggers(engine: Engine) -> list[str]:
    """What keeps history append-only."""
    named = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
        "postgresql": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
    }
    with engine.connect() as connection:
        return list(connection.scalars(text(named[engine.dialect.name])))


def test_newest_migration_goes_down_and_up_again_under_rows(filled: Engine) -> None:
    """An empty database lets through what every real one refuses: SQLite drops no table that rows point at."""
    before, kept = _counted(filled), _triggers(filled)
    assert len(kept) >= 2
    schema.downgrade(filled, schema.revisions()[-2])
    made = before.keys() - set(inspect(filled).get_table_names())  # by this migration, and gone with what they held
    by_it = Path(_scripts().get_revision(schema.known_head()).path).read_text()
    left = [each for each in kept if each.split()[2] not in by_it and not any(table in each for table in made)]
    assert [each for each in _triggers(filled) if each.split()[2] not in by_it] == left  # it may make one anew
    schema.upgrade(filled)
    assert {table: count for table, count in _counted(filled).items() if table not in made} == {
        table: count for table, count in before.items() if table not in made
    }
    assert _triggers(filled) == kept
    assert differences(filled) == []


def test_history_comes_through_all_migrations_on_a_key_of_its_own_and_is_linked(services: Flask) -> None:
    """What older releases sealed by the master key, no rekey could bring over: its lines are never changed. Those that
    were there before the chain are linked by its migration, and what waits to be done goes on waiting."""
    fill()
    with transaction():
        portal_events.record(Context(SYSTEM, NOW), PortalEventKind.UPGRADED, PortalEventDetail(after="7"))
        db.session.execute(delete(OutboxMessage).where(OutboxMessage.kind == Task.ANNOUNCE))
    db.session.remove()
    waiting = _of_outbox(db.engine)
    assert {kind for kind, *_more in waiting} == {"keep_notice"}
    schema.downgrade(db.engine, "0023")
    assert _format_and_version(db.engine) == {(1, 1)}
    schema.upgrade(db.engine)
    assert _format_and_version(db.engine) == {(2, 0)}
    kept = db.session.scalars(select(PortalEvent).order_by(PortalEvent.id.desc())).first()
    assert kept is not None
    assert kept.detail.after == "7"
    assert _of_outbox(db.engine) == waiting
    with db.engine.connect() as connection:
        assert list(trail_check.faults(connection)) == []
        events = [connection.scalar(select(func.count()).select_from(each)) or 0 for each in (FilingEvent, PortalEvent)]
        assert connection.scalar(select(func.count()).select_from(TrailLink)) == sum(events) + 4  # and four looks


def _format_and_version(engine: Engine) -> set[tuple[int, int]]:
    with engine.connect() as connection:
        sealed = select(PortalEvent.detail_sealed).where(PortalEvent.detail_sealed.is_not(None))
        return {(each[0], version_of(each)) for each in connection.scalars(sealed)}


@pytest.mark.parametrize(
    ("table", "word"), [("filings", "channel"), ("filings", "status"), ("filing_events", "kind"), ("notices", "kind")]
)
def test_check_of_a_table_that_rows_point_at_is_replaced(filled: Engine, table: str, word: str) -> None:
    """As the recipes do it: rows, other CHECKs, indexes and triggers are what they were."""
    before, kept, name = _counted(filled), _triggers(filled), f"ck_{table}_{word}"
    with filled.connect() as connection:
        old = conditions(connection)
    _replace_check(filled, table, name, f"{word} <> 'nowhere'")
    with filled.connect() as connection:
        found = conditions(connection)
    assert {each for each in old | found if found.get(each) != old.get(each)} == {name}
    assert _counted(filled) == before
    assert _triggers(filled) == kept
    assert differences(filled) == []
    (own,) = [each for each in Base.metadata.tables[table].constraints if each.name in (name, word)]
    assert isinstance(own, CheckConstraint)
    _replace_check(filled, table, name, str(own.sqltext))  # other tests have the same server
    with filled.connect() as connection:
        assert conditions(connection) == old


def _replace_check(engine: Engine, table: str, name: str, condition: str) -> None:
    with schema.moving(engine) as connection:
        op = Operations(MigrationContext.configure(connection, opts={"render_as_batch": True}))
        with schema.table_anew(op, table) as batch:
            batch.drop_constraint(op.f(name), type_="check")
            batch.create_check_constraint(op.f(name), condition)


def test_row_that_points_at_none_undoes_the_move(filled: Engine) -> None:
    gone = text("DELETE FROM users")
    with pytest.raises((schema.DanglingReference, IntegrityError)), schema.moving(filled) as connection:
        connection.execute(gone)
    assert _counted(filled)["users"] > 0
    with (
        pytest.raises(IntegrityError),
        filled.connect().execution_options(**{WRITES: True}) as connection,
        connection.begin(),
    ):
        connection.execute(gone)  # outside a move every statement is held to them


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
