"""Where a county asks for it, doctor, head and medical office sign a slip one after the other, on one screen."""

from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import expect

from portal.adapters.file_store import FileStore
from portal.demo.documents import SampleDocuments
from portal.domain.vocabulary import FilingStatus
from portal.services import referrals
from tests.journeys.conftest import PHONE, Enters
from tests.journeys.people import at_work, masked, the_filing
from tests.journeys.visitor import Visitor
from tests.people import person
from tests.signers import SIGNERS, read_the_county, signer, slip_of, writer
from tests.web.living import staff_cookie

pytestmark = pytest.mark.browser
PATIENT = person(1)
TITLES = ("经治医师", "科主任", "医保办（医务科）")


def a_slip(portal: Flask) -> None:
    """Written by somebody of the hospital who signs nothing, and the three who do."""
    with portal.app_context():
        paper = SampleDocuments(cast(FileStore, portal.extensions["portal_papers"])).kept("referral_slip", "photograph")
        referrals.issue(writer(), slip_of(1), [paper], "key-of-the-slip", is_sealed=True)
        for each in SIGNERS:
            signer(each)


def signs_in_as(screen: Visitor, portal: Flask, name: str) -> None:
    """The next one sits down where the last one sat."""
    address = screen.page.evaluate("location.origin")
    screen.page.context.clear_cookies()
    screen.page.context.add_cookies([{"name": "portal_session", "value": staff_cookie(portal, name), "url": address}])


def test_three_accounts_sign_in_turn_on_one_screen(
    portal: Flask, enters: Enters, monkeypatch: pytest.MonkeyPatch
) -> None:
    with portal.app_context():
        read_the_county(monkeypatch)
    a_slip(portal)
    screen = at_work(portal, enters, SIGNERS[0].value)
    for title, each in zip(TITLES, SIGNERS, strict=True):
        signs_in_as(screen, portal, each.value)
        screen.opens("/hospital/").sees("等您签字（1 件）").follows(masked(PATIENT)).sees("轮到您签字")
        screen.sees_picture("转诊转院单，第 1 页")
        assert the_filing(portal).status is FilingStatus.DRAFT
        if each is SIGNERS[0]:
            screen.finds_no_barrier().page.set_viewport_size(PHONE["viewport"])
            screen.opens(screen.path).finds_no_barrier()
        screen.presses(f"以{title}的身份签字").sees(f"医院{each.value}")
    screen.sees("待审核")
    assert the_filing(portal).status is FilingStatus.SUBMITTED
    expect(screen.page.get_by_role("row").filter(has_text="已签")).to_have_count(3)
