"""On an English page a run of Chinese says that it is one, so that a voice reads it as what it is (WCAG 3.1.2)."""

import re
from datetime import date

import pytest
from babel.messages.pofile import read_po
from flask import Flask

from portal.services import documents, filings
from portal.services.documents import StoredFile
from portal.web.resources import resource_folder
from tests.languages.conftest import ENGLISH, reading
from tests.languages.unmarked import HAN, faults_of_title, unmarked
from tests.page import Page
from tests.people import acting, citizen, long_stay, person, staff
from tests.terminals import terminal
from tests.trees import parse
from tests.web.clerk.cases import filed
from tests.web.kiosk.standing import answered, sent
from tests.web.living import signed_in

_MARKED_ALREADY = re.compile('<span lang="zh-CN">.*?</span>')


def found_on(page: Page) -> list[str]:
    [body] = page.tree.iter("body")
    return list(unmarked(body))


@pytest.mark.parametrize("step", ["who", "where", ""])
def test_steps_of_an_application_mark_their_chinese(app: Flask, step: str) -> None:
    who = person(1)
    with app.app_context():
        number = filings.open_draft(acting(citizen(who)), "wenshang.long-term", long_stay(who)).number
    browser = reading(signed_in(app, who.phone), "en")
    assert found_on(Page.open(browser, f"/apply/draft/{number}/{step}".rstrip("/"))) == []


def test_an_own_filing_and_the_list_of_them_mark_their_chinese(app: Flask) -> None:
    who = person(1)
    with app.app_context():
        ctx = acting(citizen(who))
        number = filings.open_draft(ctx, "wenshang.long-term", long_stay(who)).number
        documents.attach(ctx, number, "residence_proof", StoredFile("key", "image/jpeg", 9, 1, "a" * 64), None)
        filings.submit(ctx, number)
    browser = reading(signed_in(app, who.phone), "en")
    feedback = Page.open(browser, f"/me/filings/{number}/feedback")
    feedback.form("/complain").fill({"words": "电话没有人接。"}).submit()
    for address in ("/me", f"/me/filings/{number}", f"/me/filings/{number}/feedback"):
        assert found_on(Page.open(browser, address)) == []


def test_a_terminal_marks_its_chinese(app: Flask) -> None:
    with app.app_context():
        _made, secret = terminal()
    device, who = app.test_client(), person(1)
    device.set_cookie("portal_terminal", secret)

    def faults_of(*addresses: str) -> list[str]:
        reading(device, "en")
        faults = [fault for address in addresses for fault in found_on(Page.open(device, address))]
        reading(device, "zh")
        return faults

    assert faults_of("/kiosk/") == []
    answered(device, who)
    assert faults_of("/kiosk/ask/name", "/kiosk/check") == []
    sent(device, who)
    assert faults_of("/kiosk/receipt") == []


def test_the_screen_of_a_clerk_marks_its_chinese(app: Flask) -> None:
    with app.app_context():
        staff("clerk")
        number = filed(2).number
    browser = reading(signed_in(app, "clerk"), "en")
    for address in ("/clerk/", f"/clerk/filings/{number}", "/clerk/intake/phone/emergency"):
        assert found_on(Page.open(browser, address)) == []


def test_what_a_clerk_says_on_the_telephone_and_asks_for_is_marked(app: Flask) -> None:
    with app.app_context():
        staff("clerk")
        numbers = [filed(serial, proof=False).number for serial in (2, 3)]
    browser = reading(signed_in(app, "clerk"), "en")
    url = f"/clerk/filings/{numbers[0]}"
    several = Page.open(browser, "/clerk/calls").form("/clerk/calls").fill({"words": "韦测试"}).submit()
    one = Page.open(browser, "/clerk/calls").form("/clerk/calls").fill({"words": numbers[0]}).submit()
    asking = Page.open(browser, f"{url}/request-correction")
    Page.open(browser, f"{url}/promise").form("/promise").fill({"promised_on": date(2026, 9, 18)}).submit()
    owed = [Page.open(browser, each) for each in ("/clerk/promises", url, f"{url}/receive")]
    owed.append(Page.open(browser, f"{url}/approve", 422))
    faults = [fault for page in (several, one, asking, *owed) for fault in found_on(page)]
    assert not faults, "\n".join(faults)


def test_what_a_voice_would_spell_out_is_found() -> None:
    page, _forgiven = parse(
        "<title>收件回执 - Filing</title><p>A (是)</p><p lang='zh-CN'>是<b>是</b></p>"
        "<img alt='是'><select><option>是<option lang='zh-CN'>是</select>"
    )
    [body] = page.iter("body")
    assert list(faults_of_title(page)) == ["<title> 收件回执"]
    assert list(unmarked(body)) == ["<p> A (是)", "<img alt> 是", "<option> 是"]


def test_a_term_in_brackets_is_marked_where_a_template_says_it() -> None:
    """Whatever pages a test opens: no `{{ _("…") }}` alone, where its English keeps the Chinese word."""
    with (ENGLISH / "LC_MESSAGES" / "messages.po").open("rb") as file:
        english = {str(each.id): str(each.string) for each in read_po(file, locale="en") if each.id}
    keeping = {written for written, words in english.items() if HAN.search(_MARKED_ALREADY.sub("", words))}
    assert len(keeping) > 10
    pages = sorted(resource_folder("templates").rglob("*.html"))
    found = [
        f"{path.name}: {written}"
        for path in pages
        if "notices" not in path.parts  # a paper is Chinese
        for written in re.findall(r'(?<!=")\{\{ _\("([^"]+)"', path.read_text())
        if written in keeping
    ]
    assert found == []
