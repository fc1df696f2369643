"""From a fax in the tray to a filing with a number by the keyboard alone: what is typed and pressed is counted."""

import io
import re
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portal.adapters import sample_documents
from portal.adapters.uploads import UploadLimits
from portal.domain.vocabulary import Channel, Evidence
from portal.fax_taking import FaxTaker
from portal.models import Document, Fax, db
from tests.journeys.conftest import Enters
from tests.journeys.people import a_clerk, grouped_number, the_filing
from tests.people import person
from tests.web.living import StoppedClock

pytestmark = pytest.mark.browser
PATIENT = person(51, "周测试")
MOST_FIELDS, MOST_KEYS = 8, 60


@dataclass
class Keyboard:
    """Hands that have no mouse."""

    page: Page
    fields: list[str] = field(default_factory=list)
    keys: int = 0

    def presses(self, *keys: str) -> None:
        """One key after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def goes_to(self, selector: str) -> None:
        """Tab until it has the focus; at the end of the page nobody would look for it any more."""
        for _each in range(MOST_KEYS):
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
            self.presses("Tab")
        raise AssertionError(f"{selector} is not reached")

    def types(self, selector: str, text: str) -> None:
        """Fill a field that Tab leads to."""
        self.goes_to(selector)
        self.page.keyboard.type(text)
        self.fields.append(selector)


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
    hands = Keyboard(clerk.page)
    hands.presses("j", "Enter")
    clerk.page.wait_for_url(re.compile("/clerk/faxes/[0-9a-f]{32}$"))
    hands.goes_to("a[href*='/clerk/intake/fax/emergency']")
    hands.presses("Enter")
    clerk.page.wait_for_url("**/clerk/intake/fax/**")
    hands.types("#name", PATIENT.name)
    hands.types("#id_number", PATIENT.id_number)
    hands.goes_to("[name=scheme]")
    hands.presses("Space")
    hands.types("#treatment_place-field input[role=combobox]", "上海")
    expect(clerk.page.locator("#treatment_place-field [role=option]").first).to_be_visible()
    hands.presses("ArrowDown", "Enter")
    expect(clerk.page.locator("select[name=treatment_place]")).to_have_value("310000")
    for part, text in (("year", "2026"), ("month", "9"), ("day", "13")):
        hands.types(f"[name=admitted_on-{part}]", text)
    for question in ("emergency", "inpatient", "networked"):
        hands.goes_to(f"[name={question}]")
        hands.presses("Space")
    hands.types("[name=contact_phone]", PATIENT.phone)
    hands.goes_to("[name=consents]")
    hands.presses("Space", "Enter")
    clerk.page.wait_for_url("**/entered")
    clerk.sees(grouped_number(the_filing(portal)))
    assert (len(hands.fields) <= MOST_FIELDS, hands.keys <= MOST_KEYS) == (True, True), (hands.fields, hands.keys)
    with portal.app_context():
        document = db.session.query(Document).one()
        assert (the_filing(portal).channel, document.evidence) == (Channel.FAX, Evidence.FAX)
        assert db.session.query(Fax).one().pages[0].filed_at is not None
