"""A slip ran out on its way: the notice says so, a new one comes with its day, and the filing is decided by that."""

from datetime import date, timedelta
from typing import cast

import pytest
from flask import Flask

from portal.adapters.file_store import FileStore
from portal.demo.documents import SampleDocuments
from portal.domain.claims import AdmissionClaim, Claims, ContactClaim, ReferralClaim
from portal.services import documents, filings
from tests.journeys.conftest import PHONE, PLAIN_PHONE, Enters, StoppedClock
from tests.journeys.documents import photograph
from tests.journeys.people import a_clerk, at_work, masked, the_desk_asks, the_filing
from tests.journeys.visitor import Visitor
from tests.people import PASSWORD, acting, citizen, insured, person

pytestmark = pytest.mark.browser
WHO = person(91, "沈测试")
SLIP, DAY, EXPIRED = "转诊转院单", "转诊转院单是哪天开的", "到 2026年9月10日 已经过期，请重新开"
WRITTEN_ANEW = date(2026, 9, 16)  # after the filing itself, as every slip is that mends it


def given_a_slip_of_last_year(portal: Flask) -> None:
    stated = Claims(
        person=insured(WHO),
        treatment_place="310000",
        admission=AdmissionClaim(inpatient=True),
        referral=ReferralClaim("汶上县中医院", date(2025, 9, 10)),
        contact=ContactClaim(WHO.name, WHO.phone, "上海市某路1号"),
    )
    with portal.app_context():
        ctx = acting(citizen(WHO))
        samples = SampleDocuments(cast(FileStore, portal.extensions["portal_papers"]))
        draft = filings.open_draft(ctx, "wenshang.referral", stated)
        documents.attach(ctx, draft.number, "referral_slip", samples.kept("referral_slip", "photograph"), True)
        filings.submit(ctx, draft.number)


def when_the_clerk_asks_for_a_new_one(clerk: Visitor) -> None:
    clerk.follows(masked(WHO)).sees("过期", "2026年9月10日").follows("一次性告知")
    clerk.sees(SLIP, "已经过期").presses("发出告知书").sees("已发出一次性告知书。")


def when_she_brings_it(she: Visitor) -> None:
    she.opens("/me").sees("待补交补填").follows("补材料、补填内容").sees(SLIP, EXPIRED, "还差 1 样。")
    she.attaches(photograph("转诊转院单（新开）", seed=2), "slip.jpg", within=SLIP)
    if not she.has_scripts:
        she.presses("上传", within=SLIP)
    she.sees("材料齐了。").picks("转诊转院单是哪家医院开的", "汶上县中医院")
    she.dates(DAY, date(2025, 9, 11)).presses("一次交齐").sees("到 2026年9月11日 已经过期，请重新开")
    she.dates(DAY, WRITTEN_ANEW).presses("一次交齐").sees("待审核")


def when_the_clerk_approves(clerk: Visitor) -> None:
    clerk.opens("/clerk/").follows(masked(WHO)).presses("合格", within=SLIP)
    clerk.follows("准予备案").sees("先填的是开转诊单那天").presses("都核对过了，准予备案").sees("已准予备案")


def test_from_the_notice_to_the_new_slip_and_the_decision(portal: Flask, enters: Enters, clock: StoppedClock) -> None:
    given_a_slip_of_last_year(portal)
    when_the_clerk_asks_for_a_new_one(a_clerk(portal, enters))
    clock.pass_by(timedelta(days=3))
    she = enters(PHONE).signs_in(WHO.phone, PASSWORD)
    when_she_brings_it(she)
    when_the_clerk_approves(at_work(portal, enters, "clerk-wenshang"))
    she.opens("/me").sees("已备案", "到 2027年9月16日（周四） 为止。").follows("看详情").follows("备案回执")
    she.sees("2026年9月16日（周三）", "2027年9月16日（周四）")
    assert the_filing(portal).ends_on == date(2027, 9, 16)


def test_without_scripts_the_new_slip_and_its_day_go_in_too(portal: Flask, enters: Enters, clock: StoppedClock) -> None:
    given_a_slip_of_last_year(portal)
    the_desk_asks(portal)
    clock.pass_by(timedelta(days=3))
    when_she_brings_it(enters(PLAIN_PHONE).signs_in(WHO.phone, PASSWORD))
    assert the_filing(portal).claims.referral.issued_on == WRITTEN_ANEW
