"""What a clerk sees beside a filing: claims that wait for the same decision are never crowded out."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from portal.models import Filing, User, db
from portal.services import amendments, casework, filings, same_person
from tests.people import acting, citizen, long_stay, person, staff
from tests.statements import noted

WHO = person(1)
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two are read, where otherwise it is a hundred."""
    monkeypatch.setattr(same_person, "MOST", 2)
    same_person._others_of.cache_clear()
    yield
    same_person._others_of.cache_clear()


def filed(user: User) -> Filing:
    """Sent in by an account that was registered with that person's number."""
    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(WHO))
    return filings.submit(acting(user), draft.number)


def test_a_claim_that_waits_is_seen_whatever_was_withdrawn_and_made_anew(services: Flask) -> None:
    owners, stranger = filed(citizen(WHO)), citizen(replace(WHO, phone="13800000077"))
    for _turn in range(3):
        theirs = filed(stranger)
        amendments.withdraw(acting(stranger), theirs.number, theirs.version)
    newest = filed(stranger)
    assert casework.open_case(acting(staff("clerk")), newest.number).others[0].number == owners.number


def test_what_is_proven_and_what_came_first_stand_before_what_came_after(services: Flask) -> None:
    clerk = staff("clerk")
    strangers = [filed(citizen(replace(WHO, phone=f"1380000007{n}"))) for n in range(2)]
    owners = filed(citizen(WHO, verified_by=clerk))
    newest = filed(citizen(replace(WHO, phone="13800000079")))
    others = casework.open_case(acting(clerk), newest.number).others
    assert [each.number for each in others] == [owners.number, strangers[0].number]


def run(statement: str, values: Any = ()) -> list[Any]:
    return db.session.connection().exec_driver_sql(statement, values).all()


def test_no_table_is_walked_though_it_be_small(services: Flask) -> None:
    """Nor is who is behind a filing asked for each account there is."""
    clerk, filing = acting(staff("clerk")), filed(citizen(WHO))
    for colleague in range(9):
        staff(f"colleague{colleague}")
    db.session.connection().exec_driver_sql("ANALYZE users")
    with noted() as statements:
        casework.open_case(clerk, filing.number)
    plans = [line.detail for statement, values in statements for line in run(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert "SEARCH users USING INTEGER PRIMARY KEY (rowid=?)" in plans
    assert not [line for line in plans if line.startswith("SCAN users")]


def test_sqlite_plans_each_statement_once(services: Flask) -> None:
    """It plans one anew at every run that fills a blank with what a part of a table is indexed by."""
    if ("ENABLE_STMTVTAB",) not in run("PRAGMA compile_options"):
        pytest.skip("this SQLite does not say how often it planned")
    clerk, filing = acting(staff("clerk")), filed(citizen(WHO))
    for _turn in range(3):
        casework.open_case(clerk, filing.number)
        db.session.expire_all()
    planned = dict(map(tuple, run("SELECT sql, reprep FROM sqlite_stmt WHERE sql LIKE '%group_concat%' AND run > 1")))
    assert planned
    assert not any(planned.values())
