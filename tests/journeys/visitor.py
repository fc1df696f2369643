"""Somebody at a browser, who goes by the words on the page and knows nothing of how it is made."""

from datetime import date
from pathlib import PurePath
from urllib.parse import urlsplit

from playwright.sync_api import Error, FilePayload, Locator, Page, expect

from tests.browser.axe import assert_nothing_overflows
from tests.browser.devices import KnownLooks

PARTS = "section, article, details, [role=group], .notice, .card"
IS_ASKING = "() => document.querySelector('.htmx-request') !== null"
HAS_LEFT = "Execution context was destroyed"
"""What Playwright says of a look at a page in whose place another came meanwhile."""
KNOWN = KnownLooks()
"""What the visitors of this process found no fault with."""
MEDIA_TYPES = {
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".tif": "image/tiff",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Visitor:
    """One person with one browser; every page they come to fits their screen."""

    def __init__(self, page: Page, *, has_scripts: bool) -> None:
        self.page, self.has_scripts = page, has_scripts

    def opens(self, address: str) -> "Visitor":
        """Type an address."""
        self.page.goto(address)
        return self._arrived()

    def presses(self, button: str, within: str = "") -> "Visitor":
        """Press the button that reads so."""
        self._find(self.page.get_by_role("button", name=button), within).click()
        return self._arrived()

    def follows(self, link: str, within: str = "") -> "Visitor":
        """Press the link that reads so."""
        self._find(self.page.get_by_role("link", name=link), within).click()
        return self._arrived()

    def opens_up(self, summary: str) -> "Visitor":
        """Unfold what is folded."""
        self.page.locator("summary", has_text=summary).first.click()
        return self

    def writes(self, **answers: str) -> "Visitor":
        """Type into the fields with these labels."""
        for label, text in answers.items():
            self.page.get_by_label(label).first.fill(text)
        return self

    def picks(self, label: str, choice: str) -> "Visitor":
        """Choose from the list with that label."""
        self.page.get_by_label(label).first.select_option(label=choice)
        return self

    def answers(self, question: str, answer: str) -> "Visitor":
        """Tick one answer of a question."""
        self._group(question).get_by_role("radio", name=answer).first.check()
        return self

    def picks_answer(self, answer: str) -> "Visitor":
        """Tick the answer of the one question on the page."""
        self.page.get_by_role("radio", name=answer).first.check()
        return self

    def dates(self, question: str, day: date) -> "Visitor":
        """Write a day into its three boxes."""
        for word, number in (("年", day.year), ("月", day.month), ("日", day.day)):
            self._group(question).get_by_label(word).fill(str(number))
        return self

    def asks_the_wizard(self, *answers: str | date, place: str) -> "Visitor":
        """Which filing is it: through the plain questions; the last one asks for the place."""
        self.opens("/start")
        for answer in answers:
            (self.dates("哪天住院的", answer) if isinstance(answer, date) else self.picks_answer(answer)).presses(
                "继续"
            )
        return self.picks("去哪里看病", place).presses("继续")

    def ticks(self, sentence: str) -> "Visitor":
        """Tick the box beside a sentence."""
        self.page.get_by_role("checkbox", name=sentence).first.check()
        return self

    def attaches(self, body: bytes, name: str, within: str = "") -> "Visitor":
        """Take a photograph, or choose a file."""
        kind = MEDIA_TYPES[PurePath(name).suffix]
        files = self._find(self.page.locator("input[type=file]:not([capture])"), within)
        files.set_input_files(FilePayload(name=name, mimeType=kind, buffer=body))
        return self

    def downloads(self, words: str, within: str = "") -> bytes:
        """Press a link or a button that gives a file."""
        wanted = self.page.get_by_role("link", name=words).or_(self.page.get_by_role("button", name=words))
        with self.page.expect_download() as download:
            self._find(wanted, within).click()
        return download.value.path().read_bytes()

    def signs_in(self, login: str, password: str) -> "Visitor":
        """Through the sign-in page."""
        self.opens("/login").writes(手机号=login, 密码=password)
        return self.presses("登录", within="main")

    def gives_code(self, code: str) -> "Visitor":
        """On the page that asks for the second factor."""
        return self.is_at("填动态码").writes(动态码=code).presses("继续", within="main")

    def sees(self, *words: str) -> "Visitor":
        """All of these can be read on the page."""
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)
        return self

    def sees_picture(self, alternative: str) -> "Visitor":
        """A picture with that description is there and could be drawn."""
        picture = self.page.get_by_role("img", name=alternative).first
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") > 100
        return self

    def sees_nothing_of(self, *words: str) -> "Visitor":
        """None of these is anywhere on the page, not even where nobody looks."""
        content = self.page.content()
        assert [each for each in words if each in content] == []
        return self

    def offers(self, words: str) -> bool:
        """Whether the page has a link or a button that reads so."""
        found = self.page.get_by_role("link", name=words).or_(self.page.get_by_role("button", name=words))
        return found.count() > 0

    def is_at(self, heading: str) -> "Visitor":
        """The page's heading."""
        expect(self.page.locator("h1")).to_have_text(heading)
        return self

    def finds_no_barrier(self) -> "Visitor":
        """This page, as it stands now, can be used by everybody (axe, WCAG 2.2 AA)."""
        KNOWN.whole(self.page)
        return self

    @property
    def path(self) -> str:
        """Where they are."""
        return urlsplit(self.page.url).path

    def read(self, css: str) -> str:
        """What is written in one place."""
        return self.page.locator(css).first.inner_text()

    def _find(self, wanted: Locator, within: str) -> Locator:
        """What is wanted on the page, in its `main` part, or in the smallest part with that heading."""
        if not within:
            return wanted.first
        if within == "main":
            return self.page.locator("main").locator(wanted).first
        heading = self.page.locator("h2, h3", has_text=within)
        return self.page.locator(PARTS).filter(has=heading).filter(has=wanted).last.locator(wanted).first

    def _group(self, question: str) -> Locator:
        return self.page.get_by_role("group", name=question).first

    def _arrived(self) -> "Visitor":
        """Where an answer sends the browser on while the page is looked at, the next one counts."""
        self.page.wait_for_load_state()
        try:
            if self.has_scripts and self.page.evaluate(IS_ASKING):  # to wait for what is not there costs as much
                expect(self.page.locator(".htmx-request")).to_have_count(0)
            assert_nothing_overflows(self.page)
        except Error as fault:
            if HAS_LEFT not in fault.message:
                raise
            return self._arrived()
        return self
