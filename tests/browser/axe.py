"""What axe finds against WCAG 2.2 AA, and what hangs over the edge."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import BrowserContext, Page

STANDARDS: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
    "preload": False,  # only an experimental rule, which is not among these, reads style sheets by itself
}
BY_ELEMENT: dict[str, Any] = {"rules": {"color-contrast": {"enabled": False}, "target-size": {"enabled": False}}}
"""The two dear rules: colours for looks that nobody saw yet (`devices.KnownLooks`), sizes where one is in doubt."""
OF_COLOURS: dict[str, Any] = STANDARDS | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""The other way round, for elements that look as none did yet."""
OF_SIZE: dict[str, Any] = STANDARDS | {
    "runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
}
"""What bigger letters can break: they change no element, name or colour of a page, only where things are."""
IN_DOUBT = """() => {
  const elements = [...document.body.querySelectorAll("*")];
  const targets = elements.filter(element => element.tabIndex >= 0 && element.checkVisibility());
  const boxes = new Map(targets.map(element => [element, element.getBoundingClientRect()]));
  const isCrowded = element => {
    const { left, top, right, bottom, width, height } = boxes.get(element), gap = Math.min(width, height) < 24 ? 24 : 0;
    return targets.some(other => {
      const box = boxes.get(other);
      return other !== element && box.left < right + gap && box.right > left - gap
        && box.top < bottom + gap && box.bottom > top - gap;
    });
  };
  const scrolls = element => (element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight)
    && /auto|scroll/.test(getComputedStyle(element).overflow);
  return elements.flatMap((element, place) =>
    boxes.has(element) && isCrowded(element) || scrolls(element) ? [place] : []);
}"""
"""Where in `body` something stands that could break a rule of `OF_SIZE`: what is less than 24 px and has a neighbour as
near, what overlaps another, what scrolls. A target of 24 px that nothing covers, or one that is alone, passes (WCAG
2.5.8); to find that out axe lays a grid over the whole page, half of its time."""
RUN = """([options, places]) => {
  if (!window.axe) return null;
  if (!places) return axe.run(options);
  const elements = document.body.querySelectorAll("*");
  return axe.run({ include: places.map(place => elements[place]).filter(element => element) }, options);
}"""
LET_GO = """() => {
  for (const element of document.body.querySelectorAll("*"))
    if (getComputedStyle(element).position === "sticky") element.style.position = "static";
}"""
HOLD_ON = """() => { for (const bar of document.querySelectorAll("[style*=static]")) bar.style.position = ""; }"""
SIZE = "() => `${innerWidth}x${innerHeight}`"
OVER_THE_EDGE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll("*")]
    .filter(element => element.getBoundingClientRect().right > width + 1)
    .map(element => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 30)}`)
    .slice(0, 12);
}"""
FOR_THUMBS, AT_THE_DESK = 48, 32
"""How big what one presses is, in pixels: on every page, and where a clerk has a mouse and a wide screen."""
TOO_SMALL = """least => [...document.querySelectorAll(
    "button, .button, input:not([type=hidden]), select, textarea, summary")]
  .map(element => [element, (element.closest("label.choice") || element).getBoundingClientRect()])
  .filter(([element, box]) => element.checkVisibility() && box.height > 0)
  .filter(([, box]) => box.height < least - 0.5 || box.width < least - 0.5)
  .map(([element, box]) => `${element.tagName} ${element.name || element.textContent} ${box.width}x${box.height}`)
"""


def comes_with_axe(context: BrowserContext) -> None:
    """Half a megabyte of script, which the browser keeps at hand for each page that somebody means to look at."""
    context.add_init_script(AXE_SCRIPT)


def assert_accessible(page: Page) -> None:
    """No violation at all; each is named with the elements it is about."""
    with nothing_sticks(page):
        _assert_clean(page, STANDARDS)


def assert_accessible_but_for_colours(page: Page) -> None:
    """The same but for colours, which `devices.KnownLooks` looks at by element; sizes where one is in doubt."""
    _assert_clean(page, STANDARDS | BY_ELEMENT)
    assert_accessible_in_size(page)


def assert_colours_accessible(page: Page, places: list[int]) -> None:
    """Those about colours, on the elements of `body` that stand at these places in it."""
    _assert_clean(page, OF_COLOURS, places)


def assert_accessible_in_size(page: Page) -> None:
    """The rules about where things are, on a page whose elements were looked at in the standard size."""
    with nothing_sticks(page):
        if places := page.evaluate(IN_DOUBT):
            _assert_clean(page, OF_SIZE, places)


@contextmanager
def nothing_sticks(page: Page) -> Iterator[None]:
    """As if no bar stuck to an edge: which field one lies over depends on how far the page is scrolled."""
    page.evaluate(LET_GO)
    try:
        yield
    finally:
        page.evaluate(HOLD_ON)


def _assert_clean(page: Page, options: dict[str, Any], places: list[int] | None = None) -> None:
    found = page.evaluate(RUN, [options, places])
    if found is None:
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate(RUN, [options, places])
    results = AxeResults(found)
    assert results.violations_count == 0, f"{page.url} at {page.evaluate(SIZE)}\n{results.generate_report()}"


def assert_nothing_overflows(page: Page) -> None:
    """Nobody has to scroll sideways."""
    assert page.evaluate(OVER_THE_EDGE) == [], f"{page.url} at {page.evaluate(SIZE)}"


def assert_targets_are_big(page: Page, least: int = FOR_THUMBS) -> None:
    """Everything a thumb touches is 48 px or more, at the desk 32."""
    assert page.evaluate(TOO_SMALL, least) == [], page.url


def double_the_text(page: Page) -> None:
    """Letters twice as big, as a person sets them in the browser."""
    page.evaluate("""() => {
      const root = document.documentElement;
      root.style.fontSize = 2 * parseFloat(getComputedStyle(root).fontSize) + "px";
    }""")
