"""Every kind of page of the filled demo, for all who can reach it: no barrier, nothing over the edge, no error."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import (
    assert_accessible,
    assert_accessible_but_for_colours,
    assert_accessible_in_size,
    assert_nothing_overflows,
)
from tests.browser.chromium import watched
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.demo_pages import PEOPLE, STRANGER, BrowsedDemo, Spot, filled
from tests.browser.server import serving
from tests.browser.shots import shot

pytestmark = pytest.mark.browser
EVERYBODY = (STRANGER, *PEOPLE)
PEOPLE_AT_HOME = (STRANGER, "citizen")
"""They see every page on a telephone, staff every page on a screen; on the other each route is looked at once."""
SMALLEST: dict[str, Any] = {**PHONE, "viewport": {"width": 320, "height": 640}}
Look = Callable[[Page], None]
Walk = Callable[..., list[str]]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> BrowsedDemo:
    """The demo, filled once."""
    return filled(tmp_path_factory.mktemp("town"), sqlite_template)


@pytest.fixture(scope="module")
def town_url(town: BrowsedDemo) -> Iterator[str]:
    """Where it is served."""
    with serving(town.app) as url:
        yield url


@pytest.fixture
def walk(town: BrowsedDemo, town_url: str, chromium: Browser) -> Iterator[Walk]:
    """Opens page after page on one device and gives every fault found: `walk("clerk", DESKTOP, addresses, checks)`."""
    town.bind()
    with ExitStack() as stack:

        def walked(who: str, device: dict[str, Any], spots: list[Spot], *looks: Look, **cookies: str) -> list[str]:
            own = town.cookies(who) | cookies
            page = stack.enter_context(watched(chromium, town_url, own, (), **device)).new_page()
            return [fault for spot in spots for fault in _faults(page, spot.address, looks, who, cookies)]

        yield walked


def _faults(page: Page, address: str, looks: tuple[Look, ...], who: str, cookies: dict[str, str]) -> Iterator[str]:
    answer = page.goto(address)
    if answer is None or answer.status not in (200, 422):
        yield f"{address} answers {answer and answer.status}"
    width = page.viewport_size["width"] if page.viewport_size else 0
    shot(page, "-".join([who, str(width), *cookies.values(), address.replace("/", "_").replace("?", "_")[:60]]))
    for look in looks:
        try:
            look(page)
        except AssertionError as fault:
            yield str(fault)


def one_a_route(spots: list[Spot]) -> list[Spot]:
    """Fewer of them: the first page of each route."""
    return list({spot.route: spot for spot in reversed(spots)}.values())[::-1]


@pytest.mark.parametrize("who", EVERYBODY)
def test_on_a_phone(walk: Walk, town: BrowsedDemo, who: str) -> None:
    spots, accessible = town.spots[who], assert_accessible
    if who not in PEOPLE_AT_HOME:
        spots, accessible = one_a_route(spots), assert_accessible_but_for_colours
    assert len(spots) > 5
    assert walk(who, PHONE, spots, accessible, assert_nothing_overflows) == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_on_a_screen(walk: Walk, town: BrowsedDemo, who: str) -> None:
    spots, accessible = town.spots[who], assert_accessible
    if who in PEOPLE_AT_HOME:
        spots, accessible = one_a_route(spots), assert_accessible_but_for_colours
    assert walk(who, DESKTOP, spots, accessible, assert_nothing_overflows) == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_in_large_letters(walk: Walk, town: BrowsedDemo, who: str) -> None:
    device = SMALLEST if who in PEOPLE_AT_HOME else PHONE
    spots = one_a_route(town.spots[who])
    looks = (assert_accessible_in_size, assert_nothing_overflows)
    assert walk(who, device, spots, *looks, portal_size="large") == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_in_english(walk: Walk, town: BrowsedDemo, who: str) -> None:
    spots = one_a_route(town.spots[who])
    looks = (assert_accessible_but_for_colours, assert_nothing_overflows)
    assert walk(who, PHONE, spots, *looks, portal_language="en") == []
