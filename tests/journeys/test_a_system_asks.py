"""A supervisor makes a key, a hospital's system asks by it whether somebody is covered, and she sees who asked."""

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import APIResponse

from tests.journeys.conftest import PHONE, SCREEN, Enters
from tests.journeys.people import a_supervisor
from tests.journeys.visitor import Visitor
from tests.people import PASSWORD, staff
from tests.web.institutions import COVERED, cover

pytestmark = pytest.mark.browser
ABOUT = {"id_number": COVERED.id_number, "name": COVERED.name, "on": "2026-09-20"}


def when_a_key_is_made(boss: Visitor) -> str:
    boss.opens("/admin/keys/").follows("做一把密钥").finds_no_barrier()
    boss.writes(机构全名="上海某医院", 能用多少天="90").ticks("查一个人在某一天有没有有效的备案").presses("做密钥")
    boss.sees("这把密钥只显示这一次").finds_no_barrier()
    return boss.read(".invitation").strip()


def answer_to(system: Visitor, key: str, body: Any) -> APIResponse:
    return system.page.request.post("/api/v1/in-force", data=body, headers={"Authorization": f"Bearer {key}"})


def test_a_key_is_made_used_seen_and_revoked(portal: Flask, enters: Enters) -> None:
    with portal.app_context():
        staff("clerk")
    number, boss, system = cover(portal), a_supervisor(portal, enters), enters(SCREEN)
    key = when_a_key_is_made(boss)
    answer = answer_to(system, key, ABOUT)
    assert (answer.status, answer.json()["in_force"]) == (200, True)
    wrong = answer_to(system, key, {"name": COVERED.name})
    assert (wrong.status, wrong.headers["content-type"]) == (422, "application/problem+json")
    she = enters(PHONE).signs_in(COVERED.phone, PASSWORD).opens(f"/me/filings/{number}")
    she.opens_up("谁看过这一件").sees("上海某医院").finds_no_barrier()
    boss.opens("/admin/keys/").finds_no_barrier().presses("作废").sees("已作废")
    assert answer_to(system, key, ABOUT).status == 401
