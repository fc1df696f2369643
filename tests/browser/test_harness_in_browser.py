"""The watch bites: what should fail a browser test does fail it."""

from collections.abc import Callable
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import (
    IN_DOUBT,
    assert_accessible,
    assert_accessible_but_for_colours,
    assert_accessible_in_size,
    assert_nothing_overflows,
    assert_targets_are_big,
    nothing_sticks,
)
from tests.browser.chromium import watched
from tests.browser.conftest import NewVisitor
from tests.browser.devices import DESKTOP, PHONE, Devices, KnownLooks

pytestmark = pytest.mark.browser
PLACES = (
    "document.querySelectorAll('button').forEach(button => { button.style.cssText = "
    "'min-height: 9px; height: 9px; min-width: 9px; width: 9px; padding: 0; margin: 0; font-size: 1px' })",
    "document.querySelectorAll('main a').forEach(link => { link.style.cssText = "
    "'position: absolute; top: 0; left: 0; width: 90px; height: 90px' })",
    "document.querySelector('h1').style.cssText = 'overflow: auto; height: 20px; white-space: pre-wrap; "
    "line-height: 400px'",
)
"""What is wrong with where things are: small ones side by side, one over another, what scrolls and takes no key."""


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("document.body.setAttribute('style', 'color: red')", "Content Security Policy"),
        (
            "document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))",
            "Content Security",
        ),
        ("document.body.append(Object.assign(new Image(), {src: '/missing.png'}))", "404 GET"),
        ("setTimeout(() => { throw new Error('broken') }, 0)", "script: broken"),
    ],
)
def test_what_goes_wrong_in_a_page_is_a_fault(chromium: Browser, live_url: str, script: str, fault: str) -> None:
    with ExitStack() as stack:
        page = stack.enter_context(watched(chromium, live_url, {}, (), **PHONE)).new_page()
        page.goto("/")
        page.evaluate(f"() => {{ {script} }}")
        page.wait_for_timeout(300)
        with pytest.raises(AssertionError, match=fault):
            stack.close()


@pytest.mark.parametrize(
    ("check", "script"),
    [
        (assert_accessible, "document.querySelector('h1').style.color = '#ccd'"),
        (assert_accessible, "document.querySelector('main').append(document.createElement('input'))"),
        (
            assert_accessible_but_for_colours,
            "document.querySelector('main').append(document.createElement('input'))",
        ),
        *(
            (check, script)
            for check in (assert_accessible_in_size, assert_accessible_but_for_colours)
            for script in PLACES
        ),
        (assert_nothing_overflows, "document.querySelector('h1').style.width = '400px'"),
        (
            assert_targets_are_big,
            "document.querySelector('button').style.cssText = 'min-height: 20px; align-self: start'",
        ),
    ],
)
def test_each_check_finds_its_fault(phone: Page, check: Callable[[Page], None], script: str) -> None:
    phone.goto("/")
    check(phone)
    phone.evaluate(f"() => {{ {script} }}")
    with pytest.raises(AssertionError):
        check(phone)


def test_what_a_bar_lies_over_is_no_matter_of_how_far_one_scrolled(phone: Page) -> None:
    phone.goto("/")
    phone.evaluate(
        "() => { const bar = document.createElement('div'); bar.className = 'sticky-bar'; bar.innerHTML ="
        " '<button class=button>1</button>'; document.querySelector('main').append(bar); }"
    )
    in_doubt = []
    with nothing_sticks(phone):
        for y in range(0, 120, 20):
            phone.evaluate("y => scrollTo(0, y)", y)
            in_doubt.append(phone.evaluate(IN_DOUBT))
    assert in_doubt == [in_doubt[0]] * 6
    assert phone.evaluate("() => getComputedStyle(document.querySelector('.sticky-bar')).position") == "sticky"


