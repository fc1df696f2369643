"""From a fax in the tray to a filing with a number by the keyboard alone: what is typed and pressed is counted."""

import io
import re

import pytest
from flask import Flask
from playwright.sync_api import expect

from portal.adapters import sample_documents
from portal.adapters.uploads import UploadLimits
from portal.domain.page_reading import PageReading, PrintedLine, PrintedPlace
from portal.domain.vocabulary import Channel, Evidence
from portal.fax_taking import FaxTaker
from portal.models import Document, Fax, db
from portal.models.transaction import transaction
from tests.browser.axe import assert_accessible_but_for_colours, assert_nothing_overflows
from tests.journeys.conftest import PHONE, Enters
from tests.journeys.hands import Hands
from tests.journeys.people import a_clerk, grouped_number, the_filing
from tests.people import person
from tests.web.living import StoppedClock

pytestmark = pytest.mark.browser
PATIENT = person(51, "周测试")


def a_fax(portal: Flask, *printed: str) -> str:
    """One that waits in the tray, and its address; `printed` is read as the worker would, where the extra is there."""
    lines = (f"姓名：{PATIENT.name}", f"身份证号：{PATIENT.id_number}", f"电话：{PATIENT.phone}")
    body = sample_documents.fax("急诊诊断证明", [lines])
    with portal.app_context():
        taker = FaxTaker(portal.extensions["portal_papers"], UploadLimits(), StoppedClock())
        assert taker.take("wenshang", "fax00001.tif", io.BufferedReader(io.BytesIO(body)))  # type: ignore[arg-type]
        fax = db.session.query(Fax).one()
        if printed:
            lines = (PrintedLine(text, PrintedPlace(0.1, 0.1 * row, 0.4, 0.02)) for row, text in enumerate(printed, 1))
            with transaction():
                fax.pages[0].reading = PageReading(1.4, tuple(lines))
        return fax.uid


def test_eight_fields_and_sixty_keys_are_enough(portal: Flask, enters: Enters) -> None:
    a_fax(portal)
    clerk = a_clerk(portal, enters)
    clerk.opens("/clerk/faxes/")
    hands = Hands(clerk.page)
    hands.presses("j", "Enter")
    clerk.page.wait_for_url(re.compile("/clerk/faxes/[0-9a-f]{32}$"))
    hands.goes_to("异地急诊转住院联网备案")
    hands.presses("Enter")
    clerk.page.wait_for_url("**/clerk/intake/fax/**")
    hands.types(PATIENT.name)
    hands.goes_to("身份证号")
    hands.types(PATIENT.id_number)
    hands.goes_to("参加哪种医保")
    hands.presses("Space")
    hands.goes_to("打字找")
    hands.types("上海")
    expect(clerk.page.locator("#treatment_place-field [role=option]").first).to_be_visible()
    hands.presses("ArrowDown", "Enter")
    expect(clerk.page.locator("select[name=treatment_place]")).to_have_value("310000")
    hands.goes_to("哪天住院的")
    hands.types("20260913")
    for question in ("是急诊吗", "已经住院了吗", "医院能异地联网结算吗"):
        hands.goes_to(question)
        hands.presses("Space")
    hands.goes_to("联系电话")
    hands.types(PATIENT.phone)
    hands.goes_to("个人信息怎么用”，已签字同意")
    hands.presses("Space", "Enter")
    clerk.page.wait_for_url("**/entered")
    clerk.sees(grouped_number(the_filing(portal)))
    hands.had_little_to_do()
    with portal.app_context():
        document = db.session.query(Document).one()
        assert (the_filing(portal).channel, document.evidence) == (Channel.FAX, Evidence.FAX)
        assert db.session.query(Fax).one().pages[0].filed_at is not None


def test_what_is_printed_is_offered_with_its_place_and_taken_by_a_press_alone(portal: Flask, enters: Enters) -> None:
    name, number = f"姓名：{PATIENT.name}", f"身份证号：{PATIENT.id_number}"
    fax = a_fax(portal, name, number, "入院日期：2026年9月13日", f"联系电话：{PATIENT.phone}")
    clerk = a_clerk(portal, enters).opens(f"/clerk/intake/fax/emergency?fax={fax}").sees("采用", "第 1 页")
    page = clerk.finds_no_barrier().page
    assert page.locator(".offer-place").first.bounding_box()["height"] > 10  # type: ignore[index]
    for field in ("name", "id_number", "admitted_on-day", "contact_phone"):
        expect(page.locator(f"[name={field}]:visible")).to_have_value("")
    hands = Hands(page)
    hands.presses("ArrowRight")
    expect(page.locator("#name")).to_have_value(PATIENT.name)
    page.get_by_role("button", name="采用 2026年9月13日").click()
    expect(page.locator("[name=admitted_on-day]:visible")).to_have_value("13")
    expect(page.get_by_role("button", name="已采用")).to_have_count(2)
    for field in ("id_number", "contact_phone"):
        expect(page.locator(f"[name={field}]:visible")).to_have_value("")
    page.set_viewport_size(PHONE["viewport"])
    assert_nothing_overflows(page)
    assert_accessible_but_for_colours(page)
