"""From a fax in the tray to a filing with a number by the keyboard alone: what is typed and pressed is counted."""

import io
import re

import pytest
from flask import Flask
from playwright.sync_api import expect

from portal.adapters import sample_documents
from portal.adapters.uploads import UploadLimits
from portal.domain.vocabulary import Channel, Evidence
from portal.fax_taking import FaxTaker
from portal.models import Document, Fax, db
from tests.journeys.conftest import Enters
from tests.journeys.hands import Hands
from tests.journeys.people import a_clerk, grouped_number, the_filing
from tests.people import person
from tests.web.living import StoppedClock

pytestmark = pytest.mark.browser
PATIENT = person(51, "周测试")


def a_fax(portal: Flask) -> None:
    """One that waits in the tray."""
    lines = (f"姓名：{PATIENT.name}", f"身份证号：{PATIENT.id_number}", f"电话：{PATIENT.phone}")
    body = sample_documents.fax("急诊诊断证明", [lines])
    with portal.app_context():
        taker = FaxTaker(portal.extensions["portal_papers"], UploadLimits(), StoppedClock())
        assert taker.take("wenshang", "fax00001.tif", io.BufferedReader(io.BytesIO(body)))  # type: ignore[arg-type]


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
