"""Who looks at a filing is written down once a day, also by two pages at once; a whole number each time."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.actor import Context
from portal.models import AccessLog, Filing, FilingEvent, User, db
from portal.models.looks import FilingLook
from portal.services import filings, history, review
from tests.people import acting, citizen, hospital_staff, long_stay, person, staff
from tests.statements import noted


def a_filing() -> tuple[User, Filing]:
    """Sent in by its person."""
    user = citizen(person(1))
    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(person(1)))
    return user, filings.submit(acting(user), draft.number)


def looks() -> list[tuple[str, str, str | None]]:
    """Who saw what, and on which day."""
    rows = db.session.query(AccessLog).order_by(AccessLog.id)
    return [(row.actor.username, row.what, row.day and row.day.isoformat()) for row in rows]


def test_once_a_person_filing_screen_and_day_of_beijing_and_a_whole_number_each_time(services: Flask) -> None:
    owner, filing = a_filing()
    clerk, other, hospital = staff("clerk"), staff("other"), hospital_staff("hospital")
    late = timedelta(hours=14)  # midnight in Beijing
    for ctx in (*[acting(clerk)] * 2, acting(other), acting(hospital), acting(clerk, later=late), acting(owner)):
        history.note_looks(ctx, "filing", Filing.id, [filing.id])
    history.note_looks(acting(clerk), "search", Filing.id, [filing.id])
    for _twice in range(2):
        review.reveal_id_number(acting(clerk), filing.number)
    assert looks() == [
        ("clerk", "filing", "2026-09-14"),
        ("other", "filing", "2026-09-14"),
        ("hospital", "filing", "2026-09-14"),
        ("clerk", "filing", "2026-09-15"),
        ("clerk", "search", "2026-09-14"),
        ("clerk", "id_number", None),
        ("clerk", "id_number", None),
    ]


def test_only_ones_own_look_of_today_at_the_screen_counts_as_noted(services: Flask) -> None:
    ctx = acting(citizen(person(1)))
    filing = filings.open_draft(ctx, "wenshang.long-term", long_stay(person(1)))
    clerk, another = acting(staff("clerk")), acting(staff("another"))
    for what in ("search", "paper:identity"):
        history.note_looks(clerk, what, Filing.id, [filing.id])
    history.note_looks(another, "filing", Filing.id, [filing.id])
    assert not history.is_noted(clerk, history.looks_at(filing))
    history.note_looks(clerk, "filing", Filing.id, [filing.id])
    tomorrow = replace(clerk, now=clerk.now + timedelta(days=1))
    shown = history.looks_at(filing)
    assert [history.is_noted(each, shown) for each in (clerk, another, tomorrow)] == [True, True, False]


def test_pages_at_once_leave_one_line(services: Flask) -> None:
    _owner, filing = a_filing()
    ctx, wanted = acting(staff("clerk")), filing.id
    db.session.remove()

    def look(_turn: int) -> None:
        with services.app_context():
            _seen(ctx, wanted)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(look, range(12)))
    assert looks() == [("clerk", "filing", "2026-09-14")]


def _seen(ctx: Context, filing_id: int) -> None:
    history.note_looks(ctx, "filing", Filing.id, [filing_id])
    db.session.remove()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("lines_of", [history.events_of, history.looks_at])
def test_who_acted_and_who_looked_come_along_in_one_statement(
    services: Flask, lines_of: Callable[[Filing], Sequence[FilingEvent | FilingLook]]
) -> None:
    _owner, sent = a_filing()
    for name in ("one", "two", "three"):
        ctx = acting(staff(name))
        review.reveal_id_number(ctx, sent.number)
        review.log_phone_call(ctx, sent.number, "已告知")
    db.session.remove()
    filing = db.session.scalars(select(Filing)).one()
    with noted() as seen:
        names = {line.actor.username for line in lines_of(filing) if line.actor}
    assert names >= {"one", "two", "three"}
    assert len(seen) == 1
