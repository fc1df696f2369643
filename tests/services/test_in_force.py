"""Who is covered where and when: for the desk and for whoever asks later, from one index on both engines."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.claims import Claims
from portal.domain.validity import Term
from portal.domain.vocabulary import FilingStatus, FilingType
from portal.models import Filing, User, db
from portal.models.sealed import person_index
from portal.models.transaction import transaction
from portal.services import amendments, documents, filings, in_force
from portal.services.documents import StoredFile
from tests.approving import approve
from tests.people import NOW, acting, citizen, long_stay, person, staff
from tests.statements import noted

TODAY = NOW.date()
BEGUN, LAST = date(2026, 9, 1), date(2027, 8, 31)


def stored(name: str = "a") -> StoredFile:
    return StoredFile(f"key-{name}", "image/jpeg", 1000, 1, name * 64)


def approved(typed: Claims | None = None, serial: int = 1, term: Term | None = None) -> tuple[User, Filing]:
    """A long stay of that person, decided, with the days it counts for as the clerk fixed them."""
    who = person(serial)
    user = citizen(who)
    filing = filings.open_draft(acting(user), "wenshang.long-term", typed or long_stay(who))
    documents.attach(acting(user), filing.number, "residence_proof", stored(f"{serial}"), None)
    sent = filings.submit(acting(user), filing.number)
    filing = approve(acting(staff(f"clerk-{serial}")), sent)
    term = term or Term(BEGUN, LAST)
    with transaction():
        filing.begins_on, filing.ends_on = term.begins_on, term.ends_on
    return user, filing


def counting(on: date, place: str | None = None, filing_type: FilingType | None = None, serial: int = 1) -> list[str]:
    found = in_force.on_day("wenshang", person_index(person(serial).id_number), on, place, filing_type)
    return [each.number for each in found]


def test_filing_counts_for_its_days_its_place_and_its_type(services: Flask) -> None:
    _user, filing = approved()
    assert counting(BEGUN) == counting(LAST) == [filing.number]
    assert counting(BEGUN - timedelta(days=1)) == counting(LAST + timedelta(days=1)) == []
    assert counting(TODAY, "310115") == [filing.number]
    assert counting(TODAY, "370100") == []
    assert counting(TODAY, filing_type=FilingType.LONG_TERM_RESIDENT) == [filing.number]
    assert counting(TODAY, filing_type=FilingType.REFERRAL) == []
    assert counting(TODAY, serial=2) == []
    assert in_force.on_day("fushun", person_index(person(1).id_number), TODAY) == ()


def test_what_is_not_decided_or_was_revoked_counts_never(services: Flask) -> None:
    user, filing = approved()
    change = amendments.begin_change(acting(user), filing.number, lambda key: f"copy-{key}")
    assert counting(TODAY) == [filing.number]
    filings.submit(acting(user), change.number)
    assert counting(TODAY) == [filing.number]
    with transaction():
        filing.status = FilingStatus.REVOKED
    assert counting(TODAY) == []


def test_cancelled_filing_counts_up_to_its_last_day(services: Flask) -> None:
    user, filing = approved()
    amendments.cancel(acting(user), filing.number, filing.version)
    assert counting(TODAY) == [filing.number]
    assert counting(TODAY + timedelta(days=1)) == []


def test_amended_filing_counts_until_its_successor_takes_over(services: Flask) -> None:
    user, before = approved()
    change = amendments.begin_change(acting(user), before.number, lambda key: f"copy-{key}")
    filings.save_draft(acting(user), change.number, {"treatment_place": "500000"})
    sent = filings.submit(acting(user), change.number)
    assert [d.kind for d in documents.may_add(acting(staff("desk")), sent.number).documents] == ["residence_proof"]
    successor = approve(acting(staff("clerk-b")), sent)
    assert (before.status, before.ends_on) == (FilingStatus.SUPERSEDED, TODAY)
    assert counting(TODAY + timedelta(days=1), "500000") == [successor.number]
    assert counting(TODAY + timedelta(days=1), "310000") == []
    assert counting(BEGUN, "310000") == [before.number]


def test_change_begins_with_the_documents_that_are_valid_still(services: Flask) -> None:
    user, filing = approved()
    copies: list[str] = []

    def copied(key: str) -> str:
        copies.append(key)
        return f"copy-{key}"

    first = amendments.begin_change(acting(user), filing.number, copied)
    again = amendments.begin_change(acting(user), filing.number, copied)
    assert again.number == first.number
    assert copies == ["key-1"]
    [document] = documents.may_add(acting(user), first.number).documents
    assert (document.kind, document.storage_key, document.sha256) == ("residence_proof", "copy-key-1", "1" * 64)


def test_second_filing_that_overlaps_is_seen_and_the_one_it_replaces_is_not(services: Flask) -> None:
    user, filing = approved()
    change = amendments.begin_change(acting(user), filing.number, lambda key: f"copy-{key}")
    assert in_force.beside(change, Term(TODAY)) == ()
    who = person(1)
    second = filings.open_draft(acting(user), "wenshang.referral", replace(long_stay(who), treatment_place="370100"))
    [found] = in_force.beside(second, Term(TODAY, TODAY + timedelta(days=365)))
    assert (found.number, found.filing_type, found.term) == (
        filing.number,
        FilingType.LONG_TERM_RESIDENT,
        Term(BEGUN, LAST),
    )
    assert in_force.beside(second, Term(LAST + timedelta(days=1))) == ()
    assert in_force.beside(filing, Term(TODAY)) == ()


def test_what_is_read_already_says_the_same_as_what_is_asked_for(services: Flask) -> None:
    _user, filing = approved()
    who = person(1)
    drafts = [
        filings.open_draft(acting(citizen(person(2))), "wenshang.long-term", long_stay(person(2))),
        filings.open_draft(acting(_user), "wenshang.referral", replace(long_stay(who), treatment_place="370100")),
    ]
    every = db.session.scalars(select(Filing).where(Filing.person_index == filing.person_index)).all()
    for second in (*drafts, filing):
        known = [each for each in every if each.person_index == second.person_index and each is not second]
        for begins in (BEGUN, TODAY, LAST, LAST + timedelta(days=1)):
            assert in_force.beside(second, Term(begins), known) == in_force.beside(second, Term(begins))
    filing.status, filing.ends_on = FilingStatus.CANCELLED, None
    assert in_force.beside(drafts[1], Term(TODAY), [filing]) == ()  # an end nobody knows counts on no day
    db.session.rollback()


PLANS = {
    "sqlite": ("EXPLAIN QUERY PLAN ", "USING COVERING INDEX ix_filings_in_force"),
    "postgresql": ("EXPLAIN ", "Index Only Scan using ix_filings_in_force"),
}


def test_answer_is_read_from_one_index_alone(services: Flask) -> None:
    approved()
    with noted() as statements:
        counting(TODAY)
    statement, values = statements[-1]
    explain, expected = PLANS[db.engine.dialect.name]
    connection = db.session.connection()
    if db.engine.dialect.name == "postgresql":
        for way in ("seqscan", "bitmapscan", "sort"):  # a table of one row is read whole unless told not to
            connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
    plan = "\n".join(str(tuple(line)) for line in connection.exec_driver_sql(explain + statement, values))
    assert expected in plan


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_stands_beside_costs_one_statement(services: Flask) -> None:
    _user, filing = approved()
    with noted() as statements:
        in_force.beside(filing, Term(TODAY))
    assert len([sql for sql, _values in statements if sql.startswith("SELECT")]) == 1
