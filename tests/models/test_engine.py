"""The engine: what it promises of each connection, and writers that take turns."""

import os
import sqlite3
import threading
from multiprocessing.queues import Queue
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from portal.models.engine import WRITES, build_engine
from portal.models.write_lock import SUFFIX
from tests.processes import WARM


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with one table."""
    path = tmp_path / "turns.sqlite3"
    engine = build_engine(f"sqlite:///{path}")
    write(engine, "CREATE TABLE marks (who INTEGER)")
    engine.dispose()
    return path


def write(engine: Engine, statement: str) -> None:
    """One statement in a write transaction of its own."""
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.execute(text(statement))


def test_sqlite_keeps_what_it_acknowledged(file: Path) -> None:
    engine = build_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,  # what was deleted is overwritten
        "trusted_schema": 0,
    }
    engine.dispose()


def test_a_statement_that_fails_says_nothing_of_its_values(file: Path) -> None:
    engine = build_engine(f"sqlite:///{file}")
    with engine.connect() as connection, pytest.raises(OperationalError) as refused:
        connection.execute(text("SELECT :name FROM no_such_table"), {"name": "王测试"})
    assert "王测试" not in str(refused.value)
    engine.dispose()


def test_a_writer_has_the_write_lock_before_it_reads(file: Path) -> None:
    """Read first and write then, under a deferred lock, dies where another wrote between."""
    engine, outsider = build_engine(f"sqlite:///{file}"), sqlite3.connect(file, timeout=0)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        assert connection.execute(text("SELECT count(*) FROM marks")).scalar() == 0
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            outsider.execute("INSERT INTO marks VALUES (1)")
    outsider.close()
    engine.dispose()


@pytest.mark.postgresql
def test_postgresql_gives_up_rather_than_hang(postgresql_server: str) -> None:
    engine = build_engine(postgresql_server)
    with engine.connect() as connection:
        found = [
            connection.execute(text(f"SHOW {name}")).scalar()
            for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        ]
    assert found == ["30s", "10s", "1min"]
    engine.dispose()


@pytest.mark.postgresql
def test_a_connection_that_died_in_the_pool_is_replaced(postgresql_server: str) -> None:
    engine, other = build_engine(postgresql_server), build_engine(postgresql_server)
    with engine.connect() as connection:
        backend = connection.execute(text("SELECT pg_backend_pid()")).scalar()
    with other.connect() as connection:
        assert connection.execute(text(f"SELECT pg_terminate_backend({backend}, 5000)")).scalar() is True
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    engine.dispose()
    other.dispose()


def test_threads_of_one_process_write_one_after_the_other(file: Path) -> None:
    engine = build_engine(f"sqlite:///{file}")
    threads = [threading.Thread(target=write, args=(engine, f"INSERT INTO marks VALUES ({n})")) for n in range(10)]
    with engine.connect().execution_options(**{WRITES: True}) as first, first.begin():
        for thread in threads:
            thread.start()
        first.execute(text("INSERT INTO marks VALUES (99)"))
    for thread in threads:
        thread.join(30)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM marks")).scalar() == 11
    engine.dispose()


def test_readers_do_not_wait_for_a_writer(file: Path) -> None:
    engine = build_engine(f"sqlite:///{file}")
    with engine.connect().execution_options(**{WRITES: True}) as writer, writer.begin():
        writer.execute(text("INSERT INTO marks VALUES (1)"))
        with engine.connect() as reader:
            assert reader.execute(text("SELECT count(*) FROM marks")).scalar() == 0
    engine.dispose()


def _die_while_writing(file: str, started: "Queue[int]") -> None:
    engine = build_engine(f"sqlite:///{file}")
    connection = engine.connect().execution_options(**{WRITES: True})
    connection.begin()
    connection.execute(text("INSERT INTO marks VALUES (1)"))
    started.put(os.getpid())
    started.close()
    started.join_thread()
    os.kill(os.getpid(), 9)


def test_a_writer_that_was_killed_keeps_nobody_waiting(file: Path) -> None:
    started = WARM.Queue()
    process = WARM.Process(target=_die_while_writing, args=(str(file), started))
    process.start()
    started.get(timeout=30)
    engine = build_engine(f"sqlite:///{file}")
    write(engine, "INSERT INTO marks VALUES (2)")
    process.join(30)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT who FROM marks")).scalars().all() == [2]
    engine.dispose()


def test_the_turn_passes_on_when_a_transaction_cannot_begin(file: Path) -> None:
    engine = build_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=0")  # the pool gives this one out again
    outsider = build_engine(f"sqlite:///{file}")
    raw = outsider.raw_connection()
    raw.driver_connection.execute("BEGIN IMMEDIATE")  # type: ignore[union-attr]  # a program that knows no queue
    with pytest.raises(OperationalError, match="locked"):
        write(engine, "INSERT INTO marks VALUES (1)")
    raw.rollback()
    raw.close()
    outsider.dispose()
    write(engine, "INSERT INTO marks VALUES (2)")
    engine.dispose()


def test_the_queue_lies_beside_the_database_for_its_user_alone(file: Path) -> None:
    assert (file.with_name(file.name + SUFFIX).stat().st_mode & 0o777) == 0o600


@pytest.mark.parametrize("existed", [False, True])
def test_database_and_log_are_for_its_user_alone_whatever_the_umask_and_the_folder(
    tmp_path: Path, existed: bool
) -> None:
    tmp_path.chmod(0o777)
    path = tmp_path / "portal.sqlite3"
    if existed:
        path.touch()
        path.chmod(0o666)
    before = os.umask(0)
    try:
        engine = build_engine(f"sqlite:///{path}")
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            connection.execute(text("CREATE TABLE t (a)"))
        modes = {each.name: each.stat().st_mode & 0o777 for each in tmp_path.iterdir()}
        engine.dispose()
    finally:
        os.umask(before)
    names = ("", "-wal", "-shm", SUFFIX)
    assert modes == {f"portal.sqlite3{suffix}": 0o600 for suffix in names}
