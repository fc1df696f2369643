"""One page on one device after another, without another load: wider, narrower, under a thumb or a mouse."""

from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.browser.axe import assert_accessible_but_for_colours, assert_accessible_in_size, assert_colours_accessible

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
IS_SHOWN = """([width, thumb]) => matchMedia(`(width: ${width}px)`).matches
  && matchMedia("(pointer: coarse)").matches === thumb"""
LOOKS = """() => [...document.body.querySelectorAll("*")].map(element => {
  if (!element.checkVisibility()) return "";
  const hasText = [...element.childNodes].some(each => each.nodeType === Node.TEXT_NODE && each.data.trim());
  if (!hasText && !element.matches("input, select, textarea")) return "shown";
  const own = getComputedStyle(element), grounds = new Set();
  for (let each = element; each; each = each.parentElement) {
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(each);
    grounds.add(backgroundColor + backgroundImage + opacity);
  }
  const size = parseFloat(own.fontSize), isBold = own.fontWeight >= 700;
  return [own.color, size >= 24 || isBold && size >= 18.66, own.textShadow, ...grounds].join();
})"""
"""How each element looks, as far as whether it can be read depends on it (WCAG 1.4.3): its colour, whether its letters
are large, what is behind them; nothing of one that does not show."""


class Devices:
    """Turns a page from one into another."""

    def __init__(self, page: Page, device: dict[str, Any]) -> None:
        self._page, self._device = page, device
        self._browser: CDPSession = page.context.new_cdp_session(page)

    def turn_into(self, device: dict[str, Any]) -> None:
        """As if it had been opened on this device from the start; what a mouse makes of it, a next load shows."""
        if device == self._device:
            return
        is_mobile, has_touch = device.get("is_mobile", False), device.get("has_touch", False)
        metrics = {**device["viewport"], "deviceScaleFactor": 1, "mobile": is_mobile}
        self._browser.send("Emulation.setDeviceMetricsOverride", metrics)
        if has_touch != self._device.get("has_touch", False):
            self._browser.send("Emulation.setTouchEmulationEnabled", {"enabled": has_touch})
        shown = [device["viewport"]["width"], has_touch]
        if not self._page.evaluate(IS_SHOWN, shown):  # to wait means to ask at each frame
            self._page.wait_for_function(IS_SHOWN, arg=shown)
        self._device = device


class KnownLooks:
    """Looks that axe found no fault with: two thirds of its time go into colours, and few pages bring a new one."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._page: list[str] = []

    def whole(self, page: Page) -> None:
        """Every rule; those about colours on each element that looks as none did yet."""
        assert_accessible_but_for_colours(page)
        self._page = page.evaluate(LOOKS)
        new = [place for place, look in enumerate(self._page) if look not in self._known]
        if new:
            assert_colours_accessible(page, new)
            self._known.update(self._page)

    def on_another_device(self, page: Page) -> None:
        """Of the page that was just looked at: every rule where something shows now that did not, or looks as nothing
        did yet; else those about where things are."""
        looks: list[str] = page.evaluate(LOOKS)
        before = self._page if len(self._page) == len(looks) else [""] * len(looks)
        shows_more = any(now and not then for now, then in zip(looks, before, strict=True))
        if shows_more or not self._known.issuperset(looks):
            self.whole(page)
        else:
            assert_accessible_in_size(page)