def test_letter_size_changes_no_element_but_its_own_switch(new_visitor: NewVisitor) -> None:
    elements = """() => {
      document.querySelectorAll(".preferences, input[type=hidden], script").forEach(each => each.remove());
      return document.body.innerHTML;
    }"""
    seen = []
    for looks in ({}, {"portal_size": "large"}):
        page = new_visitor(PHONE, **looks)
        page.goto("/")
        seen.append(page.evaluate(elements))
    assert len(seen[0]) > 1000
    assert seen[0] == seen[1]


def test_letter_size_language_and_device_change_no_colour_of_a_text(new_visitor: NewVisitor) -> None:
    colours = """() => [...new Set([...document.body.querySelectorAll("*:not(span[lang])")].map(element => {
      const style = getComputedStyle(element);
      return `${element.tagName}.${element.className}: ${style.color} on ${style.backgroundColor}`;
    }))].sort()"""
    seen = []
    for device, looks in (
        (PHONE, {}),
        (PHONE, {"portal_size": "large"}),
        (PHONE, {"portal_language": "en"}),
        (DESKTOP, {}),
    ):
        page = new_visitor(device, **looks)
        page.goto("/")
        seen.append(page.evaluate(colours))
    assert len(seen[0]) > 30
    assert seen[1:] == [seen[0]] * 3


def styled(page: Page, rules: str) -> None:
    """As if the portal's own style sheet said so."""
    page.goto("/")
    page.evaluate(
        "rules => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules);"
        " document.adoptedStyleSheets = [sheet] }",
        rules,
    )


@pytest.mark.parametrize(
    "rules",
    [
        "@media (max-width: 400px) { html[lang=en] main p { color: #ccd } }",  # one colour in one language and width
        "@media (max-width: 400px) { html[lang=en] main p { background: #777 } }",
        "@media (max-width: 400px) { html[lang=en] main { opacity: .4 } }",
    ],
)
def test_a_colour_of_one_language_and_width_is_seen(new_visitor: NewVisitor, rules: str) -> None:
    known = KnownLooks()
    for language in ("zh_CN", "en"):
        page = new_visitor(DESKTOP, portal_language=language)
        devices = Devices(page, DESKTOP)
        styled(page, rules)
        known.whole(page)
        devices.turn_into(PHONE)
        if language == "en":
            for look in (known.on_another_device, known.whole):
                with pytest.raises(AssertionError, match="color-contrast"):
                    look(page)
        else:
            known.on_another_device(page)


@pytest.mark.parametrize(
    ("seen_on", "rules"),
    [
        (DESKTOP, "@media (min-width: 1200px) and (hover: hover) { h1 { width: 1400px } }"),
        (PHONE, "@media (max-width: 400px) and (pointer: coarse) { h1 { width: 400px } }"),
    ],
    ids=["screen", "phone"],
)
def test_what_hangs_over_the_edge_on_one_device_is_seen_there(
    new_visitor: NewVisitor, seen_on: dict[str, object], rules: str
) -> None:
    page = new_visitor(DESKTOP)
    devices = Devices(page, DESKTOP)
    for device in (DESKTOP, PHONE, DESKTOP):
        devices.turn_into(device)
        styled(page, rules)
        if device is seen_on:
            with pytest.raises(AssertionError):
                assert_nothing_overflows(page)
        else:
            assert_nothing_overflows(page)


def test_what_shows_on_one_device_alone_is_looked_at_by_every_rule(new_visitor: NewVisitor) -> None:
    page, known = new_visitor(DESKTOP), KnownLooks()
    devices = Devices(page, DESKTOP)
    styled(page, "@media (min-width: 400px) { .only-small { display: none } }")
    page.evaluate(
        "() => { const field = document.createElement('input'); field.className = 'only-small';"
        " document.querySelector('main').append(field) }"
    )
    known.whole(page)
    devices.turn_into(PHONE)
    with pytest.raises(AssertionError, match="label"):
        known.on_another_device(page)
