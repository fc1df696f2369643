"""The components as eyes, thumbs and screen readers meet them."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import assert_nothing_overflows, assert_targets_are_big, double_the_text
from tests.browser.conftest import NewVisitor
from tests.browser.devices import DESKTOP, PHONE, KnownLooks
from tests.browser.shots import shot

pytestmark = pytest.mark.browser
KNOWN = KnownLooks()
LOOKS = {
    "phone": (PHONE, {}),
    "tablet": ({"viewport": {"width": 768, "height": 1024}}, {}),
    "desktop": (DESKTOP, {}),
    "large": (PHONE, {"portal_size": "large"}),
    "large-desktop": (DESKTOP, {"portal_size": "large"}),
    "english": (PHONE, {"portal_language": "en"}),
}


@pytest.mark.parametrize("look", LOOKS)
def test_components_are_accessible_and_fit(new_visitor: NewVisitor, look: str) -> None:
    options, cookies = LOOKS[look]
    page = new_visitor(options, **cookies)
    for address, name in (("/style-guide/?as=clerk", "parts"), ("/style-guide/part", "sheet"), ("/none", "missing")):
        page.goto(address)
        shot(page, f"{look}-{name}")
        assert_nothing_overflows(page)
        assert_targets_are_big(page)
        KNOWN.whole(page)


NARROW_BUTTON = """() => {
  const button = document.createElement("a"), words = document.createRange();
  button.className = "button";
  button.style.width = "16rem";
  button.innerHTML = 'Cannot supply it? Sign a commitment (<span lang="zh-CN">承诺书</span>)';
  document.querySelector("main").append(button);
  words.selectNodeContents(button.querySelector("span"));
  return words.getClientRects().length;
}"""


def test_a_chinese_word_on_an_english_button_stays_in_the_line(english: Page) -> None:
    english.goto("/style-guide/")
    assert english.evaluate(NARROW_BUTTON) == 1


@pytest.mark.parametrize("look", ["phone", "large", "desktop"])
def test_faults_are_accessible_and_heard_first(new_visitor: NewVisitor, look: str) -> None:
    options, cookies = LOOKS[look]
    page = new_visitor(options, **cookies)
    page.goto("/style-guide/")
    page.get_by_role("button", name="提交").click()
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    shot(page, f"{look}-faults")
    assert_nothing_overflows(page)
    KNOWN.whole(page)
    summary.get_by_role("link", name="请填写身份证号").click()
    expect(page.get_by_label("身份证号")).to_be_focused()


@pytest.mark.parametrize("address", ["/style-guide/?as=clerk", "/style-guide/part", "/"])
def test_narrow_screen_with_double_text_needs_no_sideways_scrolling(new_visitor: NewVisitor, address: str) -> None:
    page = new_visitor({"viewport": {"width": 320, "height": 640}})
    page.goto(address)
    assert_nothing_overflows(page)
    double_the_text(page)
    shot(page, f"narrow-double{address.replace('/', '-').replace('?', '-')}")
    assert_nothing_overflows(page)


def test_preferences_work_without_javascript(no_js: Page) -> None:
    no_js.goto("/style-guide/?as=clerk")
    no_js.get_by_role("button", name="长者版").click()
    expect(no_js.locator("html")).to_have_attribute("data-size", "large")
    assert no_js.url.endswith("/style-guide/?as=clerk")
    no_js.get_by_role("button", name="English").click()
    expect(no_js.locator("html")).to_have_attribute("lang", "en")
    expect(no_js.get_by_role("button", name="Standard size")).to_be_visible()


def test_part_of_a_page_swaps_in_place_also_when_it_fails(desktop: Page) -> None:
    desktop.goto("/style-guide/part")
    desktop.evaluate("window.untouched = true")
    desktop.get_by_role("button", name="保存").click()
    expect(desktop.locator("#part")).to_contain_text("请写一句话")
    desktop.get_by_label("写一句话").fill("您好")
    desktop.get_by_role("button", name="保存").click()
    expect(desktop.locator("#part p").first).to_have_text("您好")
    assert desktop.evaluate("window.untouched") is True


def test_part_that_cannot_be_fetched_says_why(desktop: Page) -> None:
    desktop.goto("/style-guide/part")
    desktop.get_by_role("link", name="试很多次").click()
    expect(desktop.locator("#announcer")).to_contain_text("请过 15 分钟再试")
    expect(desktop.locator("#part")).to_be_visible()


def test_lost_connection_is_told(new_visitor: NewVisitor) -> None:
    desktop = new_visitor(DESKTOP, tolerated=("ERR_CONNECTION_RESET", "console: htmx:", "/style-guide/part"))
    desktop.goto("/style-guide/part")
    desktop.route("**/style-guide/part", lambda route: route.abort("connectionreset"))
    desktop.get_by_role("button", name="保存").click()
    expect(desktop.locator("#announcer")).to_contain_text("没有连上网络")


def test_second_press_sends_nothing_and_going_back_allows_it_again(desktop: Page) -> None:
    desktop.goto("/style-guide/")
    sent: list[str] = []
    desktop.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    desktop.evaluate("""() => {
      const button = document.querySelector("main form button");
      button.click();
      button.click();
    }""")
    expect(desktop.locator("#error-summary")).to_be_visible()
    assert len(sent) == 1
    desktop.go_back()
    desktop.get_by_role("button", name="提交").click()
    expect(desktop.locator("#error-summary")).to_be_visible()
    assert len(sent) == 2


def test_files_on_their_way_are_not_sent_again_after_a_while(phone: Page) -> None:
    """Ten megabytes from a telephone take minutes; the button and the sentence under the paper stay as they are."""
    sent: list[str] = []

    def unanswered(route: Route) -> None:
        """Nothing comes back to show."""
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.url)
        route.fulfill(status=204)

    phone.clock.install()
    phone.goto("/style-guide/")
    phone.route("**/style-guide/", unanswered)
    phone.locator("input[type=file]").first.set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"a"})
    button, checking = phone.get_by_role("button", name="提交").last, phone.locator("[data-checking]").first
    with phone.expect_request("**/style-guide/"):
        button.click()
    expect(checking).to_be_visible()
    phone.clock.fast_forward("01:00")
    button.click(force=True)  # it says that it is disabled, and is not
    expect(checking).to_be_visible()
    expect(button).to_have_attribute("aria-disabled", "true")
    assert len(sent) == 1
    phone.clock.fast_forward("03:00")
    expect(checking).to_be_hidden()


def test_field_is_checked_when_left_and_nothing_moves(phone: Page) -> None:
    phone.goto("/style-guide/")
    number, message = phone.locator("#id_number"), phone.locator("#id_number-error")
    places = "() => [...document.querySelectorAll('.field')].map(field => [field.offsetLeft, field.offsetTop])"
    before = phone.evaluate(places)
    number.fill("110105194912310021")
    number.press("Tab")
    expect(message).to_have_text("请改正：身份证号最后一位不对，请对照证件再看一遍")
    expect(number).to_have_attribute("aria-invalid", "true")
    shot(phone, "phone-field-left")
    assert phone.evaluate(places) == before
    KNOWN.whole(phone)
    number.fill("11010519491231002X")
    number.press("Tab")
    expect(message).to_be_empty()
    expect(number).not_to_have_attribute("aria-invalid", "true")
    expect(phone.locator(".field-bad")).to_have_count(0)


def test_session_about_to_end_says_so_and_goes_on(desktop: Page) -> None:
    desktop.goto("/style-guide/?as=clerk&seconds=121")
    warning = desktop.locator("#session-warning")
    expect(warning).to_be_hidden()
    expect(warning).to_be_visible()
    shot(desktop, "desktop-session-warning")
    with desktop.expect_request("**/healthz"):
        warning.get_by_role("link").click()
    expect(warning).to_be_hidden()


def test_whole_form_can_be_done_by_keyboard(desktop: Page) -> None:
    desktop.goto("/style-guide/")
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("link", name="跳到正文")).to_be_focused()
    desktop.keyboard.press("Enter")
    desktop.get_by_label("姓名").focus()
    for _step in range(4):
        desktop.keyboard.press("Tab")
    desktop.keyboard.press("Space")
    expect(desktop.get_by_role("radio").first).to_be_checked()
