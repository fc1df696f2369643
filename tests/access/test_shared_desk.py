"""Every page of a desk, by whoever may open it: no field offers what was typed there for the client before (F19)."""

import pytest
from werkzeug.test import TestResponse

from tests.access.requesting import address, request_as
from tests.access.routes import DESKS, EMPLOYERS, HOSPITALS, MEMBERS, RouteCase
from tests.access.table import ROUTES
from tests.access.world import World
from tests.page_lint import faults_of_staff_page
from tests.trees import parse

pytestmark = pytest.mark.slow  # in the quick net each page of staff that tests/page.py opens is asked the same
OF_A_DESK = [route for route in ROUTES if route.owners and route.owners <= MEMBERS]
PAGES = [route for route in OF_A_DESK if route.method == "GET"]
FORMS = [route for route in OF_A_DESK if route.method == "POST"]


def _name(route: RouteCase) -> str:
    return "-".join((route.endpoint, *(route.at[key] for key in ("act", "channel") if key in route.at)))


def faults(answer: TestResponse) -> list[str]:
    if answer.mimetype != "text/html" or not answer.text.strip():
        return []
    tree, _forgiven = parse(answer.text)
    return list(faults_of_staff_page(tree))


def test_every_desk_is_walked() -> None:
    assert (len(PAGES) > 25, len(FORMS) > 35) == (True, True)
    assert {actor for route in PAGES for actor in route.owners} == DESKS | HOSPITALS | EMPLOYERS


@pytest.mark.parametrize("route", PAGES, ids=_name)
def test_no_page_offers_the_last_clients_data(world: World, route: RouteCase) -> None:
    for actor in sorted(route.owners):
        assert faults(request_as(world, route, actor)) == [], actor


@pytest.mark.parametrize("route", FORMS, ids=_name)
def test_nor_does_a_form_that_comes_back_with_its_faults(world: World, route: RouteCase) -> None:
    actor = min(route.owners)
    answer = world.ask(actor, "POST", address(world, route), {}, token=world.csrf_token(actor))
    assert faults(answer) == []
