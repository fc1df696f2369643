"""The seeded portal many times over, beside itself: rows of others, of which nobody it was seeded for sees any."""

import sqlite3
from contextlib import closing

from sqlalchemy import Column, String, Table, UniqueConstraint

from portal.models import Base
from tests.access.world import World

NOT_OF_ANYBODY = {"installations", "trail_links", "checkups", "fax_watches", "networked_lists", "hospitals"}
"""Of the installation, of its chain, or what stands in the county files."""
SHIFT = 100_000
"""Further than any row of the seeded portal is numbered; the copy of row 7 in the third portal is row 300,007."""


def crowd(world: World, times: int, county: str) -> None:
    """So many more portals in `county`; what joined joins again, and what came from a hospital came from one of there.

    Nothing sealed opens, and neither trigger nor CHECK is asked: whoever asks brings the world's own state back.
    """
    more = f"WITH RECURSIVE serial(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM serial WHERE i < {times})"
    with closing(sqlite3.connect(world.data_dir / "portal.sqlite3")) as file, file:
        file.execute("PRAGMA ignore_check_constraints = ON")
        for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {trigger}")
        there = f"SELECT {SHIFT}, 'there', '{county}', '那里的医院', designated_from, designated_until FROM hospitals"
        file.execute(
            "INSERT INTO hospitals (id, uid, county, name, designated_from, designated_until) " + there + " LIMIT 1"
        )
        for table in Base.metadata.sorted_tables:
            if table.name in NOT_OF_ANYBODY:
                continue
            copied = {column.name: _copied(table, column, county) for column in table.columns}
            values = f"SELECT {', '.join(copied.values())} FROM {table.name} AS r, serial ORDER BY i, r.rowid"
            file.execute(f"INSERT INTO {table.name} ({', '.join(copied)}) {more} {values}")


def _copied(table: Table, column: Column, county: str) -> str:  # type: ignore[type-arg]
    """A column of a copy: rows, names and search keys are numbered anew, alike wherever they stand."""
    name = f"r.{column.name}"
    if column.name == "hospital_id":
        return f"iif({name} IS NULL, NULL, {SHIFT})"
    points = {each.column.table.name for each in column.foreign_keys} - NOT_OF_ANYBODY
    if (points or column.primary_key) and column.type.python_type is int:
        return f"{name} + i * {SHIFT}"
    if column.name == "county":
        return f"iif({name} IS NULL, NULL, '{county}')"
    if column.name == "claimed_by" and "applicant_id" in table.c:
        return f"coalesce('user:' || (r.applicant_id + i * {SHIFT}), i || '-' || {name})"
    if isinstance(column.type, String) and (points or _is_a_name(table, column)):
        return f"i || '-' || {name}"
    return name


def _is_a_name(table: Table, column: Column) -> bool:  # type: ignore[type-arg]
    """What is unique, alone or among others, and what rows are searched by."""
    unique = [each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
    unique += [each.columns for each in table.indexes if each.unique]
    return column.name.endswith("_index") or column.primary_key or any(column.name in each for each in unique)
