"""The Chromium that is there, and what is watched in each of its pages."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Response, expect

PATIENCE = 120_000
"""Milliseconds a page may take: other suites run on the same two cores, and a paper is looked at in a process apart."""
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The one without windows first: the same pages for a third of the processor's time."""
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HTMX_REFUSAL = re.compile("Response Status Error Code ([0-9]{3}) ")  # htmx says so on the console by itself
EXPECTED = {400, 403, 404, 405, 409, 413, 422, 429}


def launched(playwright: Playwright) -> Browser:
    """Start the browser of this machine; a suite without one did not run and must not look as if it had."""
    executable = next((found for name in NAMES if (found := shutil.which(name))), None)
    if executable is None:
        raise RuntimeError(
            f"the browser tests need one of {', '.join(NAMES)}; on Debian: sudo apt-get install chromium-headless-shell"
        )
    expect.set_options(timeout=PATIENCE)
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return playwright.chromium.launch(executable_path=executable, args=[*QUIET, *sandbox])


@contextmanager
def watched(
    browser: Browser, base_url: str, cookies: dict[str, str], tolerated: tuple[str, ...], **options: Any
) -> Iterator[BrowserContext]:
    """A browser of one person; a script error, a policy violation or a missing file in it fails the test.

    `tolerated` are pieces of the faults that a test brings about itself.
    """
    faults: list[str] = []
    answered: set[str] = set()

    def note_console(message: ConsoleMessage) -> None:
        refusal = HTMX_REFUSAL.match(message.text)
        is_answer = message.location.get("url") in answered or (refusal and int(refusal[1]) in EXPECTED)
        if message.type == "error" and not is_answer:
            faults.append(f"console: {message.text} ({message.location.get('url')})")

    def note_answer(response: Response) -> None:
        # a page or a part of one may refuse; a style sheet, a script or a picture may not
        if response.status in EXPECTED and response.request.resource_type in {"document", "xhr", "fetch"}:
            answered.add(response.url)
        elif response.status >= 400:
            faults.append(f"{response.status} {response.request.method} {response.url}")

    def watch(page: Page) -> None:
        page.on("console", note_console)
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on("response", note_answer)

    context = browser.new_context(base_url=base_url, locale="zh-CN", timezone_id="Asia/Shanghai", **options)
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": name, "value": value, "url": base_url} for name, value in cookies.items()])
    context.on("page", watch)
    try:
        yield context
        left = [fault for fault in dict.fromkeys(faults) if not any(piece in fault for piece in tolerated)]
        assert not left, "\n".join(left)
    finally:
        context.close()
