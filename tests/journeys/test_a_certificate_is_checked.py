"""A hospital scans the code on a paper: the browser checks it and sends nothing, or the form does."""

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import expect

from portal.models import db
from portal.services import certifying
from tests.certificates import in_force
from tests.journeys.conftest import PHONE, PLAIN_PHONE, Enters
from tests.people import NOW, acting, citizen, person

pytestmark = pytest.mark.browser
WHO = person(81, "褚测试")
GENUINE, FORGED = "是真的，这一天在备案的日期之内。", "不是真的：签名对不上"


def certificate_of_today(portal: Flask) -> str:
    """Made by the clock of the machine, as the browser goes by it too."""
    with portal.app_context():
        filer = acting(citizen(WHO))
        filing = in_force(filer, WHO)
        filing.begins_on = filer.today - timedelta(days=1)
        db.session.commit()
        return certifying.certificate_of(filing) or ""


def test_a_scanned_certificate_is_checked_without_a_network_once_the_page_is_open(
    portal: Flask, enters: Enters
) -> None:
    text = certificate_of_today(portal)
    nurse = enters(PHONE).opens(f"/verify#{text}")
    nurse.sees(GENUINE, "褚*", "上海市", "这个浏览器自己会核对")
    assert "#" not in nurse.page.url, "the browser's history keeps no certificate"
    sent = list[str]()
    nurse.page.on("request", lambda request: sent.append(request.url))
    nurse.page.context.set_offline(True)
    kind, content, signature = text.split(".")
    for changed, expected in ((f"{kind}.{content[:80]}A{content[81:]}.{signature}", FORGED), (text, GENUINE)):
        nurse.page.get_by_label("码里的文字或网址").fill(changed)
        nurse.page.get_by_role("button", name="核对", exact=True).click()
        expect(nurse.page.locator("#verdict")).to_contain_text(expected)
    assert sent == []


def test_in_english_the_names_say_that_they_are_chinese(portal: Flask, enters: Enters) -> None:
    text = certificate_of_today(portal)
    nurse = enters(PHONE, {"portal_language": "en"}).opens(f"/verify#{text}").sees("ID number ending in")
    assert nurse.page.locator("#verdict [lang=zh-CN]").all_text_contents() == ["汶上县", "上海市", "褚"]
    nurse.sees(f"{NOW - timedelta(days=1):%-d %B %Y}")  # the day first, as on every other page


def test_a_browser_that_cannot_check_says_so_and_the_form_does_it(portal: Flask, enters: Enters) -> None:
    text = certificate_of_today(portal)
    old = enters(PHONE)
    old.page.add_init_script("crypto.subtle.importKey = () => Promise.reject(new Error('no Ed25519'))")
    old.opens(f"/verify#{text}").sees("这个浏览器自己不会核对").presses("核对", within="main").sees(GENUINE, "褚*")
    plain = enters(PLAIN_PHONE).opens("/verify").writes(码里的文字或网址=f"http://127.0.0.1/verify#{text}")
    plain.presses("核对", within="main").sees(GENUINE, "褚*", "它不证明：拿着它的人就是本人")
