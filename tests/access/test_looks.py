"""Whoever opens a page of somebody else's filing is written down, or the page is named here with why it shows none."""

from dataclasses import dataclass

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from portal.domain import identity
from portal.domain.vocabulary import NoticeKind
from portal.models import Filing, Notice, db
from tests.access.requesting import request_as
from tests.access.routes import MEMBERS, RouteCase
from tests.access.table import ROUTES
from tests.access.world import World

pytestmark = pytest.mark.slow

SHOWS_NO_FILING = {
    **dict.fromkeys(
        ["clerk_queue.page", "clerk_messages.page", "clerk_chasing.page", "clerk_pledges.page", "hospital.home"],
        "a list: names are masked, and whose it is is not said",
    ),
    "clerk_faxes.tray": "a list: numbers of faxes, and from whom, masked",
    **dict.fromkeys(["clerk_faxes.show", "clerk_faxes.picture"], "of no filing yet: its look is an event"),
    **dict.fromkeys(["clerk_intake.choose", "clerk_intake.ask", "clerk_calls.ask", "hospital.issue"], "an empty form"),
    **dict.fromkeys(
        ["hospital_imports.every", "hospital_imports.template", "hospital_imports.show"],
        "an empty form; how far spreadsheets are, and which columns are wrong",
    ),
    "hospital_signing.show": "leads to the page of the slip, where its county asks for no signatures",
    **dict.fromkeys(["hospital_diagnoses.every", "hospital_diagnoses.look"], "names of diseases, of nobody"),
    **dict.fromkeys(["second_factor.give", "second_factor.set_up"], "one's own second factor"),
    **dict.fromkeys(["admin.overview", "clerk_assigning.workload"], "figures"),
    **dict.fromkeys(["admin.overview", "admin_ledger.figures", "admin_national.uploads"], "figures"),
    "admin_complaints.every": "numbers of filings; what was said of them is on a page each",
    "admin.overrides": "an empty form, and numbers of filings",
    "admin.trail": "numbers of filings, and what colleagues did",
    "admin_health.newest": "how the installation is",
    **dict.fromkeys(["admin_accounts.every", "admin_accounts.invite", "admin_accounts.show"], "colleagues"),
    "admin_resets.call_back": "a colleague",
    **dict.fromkeys(["own_resets.every", "staff_record.page"], "one's own account"),
    **dict.fromkeys(["admin_hospitals.every", "admin_hospitals.dates"], "hospitals"),
    **dict.fromkeys(["admin_keys.every", "admin_keys.make"], "institutions"),
    **dict.fromkeys(
        ["employer.home", "employer_imports.send", "employer_imports.template"],
        "what the unit typed, and where it stands",
    ),
    "employer_imports.show": "how far a spreadsheet is, and which columns are wrong",
    "admin_employers.every": "units",
    "admin_terminals.every": "where terminals stand",
}
"""Of pages for members of staff alone that leave no look: why."""
PAGES = [route for route in ROUTES if route.method == "GET" and route.owners & MEMBERS and not route.audience - MEMBERS]


Look = tuple[int, str, str | None]
"""Who saw what, and on which day; none for what is written down each time."""


@dataclass(frozen=True)
class PageShown:
    """A page as one of its owners opened it, and the looks it left."""

    endpoint: str
    actor: str
    page: str
    left: list[Look]

    @property
    def reveals(self) -> list[Look]:
        """Those that are written down each time."""
        return [each for each in self.left if each[2] is None]


def looks(world: World) -> list[Look]:
    """All there are."""
    return list(world.snapshot.file.execute("SELECT actor_id, what, day FROM access_log ORDER BY id"))


@pytest.fixture(scope="module")
def opened(world: World) -> list[tuple[PageShown, PageShown]]:
    """Every page by each of its owners, the first time on a day and the second."""
    assert len(PAGES) > 30
    return [twice(world, route, actor) for route in PAGES for actor in sorted(route.owners)]


