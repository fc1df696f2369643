"""A hospital is found while one types, or by the button, and the one that is chosen is taken."""

from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import expect

from portal.domain.actor import Actor, Context
from portal.domain.vocabulary import Role
from portal.services import networked
from portal.services.networked import Listed
from portal.web.questions import listed_hospital
from tests.journeys.conftest import Enters
from tests.journeys.people import a_hospital
from tests.people import NOW

pytestmark = pytest.mark.browser
LIST = [Listed("上海市第一人民医院", "上海市", is_networked=True), Listed("上海市中医院", "上海市", is_networked=False)]


def test_it_is_found_as_one_types_and_chosen(portal: Flask, enters: Enters) -> None:
    with portal.app_context():
        networked.load(Context(Actor(None, Role.SUPERVISOR, operator="root"), NOW), LIST, date(2026, 9, 1))
    portal.extensions.pop(listed_hospital.EXTENSION, None)
    hospital = a_hospital(portal, enters).follows("开转诊", within="main")
    field = hospital.page.get_by_label("转往医院")
    if hospital.has_scripts:
        field.press_sequentially("第一人民")
    else:
        field.fill("第一人民")
        hospital.page.get_by_role("button", name="在名单里找").click()
    choice = hospital.page.get_by_role("radio", name="上海市第一人民医院")
    expect(choice).to_be_visible()
    choice.check()
    hospital.sees("2026年9月1日（周二）的名单：能异地联网结算").finds_no_barrier()
    portal.extensions.pop(listed_hospital.EXTENSION, None)
