"""Every kind of page of the filled demo, for all who can reach it: no barrier, nothing over the edge, no error."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import assert_accessible_in_size, assert_nothing_overflows, comes_with_axe
from tests.browser.chromium import watched
from tests.browser.demo_pages import PEOPLE, STRANGER, BrowsedDemo, Spot, filled
from tests.browser.devices import DESKTOP, PHONE, Devices, KnownLooks
from tests.browser.server import serving
from tests.browser.shots import shot_of_page
from tests.languages.conftest import reading
from tests.languages.unmarked import faults_of_title, unmarked
from tests.trees import parse

pytestmark = pytest.mark.browser
EVERYBODY = (STRANGER, *PEOPLE)
PEOPLE_AT_HOME = (STRANGER, "citizen")
"""They see every page on a telephone, staff every page on a screen; on the other each route is looked at once."""
SMALLEST = PHONE | {"viewport": {"width": 320, "height": 640}}
IN_LARGE_LETTERS = "() => { document.documentElement.dataset.size = 'large'; }"
Look = Callable[[Page], None]
Faults = Iterator[str]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> BrowsedDemo:
    """The demo, filled once."""
    return filled(tmp_path_factory.mktemp("town"), sqlite_template)


@pytest.fixture(scope="module")
def town_url(town: BrowsedDemo) -> Iterator[str]:
    """Where it is served."""
    with serving(town.app) as url:
        yield url


@pytest.fixture(scope="module")
def known() -> KnownLooks:
    """What was looked at whole so far, whoever saw it."""
    return KnownLooks()


@pytest.fixture
def opens(town: BrowsedDemo, town_url: str, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Gives somebody's browser: `opens("clerk", DESKTOP, portal_language="en")`."""
    town.bind()
    with ExitStack() as stack:

        def opened(who: str, device: dict[str, Any], **cookies: str) -> Page:
            own = town.cookies(who) | cookies
            context = stack.enter_context(watched(chromium, town_url, own, (), **device))
            comes_with_axe(context)
            return context.new_page()

        yield opened


def _goes(page: Page, spot: Spot, *looks: Look) -> Faults:
    answer = page.goto(spot.address)
    if answer is None or answer.status not in (200, 422):
        yield f"{spot.address} answers {answer and answer.status}"
    yield from _looks(page, *looks)


def _looks(page: Page, *looks: Look) -> Faults:
    shot_of_page(page)
    for look in (*looks, assert_nothing_overflows):
        try:
            look(page)
        except AssertionError as fault:
            yield str(fault)


def one_a_route(spots: list[Spot]) -> list[Spot]:
    """Fewer of them: the first page of each route."""
    return list({spot.route: spot for spot in reversed(spots)}.values())[::-1]


@pytest.mark.parametrize("who", EVERYBODY)
def test_on_a_screen_and_a_phone(opens: Callable[..., Page], town: BrowsedDemo, known: KnownLooks, who: str) -> None:
    """One load for both, and for large letters, which change no element, name or colour of a page."""
    page, spots, firsts, faults = opens(who, DESKTOP), town.spots[who], one_a_route(town.spots[who]), list[str]()
    devices, is_at_home = Devices(page, DESKTOP), who in PEOPLE_AT_HOME
    for spot in spots:
        devices.turn_into(PHONE if is_at_home and spot not in firsts else DESKTOP)
        faults += _goes(page, spot, known.whole)
        if spot in firsts:
            devices.turn_into(PHONE)
            faults += _looks(page, known.on_another_device)
            devices.turn_into(SMALLEST if is_at_home else PHONE)
            page.evaluate(IN_LARGE_LETTERS)
            faults += _looks(page, assert_accessible_in_size)
    assert len(spots) > 5
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("who", EVERYBODY)
def test_in_english(opens: Callable[..., Page], town: BrowsedDemo, known: KnownLooks, who: str) -> None:
    page, spots = opens(who, PHONE, portal_language="en"), one_a_route(town.spots[who])
    faults = [fault for spot in spots for fault in _goes(page, spot, known.whole)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("who", EVERYBODY)
def test_in_english_marks_its_chinese(town: BrowsedDemo, who: str) -> None:
    """What nothing says is Chinese a voice would spell out (WCAG 3.1.2)."""
    town.bind()
    browser, faults = reading(town.clients[who], "en"), []
    for spot in town.spots[who]:
        answer = browser.get(spot.address)
        assert answer.status_code in (200, 422), f"{spot.address}: {answer.status_code}"
        tree, _forgiven = parse(answer.text)
        [body] = tree.iter("body")
        faults += [f"{spot.address}: {fault}" for fault in dict.fromkeys((*faults_of_title(tree), *unmarked(body)))]
    assert not faults, "\n".join(faults)
