"""Hands that have no mouse: what they type into and what they press is counted."""

from playwright.sync_api import FilePayload, Page, expect

MOST_FIELDS, MOST_KEYS = 8, 60
"""From a call, a fax or a slip that came back to the number."""


class Hands:
    """Somebody at the keys alone: how many fields were typed into, and how many keys were pressed besides."""

    def __init__(self, page: Page) -> None:
        self.page, self.fields, self.keys = page, 0, 0
        # asked with the key itself to hand its list of files over, a busy browser may open that before, unseen
        page.on("filechooser", lambda _chooser: None)

    def presses(self, *keys: str) -> None:
        """One key after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def goes_to(self, label: str) -> None:
        """Tab until the control with that label, or of the question or the link that reads so, has the keyboard."""
        page = self.page
        of_question = page.get_by_role("group", name=label).locator("input")
        wanted = of_question.or_(page.get_by_label(label)).or_(page.get_by_role("link", name=label)).first
        for _each in range(MOST_KEYS):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.presses("Tab")
        raise AssertionError(f"{label} is not reached")

    def types(self, text: str) -> None:
        """Fill the field that has the keyboard; what stood there is written over."""
        expect(self.page.locator(":is(input, textarea):focus")).to_have_count(1)
        self.presses("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)
        self.fields += 1

    def chooses(self, file: FilePayload) -> None:
        """Open the list of files from the field that has the keyboard, type the name of one there, and take it."""
        with self.page.expect_file_chooser() as opened:
            self.presses("Space")
        opened.value.set_files(file)
        self.fields += 1
        self.keys += 1

    def had_little_to_do(self) -> None:
        """No more than is promised."""
        assert self.fields <= MOST_FIELDS, self.fields
        assert self.keys <= MOST_KEYS, self.keys
