"""Who looks at a filing is written down once a day, also by two pages at once; a whole number each time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from flask import Flask

from portal.domain.actor import Context
from portal.models import AccessLog, Filing, User, db
from portal.services import filings, history, review
from tests.people import acting, citizen, hospital_staff, long_stay, person, staff


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
        history.note_looks(ctx, "filing", Filing.id == filing.id)
    history.note_looks(acting(clerk), "search", Filing.id == filing.id)
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
    history.note_looks(ctx, "filing", Filing.id == filing_id)
    db.session.remove()
