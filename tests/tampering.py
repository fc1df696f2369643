"""The trail tampered with at random: `python -m tests.tampering 1000`; each must be found, and its place named.

Whoever tampers can write to the database as they like, past the triggers, and has no key.
"""

import random
import sys
import tempfile
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, delete, insert, select, text, update

from portal.domain.vocabulary import Role
from portal.models import db, schema
from portal.models.engine import WRITES, build_engine
from portal.models.trail import SAID_AGAIN, ChainedTable
from portal.services import filings, review, sessions, staff_accounts, trail_check
from portal.services.trail_check import TrailAnchor
from tests.people import acting, citizen, long_stay, person, staff

LINKS = "trail_links"


@dataclass(frozen=True)
class TamperedTrail:
    """A trail to tamper with, inside a transaction that is undone."""

    connection: Connection
    tables: dict[str, Table]
    chance: random.Random
    anchor: TrailAnchor

    def rows(self, table: str) -> Sequence[Any]:
        """All of them, in order."""
        key = self.tables[table].primary_key.columns[0]
        return self.connection.execute(select(self.tables[table]).order_by(key)).all()

    def some_table(self) -> str:
        """One that has two rows or more."""
        return self.chance.choice([name for name in ChainedTable if len(self.rows(name)) > 1])

    def link_of(self, table: str, row_id: int) -> int:
        """The number of the link of that row."""
        links = self.tables[LINKS].c
        found = select(links.seq).where(links.table_name == table, links.row_id == row_id)
        return int(self.connection.execute(found).scalar_one())


Place = tuple[str, int]
"""A link by its number, or a row by its id."""


def edit(trail: TamperedTrail) -> Place:
    """One column of one row says something else."""
    name = trail.some_table()
    table, row = trail.tables[name], trail.chance.choice(trail.rows(name))
    others = [
        (column.name, value)
        for column in table.columns
        if column.name not in ("id", "uid")
        for value in {getattr(each, column.name) for each in trail.rows(name)} | ({None} if column.nullable else set())
        if value != getattr(row, column.name)
    ]
    column, value = trail.chance.choice(sorted(others, key=repr))
    trail.connection.execute(update(table).where(table.c.id == row.id).values({column: value}))
    return "link", trail.link_of(name, row.id)


def swap(trail: TamperedTrail) -> Place:
    """Two rows change places."""
    name = trail.some_table()
    table, (one, other) = trail.tables[name], trail.chance.sample(trail.rows(name), 2)
    kept = [column.name for column in table.columns if column.name not in ("id", "uid")]
    values = [{column: getattr(row, column) for column in kept} for row in (one, other)]
    if values[0] == values[1]:
        return edit(trail)
    for row, there in ((one, values[1]), (other, values[0])):
        trail.connection.execute(update(table).where(table.c.id == row.id).values(there))
    return "link", trail.link_of(name, one.id)


def swap_links(trail: TamperedTrail) -> Place:
    """Two links name each other's rows."""
    links, (one, other) = trail.tables[LINKS], trail.chance.sample(trail.rows(LINKS), 2)
    for link, there in ((one, -1), (other, one.row_id), (one, other.row_id)):
        values = {"row_id": there, "table_name": other.table_name if link is one else one.table_name}
        trail.connection.execute(update(links).where(links.c.seq == link.seq).values(values))
    return "link", one.seq


def remove(trail: TamperedTrail) -> Place:
    """A row is gone."""
    name = trail.some_table()
    row = trail.chance.choice(trail.rows(name))
    seq = trail.link_of(name, row.id)
    trail.connection.execute(delete(trail.tables[name]).where(trail.tables[name].c.id == row.id))
    return "link", seq


def remove_with_link(trail: TamperedTrail) -> Place:
    """A row is gone with its link, and those after it move up."""
    name = trail.some_table()
    row, links = trail.chance.choice(trail.rows(name)), trail.tables[LINKS]
    seq = trail.link_of(name, row.id)
    trail.connection.execute(delete(trail.tables[name]).where(trail.tables[name].c.id == row.id))
    trail.connection.execute(delete(links).where(links.c.seq == seq))
    if trail.chance.random() < 0.5:
        for link in trail.rows(LINKS):
            if link.seq > seq:
                trail.connection.execute(update(links).where(links.c.seq == link.seq).values(seq=link.seq - 1))
    return "link", min(seq, trail.anchor.count)


def put_in(trail: TamperedTrail) -> Place:
    """A row that never was."""
    name = trail.some_table()
    row_id = max(row.id for row in trail.rows(name)) + 1
    copy = dict(trail.chance.choice(trail.rows(name))._mapping) | {"id": row_id, "uid": f"{row_id:032x}"}
    trail.connection.execute(insert(trail.tables[name]).values(copy))
    if trail.chance.random() < 0.5:
        return "row", row_id
    digest = trail.chance.choice([trail.chance.randbytes(32), trail.rows(LINKS)[-1].digest])
    forged = {"seq": trail.anchor.count + 1, "table_name": name, "row_id": row_id, "digest": digest}
    trail.connection.execute(insert(trail.tables[LINKS]).values(forged))
    return "link", trail.anchor.count + 1


def put_in_front(trail: TamperedTrail) -> Place:
    """A row that never was, with a link before the first one, where no key is needed."""
    name = trail.some_table()
    row_id = max(row.id for row in trail.rows(name)) + 1
    copy = dict(trail.chance.choice(trail.rows(name))._mapping) | {"id": row_id, "uid": f"{row_id:032x}"}
    trail.connection.execute(insert(trail.tables[name]).values(copy))
    forged = {"seq": -trail.chance.randrange(3), "table_name": name, "row_id": row_id, "digest": b"x" * 32}
    trail.connection.execute(insert(trail.tables[LINKS]).values(forged))
    return "row", row_id


