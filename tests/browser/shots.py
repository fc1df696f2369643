"""Pictures for our own eyes: taken only when PORTAL_SHOTS is set, into tests/shots/."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parent.parent / "shots"


def shot_of_page(page: Page) -> None:
    """The same, called by its language, width and address."""
    if os.environ.get("PORTAL_SHOTS"):
        name = page.url.split("/", 3)[3].replace("/", "_").replace("?", "_")[:60]
        shot(page, f"{page.evaluate('() => `${document.documentElement.lang}-${innerWidth}`')}-{name}")


def shot(page: Page, name: str) -> None:
    """Keep a picture of the whole page."""
    if os.environ.get("PORTAL_SHOTS"):
        FOLDER.mkdir(exist_ok=True)
        page.screenshot(path=FOLDER / f"{name}.png", full_page=True)
