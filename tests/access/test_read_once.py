"""Whatever form is sent, the page that reads it and the act behind it read each thing once, not each for itself, and
what was done is written down."""

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from tests.access.requesting import request_as
from tests.access.routes import RouteCase
from tests.access.table import ROUTES
from tests.access.world import World
from tests.statements import noted, on_one_line

pytestmark = pytest.mark.slow  # in the quick net tests/web/pages/test_few_statements.py counts what lists run
AT_MOST = {
    "filings": 3,  # for the page, under the write lock, and for what is drawn after the act
    "tokens": 2,  # whose link it is, and under the write lock that it still is
    "documents": 1,
    "filing_events": 1,
    "hospitals": 2,  # for the page, and under the write lock
    "notices": 1,
    "agent_slots": 1,
    "access_log": 1,
    "outbox": 1,
}
MORE = {
    # each time with the one that the same press began before, and whether a new number is free
    "own_filing.change": {"filings": 5},
    "own_filing.renew": {"filings": 5},
    "hospital.renew": {"filings": 5},
    "own_filing.send_correction": {"agent_slots": 2},  # of an agent: for the page, and whose slot it is
    "clerk_approving.do": {"agent_slots": 3},  # for the page and the act, and when the slot is proven
    "hospital.complete": {"hospitals": 3},  # and where it is sent in at once
    # all that have a form on the page, the one that is changed, and the two filings that wait with a slip of it
    "admin_hospitals.dates": {"hospitals": 4, "documents": 2},
}
NOT_WRITTEN_DOWN = {
    **dict.fromkeys(["fields.check", "apply_where.look", "clerk_intake.preview"], "keeps nothing"),
    "apply_check.reveal": "shows people what is theirs",
    **dict.fromkeys(["apply.begin", "apply_who.save_who", "apply_where.save_where"], "a draft, its writer's own"),
    **dict.fromkeys(["own_filing.change", "own_filing.renew", "hospital.renew"], "begins a draft, its writer's own"),
    **dict.fromkeys(["own_documents.add", "own_documents.remove", "own_documents.commit"], "with a draft"),
    "certificates.verify": "checks what its reader holds, and keeps nothing",
    "employer.supply": "leads to a page that writes the look down",
    "preferences.choose": "a cookie of the browser",
    "second_factor.give": "who is signed in says again who they are; what that opens is written down",
    "parked.send": "hands a form back to its writer, whose sending it is the act",
    "parked.drop": "one's own form that was never sent",
    "clerk_assigning.prepare_next": "draws what is kept here and shows nothing",
    "clerk_filing.owner": "refused here: another account claims the same number",
}
"""Of forms that leave no event and no look: why."""
TRAIL = ("filing_events", "portal_events", "access_log")
FORMS = [route for route in ROUTES if route.method == "POST" and route.owners - set(route.limits)]
_FROM = re.compile(r"SELECT .*? FROM (\w+)")
_OF_A_FILE = "storage_key IN"
"""Whether a row names a file that was kept is asked of several tables when the request is answered."""
_OF_A_LOOK = "access_log.day ="
"""Whether today's look at it is written down is asked when the answer goes out."""


def tables_read(statements: Iterable[str]) -> Counter[str]:
    """How often each table is read."""
    of_its_own = [each for each in statements if _OF_A_FILE not in each and _OF_A_LOOK not in each]
    found = (_FROM.match(on_one_line(each)) for each in of_its_own)
    return Counter(each[1] for each in found if each is not None)


def lines_of_the_trail(world: World) -> int:
    """How many events and looks there are, but for that of the screen, which is drawn again where a form is refused."""
    of_the_screen = "SELECT -count(*) FROM access_log WHERE what = 'filing'"
    counts = [f"SELECT count(*) FROM {table}" for table in TRAIL]
    return sum(world.snapshot.file.execute(each).fetchone()[0] for each in (*counts, of_the_screen))


@pytest.mark.parametrize("route", FORMS, ids=lambda route: route.endpoint)
def test_form_reads_each_thing_once(world: World, route: RouteCase) -> None:
    actor = min(route.owners - set(route.limits))
    with world.rolled_back(), world.app.app_context(), noted() as seen:
        before = lines_of_the_trail(world)
        answer = request_as(world, route, actor)
        read = tables_read(statement for statement, _values in seen)
        is_written_down = lines_of_the_trail(world) > before
    assert is_written_down == (route.endpoint not in NOT_WRITTEN_DOWN)
    assert answer.status_code == route.expected(actor)
    assert {table: times for table, times in read.items() if times > AT_MOST.get(table, times)} == MORE.get(
        route.endpoint, {}
    )