def other_kind(trail: TamperedTrail) -> Place:
    """What is sealed lies there as text, the same in other signs: it opens nowhere any more."""
    places = [
        (name, column.name, row)
        for name in ChainedTable
        for column in trail.tables[name].columns
        if column.name.endswith("_sealed")
        for row in trail.rows(name)
        if getattr(row, column.name) is not None
    ]
    if trail.connection.dialect.name != "sqlite" or not places:
        return edit(trail)
    name, column, row = trail.chance.choice(places)
    values = {"words": b64encode(getattr(row, column)).decode(), "id": row.id}
    trail.connection.execute(text(f"UPDATE {name} SET {column} = :words WHERE id = :id"), values)
    return "link", trail.link_of(name, row.id)


def no_instant(trail: TamperedTrail) -> Place:
    """A date that nothing of ours reads."""
    name = trail.some_table()
    row = trail.chance.choice(trail.rows(name))
    seq = trail.link_of(name, row.id)
    is_sqlite = trail.connection.dialect.name == "sqlite"
    moved = "at || ' BC'" if is_sqlite else "at - interval '4000 years'"
    trail.connection.execute(text(f"UPDATE {name} SET at = {moved} WHERE id = {row.id}"))
    return "link", seq


def move(trail: TamperedTrail) -> Place:
    """A line is put among those of another county, whose lists show it."""
    name = trail.chance.choice(sorted(SAID_AGAIN))
    table, row = trail.tables[name], trail.chance.choice(trail.rows(name))
    trail.connection.execute(update(table).where(table.c.id == row.id).values({SAID_AGAIN[name]: "elsewhere"}))
    return "link", trail.link_of(name, row.id)


def forge(trail: TamperedTrail) -> Place:
    """A link holds another digest."""
    links, link = trail.tables[LINKS], trail.chance.choice(trail.rows(LINKS))
    digest = trail.chance.choice([trail.chance.randbytes(32), trail.chance.choice(trail.rows(LINKS)).digest])
    digest = digest if digest != link.digest else trail.chance.randbytes(32)
    trail.connection.execute(update(links).where(links.c.seq == link.seq).values(digest=digest))
    return "link", link.seq


def cut(trail: TamperedTrail) -> Place:
    """The end of it never was: rows and links."""
    count = trail.chance.randint(1, 5)
    for link in trail.rows(LINKS)[-count:]:
        table = trail.tables[link.table_name]
        trail.connection.execute(delete(table).where(table.c.id == link.row_id))
        trail.connection.execute(delete(trail.tables[LINKS]).where(trail.tables[LINKS].c.seq == link.seq))
    return "link", trail.anchor.count


WAYS: Sequence[Callable[[TamperedTrail], Place]] = (
    edit,
    swap,
    swap_links,
    remove,
    remove_with_link,
    put_in,
    put_in_front,
    other_kind,
    no_instant,
    move,
    forge,
    cut,
)


def fill() -> None:
    """Something to tamper with: filings with their histories, looks, accounts; in the services' own application."""
    boss, clerk = staff("boss", role=Role.SUPERVISOR), staff("clerk")
    for serial in range(1, 5):
        user = citizen(person(serial))
        sessions.begin(acting(user), user, address=f"203.0.113.{serial}")
        draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(person(serial)))
        filing = filings.submit(acting(user), draft.number)
        review.reveal_id_number(acting(clerk), filing.number)
        review.accept(acting(clerk), filing.number, filing.version, "材料随后补")
        staff_accounts.invite(acting(boss), Role.CLERK, f"new{serial}")


def tampered(engine: Engine, times: int, seed: int = 1) -> Counter[tuple[str, bool]]:
    """How often each way was found, its place named, and how often it was not."""
    found: Counter[tuple[str, bool]] = Counter()
    chance, metadata = random.Random(seed), MetaData()
    tables = {name: Table(name, metadata, autoload_with=engine) for name in (*ChainedTable, LINKS)}
    for turn in range(times):
        way = WAYS[turn % len(WAYS)]
        with _undone(engine) as connection:
            anchor = trail_check.anchor(connection)
            assert anchor is not None
            kind, place = way(TamperedTrail(connection, tables, chance, anchor))
            faults = list(trail_check.faults(connection, anchor))
            places = {("link", fault.seq) for fault in faults} | {
                ("row", fault.row_id) for fault in faults if not fault.seq
            }
        found[way.__name__, (kind, place) in places] += 1
    return found


@contextmanager
def _undone(engine: Engine) -> Iterator[Connection]:
    """A transaction in which no trigger and no reference stands in the way."""
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        with connection.begin() as move:
            past_the_triggers(connection)
            yield connection
            move.rollback()


def past_the_triggers(connection: Connection) -> None:
    """In this transaction no trigger is asked any more."""
    if connection.dialect.name == "sqlite":
        for trigger in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(text(f"DROP TRIGGER {trigger}"))
    else:
        connection.execute(text("SET LOCAL session_replication_role = replica"))


def main() -> int:
    """A thousand, or as many as the command line says."""
    from tests.conftest import services_on  # its application is all that is needed of it

    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'portal.sqlite3'}"
        engine = build_engine(url)
        schema.upgrade(engine)
        engine.dispose()
        with services_on(url):
            fill()
            db.session.remove()
            found = tampered(db.engine, times)
    missed = sum(count for (_way, is_found), count in found.items() if not is_found)
    for (way, is_found), count in sorted(found.items()):
        print(f"{way:18} {'found' if is_found else 'MISSED'} {count}")
    print(f"tampering: {times - missed} of {times} found, the place named")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