def twice(world: World, route: RouteCase, actor: str) -> tuple[PageShown, PageShown]:
    """The same page again, with nothing in between."""
    with world.rolled_back():
        return shown(world, route, actor), shown(world, route, actor)


def shown(world: World, route: RouteCase, actor: str) -> PageShown:
    before = len(looks(world))
    answer = request_as(world, route, actor)
    page = answer.text if answer.mimetype == "text/html" else ""
    assert answer.status_code == route.expected(actor), f"{actor} {route.endpoint}"
    return PageShown(route.endpoint, actor, page, looks(world)[before:])


def test_every_page_of_a_filing_leaves_a_look_once_a_day(
    world: World, opened: list[tuple[PageShown, PageShown]]
) -> None:
    with world.app.app_context():
        ids = {actor: world.user(actor).id for actor in MEMBERS}
    for first, again in opened:
        assert {each[0] for each in first.left} <= {ids[first.actor]}
        assert again.left == again.reveals, f"{first.actor} {first.endpoint}"
    assert {first.endpoint for first, _again in opened if not first.left} == set(SHOWS_NO_FILING)


def test_what_leaves_no_look_names_nobody(world: World, opened: list[tuple[PageShown, PageShown]]) -> None:
    """Nor shows a number of theirs: whose it is, a list says by the family name and two signs alone."""
    own = {each for person in world.seeds.people.values() for each in (person.name, person.id_number, person.phone)}
    for first, _again in opened:
        if first.endpoint in SHOWS_NO_FILING:
            assert {each for each in own if each in first.page} == set(), f"{first.actor} {first.endpoint}"


def test_every_page_with_a_whole_number_is_written_down_each_time(opened: list[tuple[PageShown, PageShown]]) -> None:
    """A reveal of a whole number each time: in an input, in the groups of a form, in its PDF."""
    for each in (each for both in opened for each in both):
        assert len(each.reveals) == 1 or not identity.is_shown_in(each.page), f"{each.actor} {each.endpoint}"
    assert {each.endpoint for both in opened for each in both if each.reveals} >= {"hospital.correct"}


def reveals(world: World) -> list[Look]:
    return [each for each in looks(world) if each[2] is None]


def test_a_form_that_prints_the_whole_number_is_written_down_each_time(world: World) -> None:
    with world.app.app_context():
        form = db.session.execute(
            select(Filing.number, Notice.uid)
            .join(Filing)
            .where(Notice.kind == NoticeKind.FILING_FORM, Filing.county == "wenshang")
        ).first()
    assert form is not None
    for address in (
        f"/clerk/filings/{form.number}/notices/{form.uid}",
        f"/clerk/filings/{form.number}/notices/{form.uid}.pdf",
    ):
        before = len(reveals(world))
        for _twice in range(2):
            assert world.ask("clerk", "GET", address).status_code == 200
        assert [each[1] for each in reveals(world)[before:]] == ["id_number"] * 2


@pytest.mark.parametrize("what", ["a number", "a name"])
def test_a_search_leaves_a_look_at_what_it_found(world: World, what: str) -> None:
    person = world.seeds.people["sent"]
    words = person.id_number if what == "a number" else person.name
    for _twice in range(2):
        assert world.send("clerk", "/clerk/", {"words": words}).status_code == 200
    found = [each for each in looks(world) if each[1] == "search"]
    assert len(found) == len(set(found)) >= 1


def full(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
    """What happens to a look where the disk is full."""
    if statement.startswith("INSERT INTO access_log"):
        raise OperationalError(statement, {}, Exception("database or disk is full"))


def test_what_cannot_be_written_down_is_not_shown(world: World) -> None:
    with world.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", full)
    try:
        for route in (each for each in PAGES if each.endpoint not in SHOWS_NO_FILING):
            answer = request_as(world, route, sorted(route.owners)[0])
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60"), route.endpoint
            assert "**" not in answer.text
    finally:
        event.remove(engine, "before_cursor_execute", full)
