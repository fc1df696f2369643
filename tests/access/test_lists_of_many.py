"""Every page that lists asks the same over one filing, fifty and ten thousand, and finds its rows by an index.

The many are clones made in SQL, under names of their own: they do not open, and a page says so in their rows. SQLite
plans without statistics, for the portal gathers none. PostgreSQL is asked in `test_list_plans.py`.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, func, select, text

from portal.domain.actor import SYSTEM, Context
from portal.domain.vocabulary import Role
from portal.models import Filing, db
from portal.services import damage, faxes, review
from portal.services.faxes import ArrivedFax, KeptPart
from tests.people import NOW, acting, hospital_staff, person, staff
from tests.services.filings.test_from_draft_to_end import submitted
from tests.statements import noted
from tests.web.living import living_portal, signed_in
from tests.web.pages.test_few_statements import issued

pytestmark = pytest.mark.slow  # in the quick net test_list_plans.py asks the plans of long lists
LISTS = (
    ("clerk", "/clerk/"),
    ("clerk", "/clerk/?status=submitted"),
    ("clerk", "/clerk/?item=wenshang.referral&channel=hospital"),
    ("clerk", "/clerk/?overdue=1"),
    ("clerk", "/clerk/?office=center"),
    ("clerk", "/clerk/?after=2026-09-15.1"),
    ("clerk", "/clerk/pledges"),
    ("clerk", "/clerk/pledges?after=2026-09-15.1"),
    ("clerk", "/clerk/faxes/"),
    ("clerk", "/clerk/faxes/?after=2026-09-14T02:00:00%2B00:00,1"),
    ("tcm", "/hospital/"),
    ("tcm", "/hospital/?list=returned"),
    ("tcm", "/hospital/?list=waiting"),
    ("tcm", "/hospital/?list=signing"),
    ("tcm", "/hospital/?list=in-force"),
    ("tcm", "/hospital/?list=ending"),
    ("tcm", "/hospital/?list=ended"),
    ("tcm", "/hospital/?list=in-force&after=7000"),
    ("boss", "/admin/"),
    ("boss", "/admin/accounts/"),
    ("boss", "/admin/hospitals/"),
    ("boss", "/admin/trail"),
    ("boss", "/admin/trail?after=7000"),
    ("boss", "/admin/trail?kind=overridden"),
    ("boss", "/admin/trail?show=looks"),
    ("boss", "/admin/trail?show=looks&kind=id_number"),
    ("boss", "/admin/overrides"),
    ("boss", "/admin/overrides?after=7000"),
    ("boss", "/admin/complaints/"),
    ("boss", "/disclosure?county=wenshang"),
    ("owner", "/me"),
)
GROWING = ("filings", "filing_events", "access_log", "users", "documents", "notices", "faxes", "fax_pages")
SORTED_BY_AN_INDEX = ("filings", "filing_events", "access_log", "faxes")
"""Accounts and hospitals of a county are few, and all shown."""
SORTS = {"/hospital/": 3, "/me": 1}
"""Of each state a page, put in one order; what one person filed."""
MOST_STATEMENTS = 4
"""As of every page of no filing (`test_few_statements.py`)."""
_SCANNED = re.compile(r"SCAN (\w+)")


class Opening(NamedTuple):
    """What one page ran."""

    statements: int
    scans: set[str]
    sorts: int
    planned_anew: set[str]


def multiplied(count: int) -> None:
    """So many more of each filing, with its events and looks, and as many accounts of citizens."""
    more_of = f"SELECT i + 1 FROM serial WHERE i < {count}"
    numbers = f"WITH RECURSIVE serial(i) AS (SELECT 1 WHERE {count} > 0 UNION ALL {more_of})"
    own = {
        "uid": "lower(hex(randomblob(16)))",
        "number": "printf('%012d', r.id * 1000000 + i)",
        "person_index": "lower(hex(randomblob(16)))",
        "submission_key": "NULL",
        "phone_index": "lower(hex(randomblob(16)))",
        "username": "NULL",
        "day": "NULL",
        "content_digest": "NULL",
        "file_key": "lower(hex(randomblob(16)))",
    }
    per_filing = {"filing_id": "3 + i"}  # the first three are the ones that are cloned
    for table, which, more in (
        ("filings", "r.submitted_at IS NOT NULL", {}),
        ("users", "r.role = 'citizen'", {}),
        ("filing_events", "r.id = 1", per_filing),
        ("access_log", "r.id = 1", per_filing),
        ("faxes", "r.id = 1", {}),
        ("fax_pages", "r.id = 1", {"fax_id": "1 + i"}),
    ):
        names = [column.name for column in db.metadata.tables[table].columns if column.name != "id"]
        values = ", ".join({**own, **more}.get(name, f"r.{name}") for name in names)
        select = f"{numbers} SELECT {values} FROM {table} r, serial WHERE {which} ORDER BY r.id, i"
        db.session.execute(text(f"INSERT INTO {table} ({', '.join(names)}) {select}"))
    db.session.commit()


def crowded(folder: Path, template: Path, clones: int) -> dict[tuple[str, str], Opening]:
    """What each page runs where every filing has so many clones."""
    portal = living_portal(folder, template)
    with portal.app_context():
        hospital_staff("tcm")
        staff("clerk")
        staff("boss", role=Role.SUPERVISOR)
        issued(1)
        issued(2)
        owner, filing = submitted(3)
        review.reveal_id_number(acting(staff("looks")), filing.number)
        arrived = ArrivedFax("wenshang", "fax.tif", "f" * 64, "+86 537 7727566")
        faxes.take(Context(SYSTEM, NOW), arrived, [KeptPart("key-of-a-fax", 1, [])])
        phone = person(3).phone
        assert owner.role is Role.CITIZEN
        multiplied(clones)
        assert db.session.scalar(select(func.count()).select_from(Filing)) == 3 * (clones + 1)
    browsers = {name: signed_in(portal, phone if name == "owner" else name) for name, _url in LISTS}
    return {(name, url): opening(portal, browsers[name], url) for name, url in LISTS}


def opening(portal: Flask, browser: FlaskClient, url: str) -> Opening:
    """Look at the page, and at how SQLite went about each of its statements."""
    with portal.app_context(), noted() as seen:
        assert browser.get(url).status_code == 200
    for _again in range(2):
        browser.get(url)
    with portal.app_context(), db.engine.connect() as connection:
        anew = planned_anew(connection)
        plans = [
            [line.detail for line in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            for statement, values in seen
            if statement.startswith("SELECT")
        ]
    scans = {found[1] for plan in plans for line in plan if (found := _SCANNED.match(line)) and found[1] in GROWING}
    of_many = [plan for plan in plans if any(table in line for line in plan for table in SORTED_BY_AN_INDEX)]
    return Opening(len(seen), scans, sum("TEMP B-TREE FOR ORDER" in line for plan in of_many for line in plan), anew)


def planned_anew(connection: Connection) -> set[str]:
    """Statements that SQLite plans at each run, where it says so: a blank stands for what an index holds a part of."""
    if ("ENABLE_STMTVTAB",) not in connection.exec_driver_sql("PRAGMA compile_options").all():
        return set()
    rows = connection.exec_driver_sql("SELECT sql FROM sqlite_stmt WHERE reprep > 0 AND sql LIKE 'SELECT%'")
    return {sql for (sql,) in rows}


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> list[dict[tuple[str, str], Opening]]:
    """One filing in each state, fifty, ten thousand."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(damage, "note_met", lambda *_: None)  # clones do not open, and each would be written down
        return [crowded(tmp_path_factory.mktemp("many"), sqlite_template, clones) for clones in (0, 16, 3333)]


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page[1])
def test_a_list_of_many_is_read_as_a_list_of_one(
    sizes: list[dict[tuple[str, str], Opening]], page: tuple[str, str]
) -> None:
    first, *others = (size[page] for size in sizes)
    assert first.statements <= MOST_STATEMENTS
    for each in (first, *others):
        assert (each.statements, each.scans) == (first.statements, set())
        assert each.planned_anew == set()
        assert each.sorts <= SORTS.get(page[1].partition("?")[0], 0)
